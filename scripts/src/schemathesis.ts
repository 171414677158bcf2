#!/usr/bin/env node
// Holds the built sandbox to the documents that it serves about itself, by Schemathesis: every phase and every check, for
// each vendor with handlers. SEED=n tries other requests (default: 1), EXAMPLES=n more or fewer of each operation
// (default: 100).
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { isPlainObject } from '@redocly/openapi-core';
import { interruption } from './release/interruption.ts';
import { run } from './release/run.ts';
import { type Announcement, schemathesisFiles } from './schemathesis/files.ts';
import { world } from './schemathesis/world.ts';

const { SEED: seed = '1', EXAMPLES: examples = '100' } = process.env;
const requirements = resolve(import.meta.dirname, '../schemathesis/requirements.txt');
const command = resolve(import.meta.dirname, '../../packages/sandbox/dist/cli.js');
/** All vendors take a minute or two; beyond this, in milliseconds, something hangs. */
const deadline = 300_000;
const signal = AbortSignal.any([interruption(), AbortSignal.timeout(deadline)]);

const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-schemathesis-'));
const data = join(folder, 'world.json');
await writeFile(data, JSON.stringify(world));
const flags = ['--json', '--control', '--data', data];
const sandbox = spawn(process.execPath, [command, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
const ended = once(sandbox, 'exit');
try {
  const announced = await announcementsOf(sandbox);
  const schemathesis = await install(join(folder, 'venv'));
  console.log(`Schemathesis with the seed ${seed}, and ${examples} examples of each operation`);
  for (const [vendor, announcement] of announced) {
    // What is answered with examples keeps no state: nothing that it creates is found, and no parameter changes a list.
    if (announcement.stateless) console.log(`\n${announcement.title} has no handlers: it is not tried.`);
    else await judge(schemathesis, vendor, announcement);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  sandbox.kill();
  await ended;
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Reads the line that the sandbox prints once it is ready. */
async function announcementsOf({ stdout }: ChildProcess): Promise<[vendor: string, Announcement][]> {
  if (stdout === null) throw new Error('The sandbox has no output.');
  for await (const line of createInterface({ input: stdout })) return Object.entries(JSON.parse(line));
  throw new Error('The sandbox ended before it was ready.');
}

/** Installs what requirements.txt pins, and returns the command. */
async function install(venv: string): Promise<string> {
  await run('python3', ['-m', 'venv', venv], { signal });
  const pip = ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '--only-binary', ':all:'];
  await run(join(venv, 'bin/pip'), [...pip, '-r', requirements], { signal });
  return join(venv, 'bin/schemathesis');
}

async function judge(schemathesis: string, vendor: string, announcement: Announcement): Promise<void> {
  const place = new URL(`/_sandbox/specs/${vendor}.json`, announcement.baseUrl).href;
  const document: unknown = await (await fetch(place, { signal })).json();
  // It leaves files where it runs.
  const cwd = join(folder, vendor);
  await mkdir(cwd);
  for (const [name, text] of Object.entries(schemathesisFiles(announcement))) await writeFile(join(cwd, name), text);
  const demanded: unknown = isPlainObject(document) ? document['x-request-content-type'] : undefined;
  const printed = await run(
    schemathesis,
    [
      ...['run', place, '--no-color', '--checks', 'all', '--phases', 'examples,coverage,fuzzing,stateful'],
      ...['--seed', seed, '--max-examples', examples, '--continue-on-failure', '--generation-database', 'none'],
      // OpenAPI ignores a parameter of this name.
      ...(typeof demanded === 'string' ? ['--header', `Content-Type: ${demanded}`] : []),
    ],
    { cwd, signal },
  );
  console.log(`\n${announcement.title}\n${printed.replace(/^.*\n.*\n\n/, '').trimEnd()}`);
  const [, covered, selected, total] = /API Links: +(\d+) covered \/ (\d+) selected \/ (\d+) total/.exec(printed) ?? [];
  if (covered !== total || selected !== total) {
    throw new Error(
      `${announcement.title}: ${covered} of ${total} links were followed: give schemathesis/world.ts more of what they need.`,
    );
  }
}
