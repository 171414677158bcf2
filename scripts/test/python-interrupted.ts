#!/usr/bin/env node
// Interrupts test:python while pytest runs: no process and no folder may be left. Needs generated packages and a built sandbox.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const command = join(import.meta.dirname, '../src/test-python.ts');

/** A process manager tells the process alone; a terminal tells all that it started too. */
for (const [signal, isFromTerminal] of [
  ['SIGTERM', false],
  ['SIGINT', false],
  ['SIGINT', true],
] as const) {
  const root = await mkdtemp(join(tmpdir(), 'python-interrupted-'));
  try {
    const [temporary, begun] = [join(root, 'tmp'), join(root, 'begun')];
    await Promise.all([mkdir(temporary), mkdir(begun)]);
    const began = firstIn(begun);
    const tests = spawn(process.execPath, [command, '--only', 'ticketbridge_clubcollect'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      // Pytest opens the file of its debug log when it starts.
      env: { ...process.env, TMPDIR: temporary, PYTEST_ADDOPTS: `--debug=${join(begun, 'log')}` },
    });
    let errors = '';
    tests.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    // Once the last that writes there has ended.
    const ended = once(tests, 'close');
    await Promise.race([began, ended]);
    assert.ok(tests.pid !== undefined && tests.exitCode === null, errors);
    process.kill(isFromTerminal ? -tests.pid : tests.pid, signal);
    assert.deepEqual(await ended, [1, null], errors);
    assert.match(errors, new RegExp(`^${signal}\\.$`, 'm'));
    assert.deepEqual(await readdir(temporary), []);
    const left = execFileSync('ps', ['axeww'], { encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\n');
    assert.deepEqual(
      left.filter((line) => line.includes(`TMPDIR=${temporary}`)),
      [],
    );
    console.log(`${signal}${isFromTerminal ? ' from a terminal' : ''}: nothing is left.`);
  } finally {
    await rm(root, { recursive: true, maxRetries: 3 });
  }
}

async function firstIn(folder: string): Promise<void> {
  for await (const _ of watch(folder)) return;
}
