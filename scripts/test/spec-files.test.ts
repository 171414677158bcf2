import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { diffSpecs } from '../src/diff/diff-specs.ts';
import { rateChanges } from '../src/diff/rate.ts';
import { type NamedPair, NotComparable, pairsOf } from '../src/diff/spec-files.ts';
import { asDocument } from '../src/generate/document.ts';
import { Repository } from './repository.ts';

const root = join(import.meta.dirname, '../..');
const spec = join(root, 'specs/brandlovers/openapi.yaml');
const SMALL = `openapi: 3.1.0
info: { title: Small, version: '1' }
servers: [{ url: https://small.test }]
paths:
  /things:
    get:
      operationId: listThings
      summary: List things
      responses:
        '200':
          description: Things.
          content:
            application/json:
              schema: { type: object, properties: { name: { type: string } } }
              examples: { one: { $ref: ./examples/one.yaml } }
`;

/** With the specs `small` and `other`, of which tests edit copies, after a commit in which `small` is no spec. */
const repository = new Repository();
repository.git('init', '--quiet', '--initial-branch=main');
for (const vendor of ['small', 'other']) {
  repository.json(`specs/${vendor}/package.json`, { name: `@x/spec-${vendor}`, version: '0.1.0', private: true });
  repository.json(`packages/${vendor}/package.json`, { name: `@x/${vendor}`, version: '1.2.0' });
  repository.write(`specs/${vendor}/openapi.yaml`, SMALL);
  repository.write(`specs/${vendor}/examples/one.yaml`, 'value: { name: One }\n');
}
repository.write('specs/small/openapi.yaml', SMALL.replace('title: Small', 'name: Small'));
const broken = repository.commit();
repository.write('specs/small/openapi.yaml', SMALL);
const first = repository.commit();
afterAll(() => rmSync(repository.root, { recursive: true }));

function temporary(): string {
  const made = mkdtempSync(join(tmpdir(), 'spec-files-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** The pairs of a copy of the repository. */
async function pairsIn(edit: (copy: string) => void, from: string, to?: string) {
  const copy = temporary();
  cpSync(repository.root, copy, { recursive: true });
  edit(copy);
  return pairsOf(copy, { from, to: to === undefined ? undefined : join(copy, to) });
}

function toldBy({ prefix, from, to }: NamedPair): string[] {
  if (!from || !to) throw new Error(`${prefix} has come or gone.`);
  return rateChanges(asDocument(from), asDocument(to)).map(({ pointer }) => pointer);
}

const json = '/paths/~1things/get/responses/200/content/application~1json';

/** Renames a field, and edits an example that stands in a file of its own. */
function editSmall(copy: string): void {
  const file = join(copy, 'specs/small/openapi.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('name: { type', 'title: { type'));
  writeFileSync(join(copy, 'specs/small/examples/one.yaml'), 'value: { title: One }\n');
}

function expectEdited(pointers: readonly string[] | undefined): void {
  expect(pointers).toContain(`${json}/schema/properties/name`);
  expect(pointers).toContainEqual(expect.stringMatching(/examples.*title/));
}

test('--from a commit compares each spec with what it was there, files that it refers to included', async () => {
  const pairs = await pairsIn((copy) => {
    const manifest = { name: '@x/spec-young', version: '0.1.0', private: true };
    cpSync(join(copy, 'specs/small'), join(copy, 'specs/young'), { recursive: true });
    writeFileSync(join(copy, 'specs/young/package.json'), JSON.stringify(manifest));
    editSmall(copy);
    for (const folder of ['specs/other', 'packages/other']) rmSync(join(copy, folder), { recursive: true });
  }, 'HEAD');
  expect(pairs.map(({ prefix, version, since }) => [prefix, version, since])).toEqual([
    ['specs/small/openapi.yaml#', '1.2.0', 'HEAD'],
    ['specs/young/openapi.yaml#', '0.0.0', 'HEAD'],
    ['specs/other/openapi.yaml#', '1.2.0', 'HEAD'],
  ]);
  const [small, ...whole] = pairs;
  expectEdited(small && toldBy(small));

  const [young, other] = await Promise.all(whole.map(diffSpecs));
  expect(young).toMatchObject({ bump: 'minor', publishedWork: true, changes: [{ pointer: '', to: 'Small' }] });
  expect(other).toMatchObject({ bump: 'major', release: 'major', changes: [{ pointer: '', from: 'Small' }] });
  expect(other?.changes[0]?.advisory).toMatch(/no further release/);
});

test('--from a commit and --to a spec compares that one alone', async () => {
  const [pair, ...others] = await pairsIn(editSmall, first.slice(0, 10), 'specs/small/openapi.yaml');
  expect(others).toEqual([]);
  expect(pair?.prefix).toBe('specs/small/openapi.yaml#');
  expectEdited(pair && toldBy(pair));
});

test.each([
  [{ from: 'no-such-commit' }, '--from: no-such-commit is neither a file nor a commit.'],
  [{ to: 'no-such.yaml' }, '--to: there is no file no-such.yaml.'],
  [{ from: spec }, '--to: say with which file'],
  [{ to: import.meta.filename }, '--from: say with which file'],
])('%o names the option that is wrong', async (sides, message) => {
  await expect(pairsOf(root, sides)).rejects.toThrow(message);
});

test('a file that is no valid spec is refused with its place', async () => {
  const to = join(temporary(), 'openapi.yaml');
  writeFileSync(to, 'openapi: 3.1.0\ninfo: 5\n');
  await expect(pairsOf(root, { from: spec, to })).rejects.toThrow(NotComparable);
  await expect(pairsOf(root, { from: spec, to })).rejects.toThrow(/openapi\.yaml:2:7 /);
});

test('a commit in which a spec is none is named', async () => {
  const place = `specs/small/openapi.yaml at ${broken.slice(0, 9)}:2:1 struct `;
  await expect(pairsIn(editSmall, broken)).rejects.toThrow(place);
});

test('two files of anybody are compared, by plain pointers and as before 1.0', async () => {
  const [from, to] = [temporary(), temporary()].map((copy) => {
    cpSync(join(repository.root, 'specs/small'), join(copy, 'specs/small'), { recursive: true });
    return copy;
  });
  editSmall(to ?? '');
  const [pair] = await pairsOf(root, {
    from: join(from ?? '', 'specs/small/openapi.yaml'),
    to: join(to ?? '', 'specs/small/openapi.yaml'),
  });
  expect(pair).toMatchObject({ prefix: '', vendor: 'vendor', version: '0.0.0', facade: undefined });
  expectEdited(pair && toldBy(pair));
});
