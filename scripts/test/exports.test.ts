import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it, test, vi } from 'vitest';
import { compareExports } from '../src/exports/compare.ts';
import { raisedMinimums } from '../src/exports/minimums.ts';
import { breakingPackages } from '../src/exports/refusals.ts';
import { makeReports } from '../src/exports/reports.ts';
import { parseChangeset } from '../src/release/changesets.ts';
import { lastRelease, packRelease } from '../src/release/last-release.ts';
import type { Manifest } from '../src/release/packages.ts';
import { run } from '../src/release/run.ts';
import type { Tarball } from '../src/release/tarball.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Row {
  readonly before: string;
  readonly after: string;
  /** The exports that can break a program. */
  readonly breaks: readonly string[];
}

const option = (fields: string): string =>
  `export interface Options { ${fields} }\nexport declare function start(options: Options): void;`;
const answer = (fields: string): string =>
  `export interface Answer { ${fields} }\nexport declare function ask(): Promise<Answer>;`;
const client = (methods: string): string =>
  `export interface Client { ${methods} }\nexport declare function createClient(): Client;`;
const error = (members: string): string => `export declare class Failure extends Error { #private; ${members} }`;
const closed = (fields: string): string => `interface Key<K> { readonly key: K }
type Closed<I, S> = [keyof I] extends [keyof S] ? S : S & Key<keyof I>;
export interface Input { ${fields} }
${client('send<I extends Input>(input: Closed<I, Input>): Promise<void>;')}`;

