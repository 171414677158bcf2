import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test, vi } from 'vitest';
import { type Manifest, versionedPackages } from '../src/release/packages.ts';
import { isSourceOf } from '../src/release/sources.ts';
import { repositories } from './repository.ts';

// Real repositories, on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const workspace = resolve(import.meta.dirname, '../..');
const packages = await versionedPackages(workspace);
const { bin }: { bin: Record<string, string> } = JSON.parse(
  readFileSync(join(workspace, 'scripts/package.json'), 'utf8'),
);

/** Every module that one imports, however far; not by what refuses specs, which writes nothing. */
function importsOf(file: string, seen: Set<string> = new Set()): string[] {
  if (seen.has(file) || file.includes('/spec/rules/')) return [];
  seen.add(file);
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
  for (const { fileName } of importedFiles)
    if (fileName.startsWith('.')) importsOf(join(dirname(file), fileName), seen);
  return [...seen].map((one) => relative(workspace, one));
}

/** The words of the commands that generate a package. */
function generatingIn({ scripts }: Manifest): string[] {
  return [scripts?.generate, scripts?.['generate:python']].flatMap((command) => command?.split(' ') ?? []);
}

/** What the command for Python runs openapi-generator with, and reads manifests by. */
const WRITES_NOTHING = [
  'scripts/src/diff/verdict.ts',
  'scripts/src/generate/generator-jar.ts',
  'scripts/src/generate/openapi-generator.ts',
  'scripts/src/release/packages.ts',
  'scripts/src/release/run.ts',
];

describe('what a package is made of', () => {
  const made = packages.flatMap((one) =>
    generatingIn(one.manifest).flatMap((word) => {
      const command = bin[word];
      return command === undefined ? [] : [{ of: one, name: one.manifest.name, command }];
    }),
  );
  test.each(made)('$name: each module that $command imports', ({ of, command }) => {
    const modules = importsOf(join(workspace, 'scripts', command));
    expect(modules.length).toBeGreaterThan(10);
    expect(modules.filter((file) => !isSourceOf(file, of) && !WRITES_NOTHING.includes(file))).toEqual([]);
  });

  test('every package that is generated names its generator', () => {
    expect(made.map(({ name }) => name)).toEqual(
      packages.filter(({ manifest }) => generatingIn(manifest).length > 0).map(({ manifest }) => manifest.name),
    );
  });
});

const newRepository = repositories((first) => {
  const scripts = { generate: 'ticketbridge-generate --vendor vendor', build: 'tsdown' };
  first.json('packages/vendor/package.json', { name: '@x/vendor', version: '0.1.0', scripts });
});

test('what makes a Python package needs a changeset, though npm never gets it', () => {
  const repository = newRepository();
  const scripts = { 'generate:python': 'ticketbridge-generate-python --spec vendor.yaml' };
  const manifest = { name: '@x/vendor-python', version: '0.1.0', private: true, scripts };
  repository.json('packages/vendor-python/package.json', manifest);
  repository.commit();
  const making = ['packages/vendor-python/generator.yaml', 'scripts/openapi-generator/python/api.mustache'];
  for (const file of [...making, 'packages/vendor-python/test/test_all.py']) repository.write(file, '');
  return expect(repository.untold()).resolves.toEqual({ '@x/vendor-python': making });
});

test('what makes a package needs a changeset for each that is made by it, and its neighbours need none', async () => {
  const repository = newRepository();
  const making = [
    'packages/vendor/inspector/bundle.ts',
    'packages/vendor/tsconfig.json',
    'scripts/src/generate.ts',
    'scripts/src/generate/type-names.ts',
    'scripts/src/spec/incoming.ts',
    'tsconfig.base.json',
    'tsdown.shared.ts',
  ];
  const neighbours = [
    'packages/vendor/inspector.md',
    'scripts/src/generate/generator-jar.ts',
    'scripts/src/generate/openapi-generator.ts',
    'scripts/src/release/sources.ts',
    'scripts/src/spec/rules/enums.ts',
  ];
  for (const file of [...making, ...neighbours]) repository.write(file, '');
  expect(await repository.untold()).toEqual({ '@x/vendor': making });
  repository.commit();
  expect(await repository.untold()).toEqual({ '@x/vendor': making });
  repository.changeset('generated', '@x/vendor');
  expect(await repository.untold()).toEqual({});
});
