#!/usr/bin/env node
// Compares the built packages with those of the last release, and fails when an upgrade can break a consumer's program or
// installation and no pending changeset has the bump that says so.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareExports } from './exports/compare.ts';
import { raisedMinimums } from './exports/minimums.ts';
import { type Breaking, breakingPackages } from './exports/refusals.ts';
import { pendingChangesets } from './release/changesets.ts';
import { lastRelease, packBuilt, packRelease } from './release/last-release.ts';

const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort(new Error(`${name}.`)));

const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-exports-'));
try {
  const commit = await lastRelease();
  if (commit === undefined) console.log('Nothing was released yet.');
  else await check(commit);
} catch (error) {
  console.error(`check-exports: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function check(commit: string): Promise<void> {
  const before = await packRelease(commit, join(folder, 'before'), signal);
  const after = await packBuilt(process.cwd(), join(folder, 'after'), signal);
  const differences = [...compareExports({ before, after }), ...raisedMinimums(before, after)];
  const breaking = breakingPackages(before, differences, await pendingChangesets(process.cwd()));
  for (const one of breaking) report(one, commit);
  if (breaking.some(({ isTold, lowered }) => !isTold && lowered === undefined)) process.exitCode = 1;
  if (breaking.length === 0)
    console.log(`What the packages export and need takes nothing back since ${commit.slice(0, 9)}.`);
}

function report({ name, differences, needs, isTold, lowered }: Breaking, commit: string): void {
  const isRefused = !isTold && lowered === undefined;
  const print = isRefused ? console.error : console.log;
  print(`${name} can break those who upgrade from ${commit.slice(0, 9)}:`);
  for (const { entry, export: exported, message } of differences) {
    print(`  ${entry}${exported === undefined ? '' : ` ${exported}`}: ${message.replaceAll('\n', '\n    ')}`);
  }
  if (isTold) print(`A pending changeset says so: it is ${needs}.`);
  else if (lowered !== undefined) print(`A changeset has a smaller bump because: ${lowered}`);
  else {
    print(`Take it back, or tell it in a changeset that is ${needs} for ${name}:
  pnpm exec changeset
If it breaks nobody, say why in a changeset that names the package: <!-- lowered ${name}: REASON -->`);
  }
}
