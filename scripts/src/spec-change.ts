#!/usr/bin/env node
// pnpm spec:change [--for .changeset/FILE.md] [--correction PLACE ...] [--skip-tests]: all that an edit of a spec asks: lint,
// generate, the changesets with what it means for consumers, and the tests. With --for, a changeset that a person wrote
// tells what none does yet. A correction is of what was never true at the vendor; its place is as spec:diff prints it.
import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Changeset, pendingChangesets } from './release/changesets.ts';
import { History } from './release/history.ts';
import { specRater } from './release/rate-spec.ts';
import { type SpecChange, specChanges } from './release/spec-changes.ts';
import { checkCorrections } from './spec-change/corrections.ts';
import { planChangesets } from './spec-change/plan.ts';

const root = resolve(import.meta.dirname, '../..');

/** Runs a script of the workspace, which says itself what is wrong. */
function script(...args: string[]): void {
  const { status } = spawnSync('pnpm', ['run', ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`pnpm ${args[0]} failed: mend that and run this again.`);
}

async function writeChangesets(changes: readonly SpecChange[], wanted: string | undefined): Promise<void> {
  const changesets = await pendingChangesets(root);
  const plan = planChangesets(changes, changesets, wanted === undefined ? undefined : find(changesets, wanted));
  if (plan.size === 0) console.log('No change that a consumer can notice.');
  for (const [file, text] of plan) {
    if (text === undefined) await rm(join(root, file));
    else await writeFile(join(root, file), text);
    console.log(text === undefined ? `removed ${file}: what it told is gone` : `\n${file}:\n${text}`);
  }
}

function find(changesets: readonly Changeset[], wanted: string): Changeset {
  const file = relative(root, resolve(wanted)).replaceAll('\\', '/');
  const found = changesets.find((changeset) => changeset.file === file);
  if (!found) throw new Error(`--for ${wanted}: no pending changeset is there. Write it with: pnpm exec changeset`);
  return found;
}

try {
  const { values } = parseArgs({
    options: {
      for: { type: 'string' },
      correction: { type: 'string', multiple: true, default: [] },
      'skip-tests': { type: 'boolean' },
    },
  });
  script('lint:specs', '--output-logs=errors-only');
  script('generate', '--output-logs=errors-only');
  const changes = await specChanges(root, new History(root), specRater(root, values.correction));
  checkCorrections(values.correction, changes, await pendingChangesets(root));
  await writeChangesets(changes, values.for);
  // What the change does not reach comes from turbo's cache.
  if (!values['skip-tests']) script('test', '--output-logs=errors-only');
} catch (error) {
  console.error(`spec:change: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
