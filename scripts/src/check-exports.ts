#!/usr/bin/env node
// Compares the built packages with those of the last release, and fails when an upgrade can break a consumer's program or
// installation and no changeset for it has the bump that says so, or when a report of an entry in exports/ is stale.
// --write writes the reports.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareExports } from './exports/compare.ts';
import { raisedMinimums } from './exports/minimums.ts';
import type { Worlds } from './exports/program.ts';
import { type Breaking, breakingPackages } from './exports/refusals.ts';
import { makeReports, placeOf, type Reports, trackedReports } from './exports/reports.ts';
import { Telling } from './exports/telling.ts';
import type { World } from './exports/world.ts';
import { pendingChangesets } from './release/changesets.ts';
import { History } from './release/history.ts';
import { interruption } from './release/interruption.ts';
import { lastRelease, packBuilt, packRelease } from './release/last-release.ts';
import { publishedPackages } from './release/packages.ts';

const signal = interruption();

const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-exports-'));
try {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
  const after = await packBuilt(process.cwd(), join(folder, 'after'), signal);
  const commit = await lastRelease();
  const before = commit === undefined ? [] : await packRelease(commit, join(folder, 'before'), signal);
  const reports = await makeReports(after, join(folder, 'reports'), signal);
  await compareReports(before, reports, values.write);
  if (commit !== undefined) await compare({ before, after }, reports, commit);
} catch (error) {
  console.error(`check-exports: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function compareReports(before: World, made: Reports, isWriting: boolean): Promise<void> {
  const tracked = await trackedReports();
  // A package that was never released promises nothing yet, and has no report until somebody writes one.
  const released = before.map(({ folder: packed }) => basename(packed));
  const isDue = (report: string): boolean => tracked.has(report) || released.includes(dirname(report));
  const written = [...made].filter(([report, text]) => tracked.get(report) !== text && (isWriting || isDue(report)));
  const left = [...tracked.keys()].filter((report) => !made.has(report));
  if (isWriting) {
    for (const [report, text] of written) {
      await mkdir(dirname(placeOf(report)), { recursive: true });
      await writeFile(placeOf(report), text);
    }
    for (const report of left) await rm(placeOf(report));
    return;
  }
  const stale = [...written.map(([report]) => report), ...left];
  if (stale.length === 0) return;
  for (const report of stale) console.error(`exports/${report} is not what the package exports now.`);
  console.error('Write the reports with: pnpm check:exports --write');
  process.exitCode = 1;
}

async function compare({ before, after }: Worlds, reports: Reports, commit: string): Promise<void> {
  const root = process.cwd();
  const differences = [...compareExports({ before, after }), ...raisedMinimums(before, after)];
  const packages = await publishedPackages(root);
  const telling = new Telling({ root, history: new History(root), since: commit, packages, reports });
  const breaking = breakingPackages(before, differences, await pendingChangesets(root), (difference, changesets) =>
    telling.isTold(difference, changesets),
  );
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
One that is older than the change does not tell it, and an empty one tells no break.
If it breaks nobody, say why in a changeset for it: <!-- lowered ${name}: REASON -->`);
  }
}
