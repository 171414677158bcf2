import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, expect, test, vi } from 'vitest';
import { greatest } from '../src/diff/verdict.ts';
import { compareExports } from '../src/exports/compare.ts';
import type { World } from '../src/exports/world.ts';
import { asDocument } from '../src/generate/document.ts';
import { generateFiles } from '../src/generate/files.ts';
import type { Tarball } from '../src/release/tarball.ts';
import { edited } from './spec-changes/edit.ts';
import { facadeReads } from './spec-changes/facade-reads.ts';
import { rated } from './spec-changes/rated.ts';
import { specs } from './spec-changes/specs.ts';
import { kinds } from './spec-changes/table.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const PACKAGES = join(import.meta.dirname, '../../packages');
const root = await mkdtemp(join(tmpdir(), 'exports-of-specs-'));
afterAll(() => rm(root, { recursive: true }));

type Texts = Readonly<Record<string, string>>;

const rows = kinds
  .flatMap(({ row, changes }) => Object.entries(changes).map(([title, change]) => ({ row, title, ...change })))
  .filter(({ isRefused }) => !isRefused)
  .map((row, index) => ({ ...row, index, client: `@ticketbridge/row${index}` }));
type Row = (typeof rows)[number];

function declarationsOf(sources: Texts): Texts {
  const declarations = Object.entries(sources).map(([path, text]): [string, string] => {
    const { outputText } = ts.transpileDeclaration(text, { fileName: path });
    return [path.replace(/\.ts$/, '.d.ts'), outputText.replaceAll(/(['"]\..*)\.ts(['"])/g, '$1.js$2')];
  });
  return Object.fromEntries(declarations);
}

async function sourcesOf(name: string): Promise<Texts> {
  const files = glob('**/*.ts', { cwd: join(PACKAGES, name, 'src') });
  return Object.fromEntries(
    await Array.fromAsync(files, async (path) => [path, await readFile(join(PACKAGES, name, 'src', path), 'utf8')]),
  );
}

async function clientOf({ spec, edits }: Pick<Row, 'spec' | 'edits'>): Promise<Texts> {
  const made = Object.entries(await generateFiles(spec, edited(specs[spec], edits)));
  return Object.fromEntries(
    made.filter(([path]) => path.endsWith('.ts')).map(([path, text]) => [path.replace('src/generated/', ''), text]),
  );
}

const http = declarationsOf(await sourcesOf('http'));

/** Writes a package of declarations as a build that is not bundled has them. */
async function writePackage(world: string, name: string, exports: Texts, declarations: Texts): Promise<Tarball> {
  const folder = join(root, world, name);
  for (const [path, text] of Object.entries(declarations)) {
    const file = join(folder, 'dist', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { file: `${folder}.tgz`, folder, manifest: { name, version: '0.2.0', exports } };
}

/** The packages, with a client for each row. */
async function worldOf(name: string, editsOf: (row: Row) => Row['edits']): Promise<World> {
  const httpEntries = { '.': './dist/index.js', './openapi-fetch': './dist/openapi-fetch/index.js' };
  const clientEntries = { '.': './dist/index.js', './openapi-fetch': './dist/openapi-fetch.js' };
  const world = [await writePackage(name, '@ticketbridge/http', httpEntries, http)];
  for (const row of rows) {
    const declarations = declarationsOf(await clientOf({ ...row, edits: editsOf(row) }));
    world.push(await writePackage(name, row.client, clientEntries, declarations));
  }
  return world;
}

const before = await worldOf('before', () => []);
const after = await worldOf('after', ({ edits }) => edits);
const differences = compareExports({ before, after });

/** Forms that no spec of ours has, where the types of a client and the rules for specs say different things. */
const DIFFERENT: ReadonlySet<string> = new Set([
  'the first of alternatives without names is no longer possible',
  'the last of alternatives without names is no longer possible',
  'other fields than the listed ones',
  'all but the listed ones of an object',
]);

test.each(rows.filter(({ title }) => !DIFFERENT.has(title)))(
  'no more is asked for than the comparison of specs says: $row: $title',
  ({ spec, edits, client }) => {
    const verdict = rated(asDocument(specs[spec]), asDocument(edited(specs[spec], edits)), facadeReads[spec]);
    const own = differences.filter(({ of }) => of === client);
    const asked = own.length > 0 ? 'major' : 'none';
    expect(greatest([asked, verdict.client]), JSON.stringify(own, undefined, 2)).toBe(verdict.client);
  },
);

test('where a promised program stops compiling, it is asked for', () => {
  const asking = new Set(differences.map(({ of }) => of));
  const breaking = rows.filter(({ title, breaks = [] }) => breaks.length > 0 && !DIFFERENT.has(title));
  const silent = breaking.filter(({ client }) => !asking.has(client)).map(({ row, title }) => `${row}: ${title}`);
  expect(silent).toEqual([]);
});
