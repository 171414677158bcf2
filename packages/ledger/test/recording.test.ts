import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { RECORD_FILE, type Record } from '../src/index.ts';

const OURS = (file: string) => JSON.stringify(join(import.meta.dirname, '../src/vitest', file));
const CONFIG = `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['*.test.ts'], isolate: false, pool: 'threads', setupFiles: [${OURS('setup.ts')}], reporters: [${OURS('reporter.ts')}] } });
`;
const IMPORT = "import { afterAll, beforeAll, describe, expect, test } from 'vitest';";
const BROKEN = `globalThis.ticketbridgeObserver.sent({
  vendor: 'brandlovers', baseUrl: 'http://127.0.0.1:1', method: 'GET', url: 'http://127.0.0.1:1/tickets?size=1',
  headers: { authorization: 'a' }, body: null, isSandbox: false, added: [],
});`;
const PROVES = `globalThis.ticketbridgeLedger.prove('a cell');`;

/** Records a package of these test files. */
async function record(files: Readonly<{ [name: string]: string }>): Promise<Record> {
  const folder = await mkdtemp(join(import.meta.dirname, '.scratch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const manifest = JSON.stringify({ name: 'recorded', type: 'module' });
  const all = { 'package.json': manifest, 'vitest.config.ts': CONFIG, ...files };
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
  const vitest = join(import.meta.dirname, '../node_modules/.bin/vitest');
  await promisify(execFile)(vitest, ['run'], { cwd: folder, env: { ...process.env, TURBO_HASH: 'a hash' } }).catch(
    () => undefined,
  );
  return JSON.parse(await readFile(join(folder, RECORD_FILE), 'utf8'));
}

test('what did not pass is recorded by name with its error: tests, files, hooks, errors outside of all', async () => {
  const { hash, failures, cells, tests } = await record({
    'breaks.test.ts': `${IMPORT} test('breaks the spec', () => { ${PROVES} ${BROKEN} });`,
    'fails.test.ts': `${IMPORT} describe('a group', () => { test('fails', () => { ${PROVES} expect(1).toBe(2); }); });`,
    'loads.test.ts': `${IMPORT} throw new Error('not loaded');`,
    'empty.test.ts': '',
    'before.test.ts': `${IMPORT} beforeAll(() => { throw new Error('no world'); }); test('waits', () => {});`,
    'group.test.ts': `${IMPORT} describe('a group', () => { beforeAll(() => { throw new Error('no group'); }); test('waits', () => {}); });`,
    'after.test.ts': `${IMPORT} afterAll(() => { ${BROKEN} }); test('passes', () => {});`,
    'outside.test.ts': `${IMPORT} test('passes', () => { void Promise.reject(new Error('unhandled')); });`,
    'skips.test.ts': `${IMPORT} test.skip('is skipped on purpose', () => {});`,
  });
  const told = failures.map(({ file, name, error }) => [file, name, error].join(' | ')).sort();
  expect(told).toEqual([
    ' |  | unhandled',
    'after.test.ts |  | A client broke the spec of its vendor:',
    'before.test.ts |  | no world',
    'breaks.test.ts | breaks the spec | A client broke the spec of its vendor:',
    expect.stringMatching(/^empty\.test\.ts \| {2}\| No test suite found in file/),
    'fails.test.ts | a group > fails | expected 1 to be 2 // Object.is equality',
    'group.test.ts | a group | no group',
    'loads.test.ts |  | not loaded',
  ]);
  expect(hash).toBe('a hash');
  // Those that failed tell which cell they would have proven.
  expect((cells['a cell'] ?? []).map((place) => tests[place]?.outcome)).toEqual(['failed', 'failed']);
});
