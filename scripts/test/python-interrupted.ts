#!/usr/bin/env node
// Interrupts test:python while a test has a type checker run: no process and no folder may be left. Needs generated packages
// and a built sandbox.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const command = join(import.meta.dirname, '../src/test-python.ts');

/** A process manager tells the process alone; a terminal tells all that it started too. */
for (const [signal, isFromTerminal] of [
  ['SIGTERM', false],
  ['SIGINT', true],
] as const) {
  const temporary = await mkdtemp(join(tmpdir(), 'python-interrupted-'));
  try {
    const tests = spawn(process.execPath, [command, '--only', 'ticketbridge_clubcollect'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: temporary, PYTEST_ADDOPTS: '-k callers_are_typed' },
    });
    let errors = '';
    tests.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    // Once the last that writes there has ended.
    const ended = once(tests, 'close');
    while (tests.exitCode === null && !running(temporary).some((line) => line.includes('wrong_ticketbridge'))) {
      await setTimeout(100);
    }
    assert.ok(tests.pid !== undefined && tests.exitCode === null, errors);
    process.kill(isFromTerminal ? -tests.pid : tests.pid, signal);
    assert.deepEqual(await ended, [1, null], errors);
    assert.deepEqual(await readdir(temporary), []);
    assert.deepEqual(running(temporary), []);
    assert.match(errors, new RegExp(`^${signal}\\.$`, 'm'));
    console.log(`${signal}${isFromTerminal ? ' from a terminal' : ''}: nothing is left.`);
  } finally {
    await rm(temporary, { recursive: true, maxRetries: 3 });
  }
}

/** Lists the processes that have their temporary files in a folder. */
function running(folder: string): string[] {
  const listed = execFileSync('ps', ['axeww'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return listed.split('\n').filter((line) => line.includes(`TMPDIR=${folder}`));
}
