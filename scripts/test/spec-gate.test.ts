import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { parseChangeset } from '../src/release/changesets.ts';
import { digestOf } from '../src/release/digest.ts';
import { History } from '../src/release/history.ts';
import { type SpecChange, specChanges } from '../src/release/spec-changes.ts';
import { judgeSpecs } from '../src/release/untold-specs.ts';
import { rated, specChange } from './rated-field.ts';
import { type Repository, repositories } from './repository.ts';

// Real repositories, on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const newRepository = repositories(addPackages);

/** Beside the vendor's client: that of Python, a facade over it, the sandbox and a private package. */
function addPackages(repository: Repository): void {
  const devDependencies = { '@x/spec-vendor': 'workspace:*' };
  const version = '0.2.0';
  const python = { scripts: { 'generate:python': 'make' }, private: true, devDependencies };
  const sandbox = { scripts: { generate: 'make ../../specs && bundle' } };
  const byTheirNames = { ...python, scripts: { 'generate:python': 'make --surface vendor' } };
  repository.json('packages/python/package.json', { name: '@x/python', version: '1.0.0', ...python });
  repository.json('packages/theirs/package.json', { name: '@x/theirs', version, ...byTheirNames });
  repository.json('packages/facade/package.json', { name: '@x/facade', version, dependencies: { '@x/vendor': '*' } });
  repository.json('packages/sandbox/package.json', { name: '@x/sandbox', version, ...sandbox });
  repository.json('packages/tests/package.json', { name: '@x/tests', version, private: true, devDependencies });
}

/** A spec is a list of fields here. */
type Fields = Readonly<Record<string, unknown>>;

async function changesOf(repository: Repository): Promise<SpecChange[]> {
  const read = (text: string): Fields => parse(text);
  return specChanges(repository.root, new History(repository.root), async (vendor, since) => {
    const file = `specs/${vendor}/openapi.yaml`;
    const from = read(repository.git('show', `${since}:${file}`));
    const to = read(await readFile(join(repository.root, file), 'utf8'));
    return Object.keys(to).flatMap((field) =>
      from[field] === to[field] ? [] : [rated(field, from[field], to[field])],
    );
  });
}

