import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repeatedFacts } from '../src/revisions/repeated-facts.ts';
import { applyEdit, applyRevisions, type Edit } from '../src/revisions/revision.ts';
import { REVISIONS } from '../src/revisions/revisions.ts';

const ROOT = join(import.meta.dirname, '../..');
const revisions = Object.values(REVISIONS).flatMap((byName) => Object.values(byName));

test.each([
  ...revisions.map((revision) => ({ title: revision.title, applied: [revision] })),
  { title: 'all of them at once', applied: revisions },
])('fits the specs and the facts of today: $title', async ({ applied }) => {
  const revised = await applyRevisions(applied, (file) => readFile(join(ROOT, file), 'utf8').catch(() => undefined));
  expect([...revised].filter(([, { before, after }]) => before === after)).toEqual([]);
});

describe('an edit of a revision', () => {
  const file = 'specs/a/openapi.yaml';
  const replacing = { file, from: 'offset', to: 'skip' };

  test.each<[string, Edit, string | undefined, string]>([
    ['replaces what stands there once', replacing, 'name: offset\n', 'name: skip\n'],
    ['replaces it every time, where it says so', { ...replacing, every: true }, 'offset offset', 'skip skip'],
    ['makes a new file', { file, content: 'value: 1\n' }, undefined, 'value: 1\n'],
    ['changes the facts of a vendor', { ...replacing, file: 'packages/contract-tests/facts/a.yaml' }, 'offset', 'skip'],
  ])('%s', (_, edit, before, after) => {
    expect(applyEdit(edit, before)).toBe(after);
  });

  test.each<[string, Edit, string | undefined, string]>([
    ['finds nothing', replacing, 'name: start\n', `${file} has this text 0 times`],
    ['finds it twice', replacing, 'offset: offset\n', `${file} has this text 2 times`],
    ['finds no file', replacing, undefined, `${file} has this text 0 times`],
    ['makes a file that is there', { file, content: '' }, '', `${file} is there already`],
    [
      'is of code',
      { ...replacing, file: 'packages/http/src/a.ts' },
      'offset',
      'A revision may edit specs/ and the facts',
    ],
    [
      'is of a test',
      { ...replacing, file: 'packages/http/test/a.ts' },
      'offset',
      'A revision may edit specs/ and the facts',
    ],
  ])('is refused when it %s', (_, edit, before, told) => {
    expect(() => applyEdit(edit, before)).toThrow(told);
  });
});

describe('a fact of a spec that stands a second time', () => {
  const spec = {
    servers: [{ url: 'https://api.vendor.test/market/v1' }, { url: 'https://other.vendor.test/api' }],
    paths: {
      '/notes': {
        get: {
          operationId: 'listNotes',
          'x-paging': { kind: 'offset', offset: 'start', limit: 'max', items: '/notes' },
        },
      },
    },
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'query', name: 'old_key' },
        token: { type: 'apiKey', in: 'header', name: 'X-Token', 'x-credential-prefix': 'Key ' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };

  test.each([
    ["fetch('https://api.vendor.test/x')", 'api.vendor.test'],
    ['OTHER=http://other.vendor.test', 'other.vendor.test'],
    ['http://127.0.0.1:4010/market/v1/notes', '/market/v1'],
    ['/notes?old_key=k', 'old_key='],
    ['header `X-Token: Key {token}`', 'X-Token: Key '],
    ["{ 'x-token': Key {token} }", 'X-Token: Key '],
    ['/notes?start=0', 'start'],
    ['/notes?a=1&max=5', 'max'],
    ['client.listNotes({ max: 5 })', 'max'],
    ['api.list_notes(max=5)', 'max'],
    ['Move `start` on.', 'start'],
  ])('is found: %s', (line, says) => {
    expect(repeatedFacts('a.md', `first\n${line}\n`, spec)).toContainEqual({ line: 2, says });
  });

  test.each([
    'http://127.0.0.1:4010/api',
    'the key of an api',
    'Math.max(1, start)',
    "{ old_key: 'a Python option' }",
    'client.listNotes({ [max]: 5 })',
    'const start = 1;',
    '/** Reads from `start` on. */',
  ])('is not found: %s', (line) => {
    expect(repeatedFacts('a.ts', line, spec)).toEqual([]);
  });
});
