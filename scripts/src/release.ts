#!/usr/bin/env node
// pnpm release: versions what is pending, publishes it and tags it; see docs/releasing.md. With --local, on this machine.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Part, parts, release } from './release/engine.ts';
import { rehearse } from './release/rehearsal.ts';

const interruption = new AbortController();
const { signal } = interruption;

function readArguments(): { readonly wanted: readonly Part[]; readonly isLocal: boolean } {
  const { values, positionals } = parseArgs({ options: { local: { type: 'boolean' } }, allowPositionals: true });
  const wanted = parts.filter((part) => positionals.length === 0 || positionals.includes(part));
  const unknown = positionals.filter((word) => !parts.some((part) => part === word));
  if (unknown.length > 0)
    throw new Error(`"${unknown[0]}" is no part of a release: ${parts.join(' or ')}, or nothing for both`);
  return { wanted, isLocal: values.local === true };
}

/** Removes the folders of releases that were killed; their worktrees are pruned with the next one. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = /^ticketbridge-release-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    // It may be another user's, or something that was started there may still write to it.
    await rm(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // That of another user may not be signalled, and is there.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function log(step: string, text: string): void {
  console.log(`${step.padEnd(9)}${text.replaceAll('\n', `\n${' '.repeat(9)}`)}`);
}

try {
  const { wanted, isLocal } = readArguments();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => interruption.abort(new Error(`Interrupted by ${name}.`)));
  }
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `ticketbridge-release-${process.pid}-`));
  try {
    // What the programs below leave among temporary files goes with the folder.
    process.env.TMPDIR = await mkdtemp(join(folder, 'tmp-'));
    if (isLocal) await rehearse({ folder, signal, log });
    else await release(wanted, { root: process.cwd(), folder, signal, log });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
} catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