describe('the changes of a spec', () => {
  test('ask a bump of each package that is made of it, shifted below 1.0', async () => {
    const repository = newRepository();
    repository.json('specs/vendor/openapi.yaml', { openapi: '3.1.0', 'major-raw': 'new', 'minor-body': 'new' });
    const changes = await changesOf(repository);
    expect(changes.map(({ audience, bumps }) => [audience, Object.fromEntries(bumps)])).toEqual([
      ['vendor', { '@x/vendor': 'minor', '@x/sandbox': 'patch', '@x/facade': 'minor' }],
      ['python', { '@x/python': 'major' }],
      ['theirs', { '@x/theirs': 'minor' }],
      ['vendor', { '@x/vendor': 'patch', '@x/sandbox': 'patch' }],
      ['python', { '@x/python': 'minor' }],
      ['theirs', { '@x/theirs': 'minor' }],
    ]);
    const words = ['major-raw is new.', 'major-raw is new in Python.', 'major-raw is new in Python.'];
    expect(changes.slice(0, 3).map(({ meaning }) => meaning.reason)).toEqual(words);
    expect(new Set(changes.map(({ digest }) => digest)).size).toBe(6);
  });

  test('are those since its last release, or since the commit that brought it', async () => {
    const repository = newRepository();
    repository.json('specs/vendor/openapi.yaml', { openapi: '3.1.0', major: 'new' });
    repository.manifest('vendor', '0.2.0');
    repository.json('specs/later/package.json', { name: '@x/spec-later', version: '0.1.0', private: true });
    repository.commit();
    repository.json('specs/later/openapi.yaml', { openapi: '3.1.0' });
    repository.json('packages/later/package.json', {
      name: '@x/later',
      version: '0.1.0',
      devDependencies: { '@x/spec-later': 'workspace:*' },
    });
    expect(await changesOf(repository)).toEqual([]);
    repository.commit();
    expect(await changesOf(repository)).toEqual([]);
    repository.json('specs/later/openapi.yaml', { openapi: '3.1.0', minor: 'new' });
    expect((await changesOf(repository)).map(({ vendor }) => vendor)).toEqual(['later']);
  });

  test('have a digest that depends on the vendor, the place and both values, and not on the order of keys', () => {
    const digests = [
      digestOf('vendor', rated('major', { a: 1, b: [1, 2] }, 1)),
      digestOf('other', rated('major', { a: 1, b: [1, 2] }, 1)),
      digestOf('vendor', rated('minor', { a: 1, b: [1, 2] }, 1)),
      digestOf('vendor', rated('major', { a: 1, b: [2, 1] }, 1)),
      digestOf('vendor', rated('major', { a: 1, b: [1, 2] }, 2)),
      digestOf('vendor', rated('major', { a: 1, b: [1, 2] }, null)),
      digestOf('vendor', rated('major', { a: 1, b: [1, 2] }, undefined)),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    expect(digestOf('vendor', rated('major', { b: [1, 2], a: 1 }, 1))).toBe(digests[0]);
  });
});

const least = { vendor: 'minor', sandbox: 'patch' };

/** A changeset as `pnpm spec:change` writes it, edited by a person. */
function changeset({ bumps = least, told = [specChange('major')], words = 'Why', note = '' }) {
  const notes = told.map(({ digest, change }) => `<!-- spec vendor ${digest} ${change.pointer} -->`);
  const releases = Object.entries(bumps).map(([name, bump]) => `'@x/${name}': ${bump}\n`);
  return parseChangeset(
    '.changeset/spec.md',
    `---\n${releases.join('')}---\n\n${[words, ...notes, note].join('\n')}\n`,
  );
}

describe('a change of a spec', () => {
  const major = specChange('major');

  test('is told by a changeset that has its digest, and by no other', () => {
    const untold =
      'specs/vendor/openapi.yaml#/major is told by no changeset (@x/vendor minor, @x/sandbox patch): major is new.';
    expect(judgeSpecs([major], [])).toEqual({ problems: [untold], lowered: [] });
    expect(judgeSpecs([major], [changeset({ told: [] })])).toEqual({ problems: [untold], lowered: [] });
    expect(judgeSpecs([major], [changeset({})])).toEqual({ problems: [], lowered: [] });
    expect(judgeSpecs([specChange('major', 'newer')], [changeset({})]).problems).toEqual([
      untold,
      '.changeset/spec.md tells a change that the spec of vendor does not have: /major',
    ]);
  });

  test.each([
    ['as it is', least, []],
    ['raised', { ...least, vendor: 'major' }, []],
    [
      'lowered',
      { ...least, vendor: 'patch' },
      ['@x/vendor is patch, and specs/vendor/openapi.yaml#/major needs minor'],
    ],
    [
      'left out',
      { ...least, sandbox: 'none' },
      ['@x/sandbox is none, and specs/vendor/openapi.yaml#/major needs patch'],
    ],
  ])('may have the bump of its verdict or a greater one: %s', (_, bumps, problems) => {
    const expected = problems.map((text) => `.changeset/spec.md: ${text}: major is new.`);
    expect(judgeSpecs([major], [changeset({ bumps })]).problems).toEqual(expected);
  });

  test('may have a smaller one with a written reason, which is shown once', () => {
    const told = [major, specChange('major2')];
    const note = '<!-- lowered @x/vendor: Nobody calls it,\nas their logs say. -->';
    expect(judgeSpecs(told, [changeset({ bumps: { ...least, vendor: 'patch' }, told, note })])).toEqual({
      problems: [],
      lowered: ['.changeset/spec.md: @x/vendor is patch instead of minor: Nobody calls it, as their logs say.'],
    });
  });

  test.each([
    [
      'of another package',
      [changeset({ bumps: { ...least, vendor: 'patch' }, note: '<!-- lowered @x/sandbox: No. -->' })],
    ],
    [
      'in another changeset',
      [
        changeset({ bumps: { ...least, vendor: 'patch' } }),
        changeset({ told: [], note: '<!-- lowered @x/vendor: No. -->' }),
      ],
    ],
  ])('may not have a smaller one for a reason %s', (_, changesets) => {
    expect(judgeSpecs([major], changesets).problems).toHaveLength(1);
  });

  test.each(['<!-- lowered @x/vendor: -->', '<!-- lowered @x/vendor -->', '<!-- spec vendor 12 / -->'])(
    'is not told by a note that is incomplete: %s',
    (note) => {
      expect(() => changeset({ note })).toThrow(`.changeset/spec.md: ${note} is incomplete.`);
    },
  );

  test('is told in words, not by its digest alone', () => {
    const problem = '.changeset/spec.md has no words for a reader of the changelog.';
    expect(judgeSpecs([major], [changeset({ words: '' })]).problems).toEqual([problem]);
  });
});