/** Each change is an entry of its own of one package, all compared in one go. */
const rows: Readonly<Record<string, Row>> = {
  'nothing changes but names of chunks, comments and order': {
    before: `${answer('a: string;')} /** One. */ export interface Other { a: 1 }`,
    after: `export interface Other { a: 1 } ${answer('a: string;')}`,
    breaks: [],
  },
  'an export is removed': {
    before: 'export type A = 1; export type B = 2;',
    after: 'export type A = 1;',
    breaks: ['B'],
  },
  'an export is added': { before: 'export type A = 1;', after: 'export type A = 1; export type B = 2;', breaks: [] },
  'a value becomes a type alone': {
    before: 'export declare class A { a: string }',
    after: 'export interface A { a: string }',
    breaks: ['A'],
  },
  'an option is added': { before: option('a?: string;'), after: option('a?: string; b?: string;'), breaks: [] },
  'a required option is added': {
    before: option('a?: string;'),
    after: option('a?: string; b: string;'),
    breaks: ['Options', 'start'],
  },
  'an optional option is removed': {
    before: option('a?: string; b?: string;'),
    after: option('a?: string;'),
    breaks: ['Options', 'start'],
  },
  'an option becomes optional': { before: option('a: string;'), after: option('a?: string;'), breaks: [] },
  'an option takes more': { before: option('a: string;'), after: option('a: string | number;'), breaks: [] },
  'an option takes less': {
    before: option('a: string | number;'),
    after: option('a: string;'),
    breaks: ['Options', 'start'],
  },
  'an answer has a further field': { before: answer('a: string;'), after: answer('a: string; b: string;'), breaks: [] },
  'an answer loses an optional field': {
    before: answer('a: string; b?: string;'),
    after: answer('a: string;'),
    breaks: ['Answer', 'ask'],
  },
  'an answer loses a nested optional field': {
    before: answer('list: readonly { a?: string; b?: string }[];'),
    after: answer('list: readonly { a?: string }[];'),
    breaks: ['Answer', 'ask'],
  },
  'a field of an answer is always there': { before: answer('a?: string;'), after: answer('a: string;'), breaks: [] },
  'a field of an answer may be missing': {
    before: answer('a: string;'),
    after: answer('a?: string;'),
    breaks: ['Answer', 'ask'],
  },
  'an open enum gains a value': {
    before: answer(`a: 'x' | (string & {});`),
    after: answer(`a: 'x' | 'y' | (string & {});`),
    breaks: [],
  },
  'a closed enum gains a value': {
    before: answer(`a: 'x';`),
    after: answer(`a: 'x' | 'y';`),
    breaks: ['Answer', 'ask'],
  },
  'a client has a further method': {
    before: client('one(): void;'),
    after: client('one(): void; two(): void;'),
    breaks: [],
  },
  'a client loses a method': {
    before: client('one(): void; two(): void;'),
    after: client('one(): void;'),
    breaks: ['Client', 'createClient'],
  },
  'a method takes less, which the compiler forgives methods': {
    before: client('one(input: string | number): void;'),
    after: client('one(input: string): void;'),
    breaks: ['Client', 'createClient'],
  },
  'a method takes more': {
    before: client('one(input: string): void;'),
    after: client('one(input: string | number): void;'),
    breaks: [],
  },
  'a method takes fewer arguments, which the compiler forgives': {
    before: client('one(input: string, options?: { a?: string }): void;'),
    after: client('one(input: string): void;'),
    breaks: ['Client', 'createClient'],
  },
  'an overload is lost': {
    before: client('one(input: string): string; one(input: number): number;'),
    after: client('one(input: string): string;'),
    breaks: ['Client', 'createClient'],
  },
  'a closed input has a further optional field': {
    before: closed('a: string;'),
    after: closed('a: string; b?: string;'),
    breaks: [],
  },
  'a closed input has a further required field': {
    before: closed('a: string;'),
    after: closed('a: string; b: string;'),
    breaks: ['Client', 'createClient', 'Input'],
  },
  'a closed input loses an optional field': {
    before: closed('a: string; b?: string;'),
    after: closed('a: string;'),
    breaks: ['Client', 'Input', 'createClient'],
  },
  'a class with private members has a further property': {
    before: error('a: string;'),
    after: error('a: string; b: string;'),
    breaks: [],
  },
  'a class loses a property': {
    before: error('a: string; b: string;'),
    after: error('a: string;'),
    breaks: ['Failure'],
  },
  'a constructor takes less, which the compiler forgives constructors': {
    before: error('constructor(facts: string | number);'),
    after: error('constructor(facts: string);'),
    breaks: ['Failure'],
  },
  'a callback is given more': {
    before: option('on?: (event: { a: string }) => void;'),
    after: option('on?: (event: { a: string; b: string }) => void;'),
    breaks: [],
  },
  'a callback is given less': {
    before: option('on?: (event: { a: string; b: string }) => void;'),
    after: option('on?: (event: { a: string }) => void;'),
    breaks: ['Options', 'start'],
  },
  'a type that is given and taken has a further required field': {
    before:
      'export interface Ref { a: string }\nexport declare function parse(text: string): Ref;\nexport declare function format(ref: Ref): string;',
    after:
      'export interface Ref { a: string; b: string }\nexport declare function parse(text: string): Ref;\nexport declare function format(ref: Ref): string;',
    breaks: ['Ref', 'format'],
  },
  'the data of a spec changes': {
    before: 'export declare const paging: { readonly list: { readonly size: 30; readonly items: readonly ["a"] } };',
    after:
      'export declare const paging: { readonly list: { readonly size: 50; readonly items: readonly ["b", "a"] } };',
    breaks: [],
  },
  'a generic type asks for another argument': {
    before: 'export interface Page<A> { items: A[] }',
    after: 'export interface Page<A, B> { items: A[]; other: B }',
    breaks: ['Page'],
  },
};

const root = await mkdtemp(join(tmpdir(), 'exports-test-'));
afterAll(() => rm(root, { recursive: true }));

