#!/usr/bin/env node
// Fails when something that consumers get has changed since the last version commit and no changeset tells them.
// BASE=<commit> compares with where this branch left that commit instead, as a pull request needs it.
import { WORKING_TREE } from './release/coverage.ts';
import { untoldChanges } from './release/untold.ts';

try {
  const untold = await untoldChanges(process.cwd(), process.env.BASE || undefined);
  for (const { name, since, changes } of untold) {
    console.error(`${name} has changed since ${since.slice(0, 9)}, and no changeset tells it:`);
    for (const { file, change } of changes) {
      console.error(`  ${file} (${change === WORKING_TREE ? 'not committed' : `commit ${change.slice(0, 9)}`})`);
    }
  }
  if (untold.length > 0) {
    console.error(`A changeset counts for what changed in the commit that wrote or changed it, and before; an older one does not.
Say what a consumer will notice, in a new one or in one of yours that is pending:
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
