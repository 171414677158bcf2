#!/usr/bin/env node
// Applies four later revisions of each vendor's page to a copy of the working tree, as a maintainer would: edits of
// specs/ and of the vendor's file of facts, and none elsewhere. Everything is to be generated, typechecked and tested.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkingTree } from './release/copy.ts';
import { interruption } from './release/interruption.ts';
import { run } from './release/run.ts';
import { findRepeatedFacts } from './revisions/find-repeated-facts.ts';
import { applyRevisions, type Revision } from './revisions/revision.ts';
import { REVISIONS } from './revisions/revisions.ts';

/** All that a revision must leave green. What depends on no vendor's spec, such as http, is not tried again. */
const EVERYTHING = ['generate', 'lint:specs', 'typecheck', 'test'];
const DEPENDENT = [
  ...Object.keys(REVISIONS).map((name) => `--filter=...@ticketbridge/spec-${name}`),
  // They are made from every spec, and depend on none.
  '--filter=@ticketbridge/sandbox',
  '--filter=@ticketbridge/ledger',
];

const signal = interruption();

const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-revisions-'));
const workspace = join(folder, 'workspace');
try {
  await copyWorkingTree(workspace, signal);
  const repeated = await findRepeatedFacts(workspace, Object.keys(REVISIONS), signal);
  if (repeated.length > 0) throw new Error(`Facts that only a spec and api.md may say:\n${repeated.join('\n')}`);
  console.log('hosts, credentials and names of paging parameters stand in the specs alone');
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], { cwd: workspace, signal });
  const revisions = Object.entries(REVISIONS).flatMap(([vendor, table]) =>
    Object.entries(table).map(([name, revision]) => ({ vendor, name, revision })),
  );
  for (const name of new Set(revisions.map((one) => one.name))) {
    const these = revisions.filter((one) => one.name === name);
    await check(
      these.map(({ vendor, revision }) => `${vendor}: ${revision.title}`),
      these.map((one) => one.revision),
      contract,
    );
  }
  await check(
    ['all of them at once'],
    revisions.map(({ revision }) => revision),
    everything,
  );
} catch (error) {
  console.error(`check-revisions: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Applies revisions, does the work, and takes them back. */
async function check(
  titles: readonly string[],
  revisions: readonly Revision[],
  work: () => Promise<unknown>,
): Promise<void> {
  const start = performance.now();
  const revised = await applyRevisions(revisions, (file) =>
    readFile(join(workspace, file), 'utf8').catch(() => undefined),
  );
  for (const [file, { after }] of revised) await writeFile(join(workspace, file), after);
  await work();
  for (const [name, { before }] of revised) {
    const file = join(workspace, name);
    await (before === undefined ? rm(file) : writeFile(file, before));
  }
  console.log(
    `${titles.join('\n')}\n  no edit but of specs/ and facts, ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
}

function everything(): Promise<string> {
  return turbo(...EVERYTHING, '--continue', ...DEPENDENT);
}

async function contract(): Promise<void> {
  await turbo('generate');
  const tests = ['facts', 'agreement', 'vendors', 'wire'].map((name) => `test/${name}.test.ts`);
  await run('pnpm', ['--filter', '@ticketbridge/contract-tests', 'exec', 'vitest', 'run', ...tests], {
    cwd: workspace,
    signal,
  });
}

function turbo(...args: string[]): Promise<string> {
  return run('pnpm', ['exec', 'turbo', 'run', ...args, '--output-logs=errors-only'], { cwd: workspace, signal });
}
