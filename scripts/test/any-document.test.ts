import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diffSpecs } from '../src/diff/diff-specs.ts';
import { pairsOf } from '../src/diff/spec-files.ts';
import type { Bump } from '../src/diff/verdict.ts';

const root = join(import.meta.dirname, '../..');
const fixtures = join(import.meta.dirname, 'fixtures/new-api');

interface Edited {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly bump: Bump;
  readonly pointer: string;
}

const EDITS: readonly Edited[] = [
  {
    file: 'museum.yaml',
    from: "        '401': { description: Not logged in. }\n",
    to: '',
    bump: 'minor',
    pointer: '/paths/~1exhibitions~1{exhibition-id}/delete/responses/401',
  },
  {
    file: 'museum.yaml',
    from: 'title: { type: string }',
    to: 'title: { type: string, maxLength: 80 }',
    bump: 'patch',
    pointer:
      '/paths/~1exhibitions~1{exhibition-id}/patch/requestBody/content/application~1json/schema/properties/title/maxLength',
  },
  {
    file: 'train-travel.yaml',
    from: '        self: { type: string, format: uri }\n',
    to: '',
    bump: 'major',
    pointer: '/components/schemas/Links/properties/self',
  },
  {
    file: 'petstore.yaml',
    from: '        - name: limit\n          in: query\n',
    to: '        - name: limit\n          in: query\n          required: true\n',
    bump: 'major',
    pointer: '/paths/~1pets/get/parameters/1',
  },
  {
    file: 'petstore.yaml',
    from: 'nullable: true\n                  anyOf',
    to: 'anyOf',
    bump: 'major',
    pointer: '/paths/~1adoptions/post/requestBody/content/application~1json/schema/properties/by',
  },
];

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'any-document-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

test.each(EDITS)('$file is compared, though no client is generated from it: $pointer', async (edit) => {
  const from = join(fixtures, edit.file);
  const text = await readFile(from, 'utf8');
  expect(text).toContain(edit.from);
  const to = join(await folder(), edit.file);
  await writeFile(to, text.replace(edit.from, edit.to));
  const [pair] = await pairsOf(root, { from, to });
  if (!pair) throw new Error('There is no pair.');
  expect(pair.refusals[0]?.file).toBe(from);
  const { changes } = await diffSpecs(pair);
  expect(changes.map(({ pointer, bumps }) => [pointer, bumps.client])).toEqual([[edit.pointer, edit.bump]]);
});

/** What OpenAPI lets a document leave out. */
const BARE = `openapi: 3.1.0
info: { title: Bare, version: '1' }
paths:
  /things:
    get: { description: Lists them. }
    post:
      requestBody: { content: { text/csv: { schema: { type: string } } } }
      responses: { 2XX: { description: Fine., content: { application/json: { schema: { properties: { a: true } } } } } }
  /parts: { $ref: '#/components/pathItems/Parts' }
components:
  pathItems:
    Parts:
      parameters: [{ name: filter, in: query, content: { application/json: { schema: { type: object } } } }]
      delete: { responses: { default: { description: Gone. } } }
`;

test.each<[from: string, to: string, bump: Bump, pointer: string]>([
  ['Lists them.', 'Lists all.', 'patch', '/paths/~1things/get/description'],
  ['info', "servers: [{ url: 'https://bare.test' }]\ninfo", 'major', '/servers/0'],
  ['get: { description', 'get: { operationId: list, description', 'major', '/paths/~1things/get'],
  ['properties: { a: true }', 'properties: {}', 'major', '/paths/~1things/post/responses/2XX'],
  ['type: object', 'type: string', 'major', '/paths/~1parts/parameters/0'],
  ['Gone. }', 'Gone., content: { application/json: { schema: { type: string } } } }', 'major', '/paths/~1parts/delete'],
  ['paths:', 'webhooks: {}\npaths:', 'patch', '/webhooks'],
])('what OpenAPI lets a document leave out is read: %s', async (before, after, bump, pointer) => {
  const [from, to] = [join(await folder(), 'from.yaml'), join(await folder(), 'to.yaml')];
  await writeFile(from, BARE);
  await writeFile(to, BARE.replace(before, after));
  const [pair] = await pairsOf(root, { from, to });
  const { changes, bump: found } = pair ? await diffSpecs(pair) : {};
  expect(changes?.map((change) => change.pointer.slice(0, pointer.length))).toContain(pointer);
  expect(found).toBe(bump);
});

// A process of its own.
test.runIf(process.env.EXHAUSTIVE)(
  'the command says why nothing was compiled, and prints its verdict alone',
  async () => {
    const to = join(await folder(), 'petstore.yaml');
    await writeFile(to, (await readFile(join(fixtures, 'petstore.yaml'), 'utf8')).replace('The pets.', 'All pets.'));
    const command = ['scripts/src/spec-diff.ts', '--json', '--from', join(fixtures, 'petstore.yaml'), '--to', to];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toMatchObject({ bump: 'patch', publishedWork: true });
    expect(stderr).toMatch(/^Rated by the rules alone, and nothing compiled: no client can be generated from it\.\n/);
    expect(stderr).toMatch(/^scripts\/test\/fixtures\/new-api\/petstore\.yaml:\d+:\d+ /m);
    expect(status).toBe(0);
  },
);

test.each([
  ['openapi: 3.1.0', 'swagger: "2.0"', /:1:1 .*OpenAPI 3\.0 or 3\.1/],
  ['info:', 'about:', /:1:1 struct /],
  ["'#/components/pathItems/Parts'", "'#/components/pathItems/Other'", /:9:\d+ no-unresolved-refs /],
  ['get: {', 'get: { operationId: one }\n    put: { operationId: one, ', /:6:\d+ operation-operationId-unique /],
])('what is no OpenAPI is refused with its place: %s', async (before, after, message) => {
  const to = join(await folder(), 'openapi.yaml');
  await writeFile(to, BARE.replace(before, after));
  await expect(pairsOf(root, { from: join(fixtures, 'petstore.yaml'), to })).rejects.toThrow(message);
});
