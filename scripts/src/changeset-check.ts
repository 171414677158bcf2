#!/usr/bin/env node
// Fails when something that consumers get has changed since the last version commit and no changeset tells them.
// BASE=<commit> compares with where this branch left that commit instead, as a pull request needs it.
import { untoldChanges } from './release/untold.ts';

try {
  const untold = await untoldChanges(process.cwd(), process.env.BASE || undefined);
  for (const { name, since, files } of untold) {
    console.error(`${name} has changed since ${since.slice(0, 9)}, and no changeset written since then names it:`);
    for (const file of files) console.error(`  ${file}`);
  }
  if (untold.length > 0) {
    console.error(`Say what a consumer will notice:
  pnpm exec changeset
or that there is nothing to notice:
  pnpm exec changeset add --empty`);
    process.exitCode = 1;
  } else {
    console.log('What consumers get is as it was, or a changeset tells them.');
  }
} catch (error) {
  console.error(`changeset-check: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