async function writePackage(folder: string, files: Readonly<Record<string, string>>, more = {}): Promise<Tarball> {
  const names = Object.keys(files);
  const exports = Object.fromEntries(names.map((name) => [`./${name}`, `./dist/${name}.js`]));
  const manifest: Manifest = { name: '@ticketbridge/sample', version: '0.2.0', exports, ...more };
  for (const name of names) {
    const file = join(folder, `dist/${name}.d.ts`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${files[name]}\nexport {};\n`);
  }
  return { file: `${folder}.tgz`, folder, manifest };
}

describe('what changed breaks consumers, or does not', async () => {
  const filesOf = (which: 'before' | 'after'): Record<string, string> =>
    Object.fromEntries(Object.values(rows).map((row, index) => [`row${index}`, row[which]]));
  const before = [await writePackage(join(root, 'before'), filesOf('before'))];
  const after = [await writePackage(join(root, 'after'), filesOf('after'))];
  const differences = compareExports({ before, after });

  it.each(Object.entries(rows).map(([name, { breaks }], index) => ({ name, breaks, index })))(
    '$name',
    ({ breaks, index }) => {
      const found = differences.filter(({ entry }) => entry === `@ticketbridge/sample/row${index}`);
      expect([...new Set(found.map((one) => one.export))].sort(), JSON.stringify(found, undefined, 2)).toEqual(
        [...breaks].sort(),
      );
    },
  );
});

test('an entry that is gone is named', async () => {
  const before = [await writePackage(join(root, 'two'), { one: 'export type A = 1;', two: 'export type B = 1;' })];
  const after = [await writePackage(join(root, 'one'), { one: 'export type A = 1;' })];
  expect(compareExports({ before, after })).toEqual([
    { of: '@ticketbridge/sample', entry: '@ticketbridge/sample/two', message: 'the entry is gone' },
  ]);
});

test('declarations that do not compile are refused, as everything is compatible with them', async () => {
  const before = [await writePackage(join(root, 'whole'), { one: 'export type A = string;' })];
  const after = [await writePackage(join(root, 'broken'), { one: 'export type A = Missing;' })];
  expect(() => compareExports({ before, after })).toThrow(/broken\/dist\/one.d.ts:1 cannot be compared: .*Missing/);
});

test.each([
  {
    what: 'Node',
    was: { engines: { node: '>=20' } },
    is: { engines: { node: '>=22' } },
    raised: 'needs node >=22; >=20',
  },
  {
    what: 'Node, by a gap',
    was: { engines: { node: '>=20' } },
    is: { engines: { node: '^20 || >=24' } },
    raised: '>=24',
  },
  { what: 'nothing', was: { engines: { node: '>=20' } }, is: { engines: { node: '>=18' } }, raised: undefined },
  {
    what: 'TypeScript',
    was: { peerDependencies: { typescript: '>=5.9' } },
    is: { peerDependencies: { typescript: '>=6' } },
    raised: 'needs typescript >=6; >=5.9',
  },
  {
    what: 'a peer that is new',
    was: {},
    is: { peerDependencies: { undici: '^8' } },
    raised: 'needs undici ^8, which it did not need',
  },
  {
    what: 'nothing, by an optional peer that is said for the first time',
    was: {},
    is: { peerDependencies: { typescript: '>=5.9' }, peerDependenciesMeta: { typescript: { optional: true } } },
    raised: undefined,
  },
])('a minimum raised: $what', async ({ was, is, raised }) => {
  const before = [await writePackage(join(root, 'low'), {}, was)];
  const after = [await writePackage(join(root, 'high'), {}, is)];
  const messages = raisedMinimums(before, after).map(({ message }) => message);
  expect(messages).toEqual(raised === undefined ? [] : [expect.stringContaining(raised)]);
});

test.each([
  { version: '0.2.0', changeset: 'patch', note: '', isTold: false, lowered: undefined },
  { version: '0.2.0', changeset: 'minor', note: '', isTold: true, lowered: undefined },
  { version: '1.2.0', changeset: 'minor', note: '', isTold: false, lowered: undefined },
  { version: '1.2.0', changeset: 'major', note: '', isTold: true, lowered: undefined },
  {
    version: '0.2.0',
    changeset: 'patch',
    note: '<!-- lowered @ticketbridge/sample: nobody calls it -->',
    isTold: false,
    lowered: 'nobody calls it',
  },
])('at $version a pending $changeset tells what breaks: $isTold $lowered', async (row) => {
  const before = [await writePackage(join(root, 'any'), {}, { version: row.version })];
  const text = `---\n'@ticketbridge/sample': ${row.changeset}\n---\n\nText\n\n${row.note}\n`;
  const difference = { of: '@ticketbridge/sample', entry: '@ticketbridge/sample', message: 'the entry is gone' };
  const changesets = [parseChangeset('.changeset/a.md', text)];
  const [breaking] = breakingPackages(before, [difference], changesets, (_, telling) => telling.length > 0);
  expect(breaking).toMatchObject({ isTold: row.isTold, lowered: row.lowered });
});

/** An edit of a built declaration of ours, and the exports, by package, that it breaks. */
const edits = [
  {
    what: 'an option of every client',
    of: 'http',
    text: 'readonly userAgent?:',
    by: 'readonly more?: 1; readonly userAgent?:',
  },
  {
    what: 'a property of the error',
    of: 'http',
    text: 'readonly attempts: number;',
    by: 'readonly attempts: number; readonly more: 1;',
  },
  { what: 'a required field of a model', of: 'brandlovers', text: 'subject?:', by: 'more: 1; subject?:' },
  { what: 'a field of an input', of: 'brandlovers', text: 'orderId: NewTicket', by: 'more?: 1; orderId: NewTicket' },
  { what: 'a field of a thread', of: 'facade', text: 'readonly state:', by: 'readonly more: 1; readonly state:' },
  {
    what: 'a model that loses a field',
    of: 'brandlovers',
    text: 'subject?:',
    by: 'title?:',
    breaks: ['@ticketbridge/brandlovers', '@ticketbridge/facade'],
  },
  {
    what: 'a call of every client of openapi-fetch',
    of: 'http',
    text: 'eject(...observers: Observer[]): void;',
    by: '',
    breaks: ['@ticketbridge/http/openapi-fetch', '@ticketbridge/brandlovers/openapi-fetch'],
  },
  {
    what: 'a further kind of error',
    of: 'http',
    text: '"redirect", "protocol"',
    by: '"redirect", "odd", "protocol"',
    breaks: ['@ticketbridge/http', '@ticketbridge/brandlovers', '@ticketbridge/clubcollect', '@ticketbridge/facade'],
  },
];

test.each(edits)('of the last release: $what', async ({ of, text, by, breaks = [] }) => {
  const folder = await mkdtemp(join(root, 'release-'));
  const { signal } = new AbortController();
  const commit = (await lastRelease()) ?? '';
  const before = await packRelease(commit, join(folder, 'before'), signal);
  const after = await packRelease(commit, join(folder, 'after'), signal);
  let edited = 0;
  for await (const file of glob(join(folder, 'after', of, 'dist/**/*.d.ts'))) {
    const source = await readFile(file, 'utf8');
    if (source.includes(text)) edited += 1;
    await writeFile(file, source.replaceAll(text, by));
  }
  expect(edited).toBeGreaterThan(0);
  const differences = compareExports({ before, after });
  const entries = differences.map(({ entry }) => entry);
  if (breaks.length === 0) expect(differences).toEqual([]);
  else expect(entries).toEqual(expect.arrayContaining(breaks));
});

test('reports are the same wherever and in whatever order they are made, and name no place of this machine', async () => {
  const { signal } = new AbortController();
  const workspace = join(import.meta.dirname, '../..');
  await run('pnpm', ['--dir', 'exports', 'install', '--frozen-lockfile'], { cwd: workspace, signal });
  const commit = (await lastRelease()) ?? '';
  const [here, there] = await Promise.all(
    ['here', 'there'].map((name) => packRelease(commit, join(root, 'reports', name), signal)),
  );
  const once = await makeReports(here ?? [], join(root, 'reports/once'), signal);
  const again = await makeReports(there?.toReversed() ?? [], join(root, 'reports/again'), signal);
  expect(once.size).toBeGreaterThan(0);
  expect(Object.fromEntries(again)).toEqual(Object.fromEntries(once));
  for (const text of once.values()) for (const place of [root, workspace]) expect(text).not.toContain(place);
});
