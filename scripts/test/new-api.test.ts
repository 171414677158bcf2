import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { addVendor } from '../src/new-api/add.ts';
import { checkName } from '../src/new-api/name.ts';
import { clientFiles, specManifest } from '../src/new-api/packages.ts';
import { removeVendor } from '../src/new-api/remove.ts';
import { filesIn } from '../src/release/files.ts';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(import.meta.dirname, 'fixtures/new-api');
const MUSEUM = { file: join(FIXTURES, 'museum.yaml'), without: ['getCode'] };
const never = new AbortController().signal;

/** What the command reads and changes of a workspace, in a folder of its own, with a program in place of pnpm. */
async function workspace(pnpm: string): Promise<{ root: string; files: () => Promise<Record<string, string>> }> {
  const root = await mkdtemp(join(tmpdir(), 'new-api-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const copied = [
    ...['LICENSE', 'package.json', 'tsconfig.json', 'tsdown.config.ts', 'vitest.config.ts', 'test/tsconfig.json'].map(
      (file) => `packages/clubcollect/${file}`,
    ),
    ...['packages/contract-tests', 'packages/sandbox', 'packages/http', 'specs/clubcollect'].map(
      (folder) => `${folder}/package.json`,
    ),
  ];
  for (const file of copied) await cp(join(ROOT, file), join(root, file));
  await mkdir(join(root, '.changeset'));
  await writeFile(join(root, 'pnpm-lock.yaml'), 'as it was\n');
  const bin = await mkdtemp(join(tmpdir(), 'new-api-bin-'));
  onTestFinished(() => rm(bin, { recursive: true }));
  await writeFile(join(bin, 'pnpm'), `#!/bin/sh\n${pnpm}\n`);
  await chmod(join(bin, 'pnpm'), 0o755);
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const files = async () => {
    const names = [
      ...(await filesIn(root)),
      ...(await filesIn(join(root, '.changeset'))).map((name) => `.changeset/${name}`),
    ];
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await readFile(join(root, name), 'utf8')] as const)),
    );
  };
  return { root, files };
}

describe('a name is refused, with what would be right', () => {
  const form = /: write 2 to 40 lowercase letters and digits, such as "museum"\.$/;
  const word = /means something else in the generated code: choose another name\.$/;
  const taken = /^There is .+ already: choose another name than/;
  test.each([
    ['Museum', form],
    ['train-travel', form],
    ['train_travel', form],
    ['3pl', form],
    ['m', form],
    ['m'.repeat(41), form],
    ['../museum', form],
    ['musée', form],
    ['class', word],
    ['await', word],
    ['string', word],
    ['error', word],
    ['promise', word],
    ['fetch', word],
    ['call', word],
    ['operations', word],
    ['close', word],
    ['then', word],
    ['brandlovers', taken],
    ['http', taken],
    ['facade', taken],
    ['sandbox', taken],
    ['scripts', taken],
    ['examples', taken],
  ])('%s', async (name, says) => {
    await expect(checkName(ROOT, name)).rejects.toThrow(says);
  });

  test('and a plain one is not', async () => {
    await expect(checkName(ROOT, 'clocks')).resolves.toBeUndefined();
  });
});

describe('a spec that cannot be had is refused with its place, and nothing is written', () => {
  test.each([
    [
      'an operation that cannot be generated',
      { file: MUSEUM.file },
      /^Nothing is written, since wrong code would be generated[\s\S]*museum\.yaml:\d+:\d+ \S+ The media type image\/png[\s\S]*--without/,
    ],
    [
      'an operation to leave out that there is not',
      { ...MUSEUM, without: ['nothing'] },
      /cannot be imported:\n.*There is no operation nothing/,
    ],
    [
      'a file that there is not',
      { file: join(FIXTURES, 'none.yaml') },
      /cannot be imported:\n.*none\.yaml:1:1 unreadable .*$/,
    ],
    [
      'a file that is no spec',
      { file: join(ROOT, 'package.json') },
      /cannot be imported:\n.*package\.json:1:1 unreadable .*$/,
    ],
  ])('%s', async (_, wanted, says) => {
    const { root, files } = await workspace('exit 0');
    const before = await files();
    const added = addVendor({ root, name: 'clocks', signal: never, ...wanted });
    await expect(added).rejects.toThrow(/^Nothing is written, since /);
    await expect(added).rejects.toThrow(says);
    expect(await files()).toEqual(before);
  });
});

test('a vendor is its two packages, a changeset and an entry in what walks it; --remove takes all of it out', async () => {
  const { root, files } = await workspace('exit 0');
  const before = await files();
  const lines = await addVendor({ root, name: 'clocks', signal: never, ...MUSEUM });
  expect(lines).toContain('made     specs/clocks: House of clocks, 7 operations');
  const after = await files();
  const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
  expect(changed.sort()).toEqual([
    '.changeset/new-clocks.md',
    ...[
      ...['LICENSE', 'README.md', 'api.md', 'openapi.json', 'package.json', 'src/generated/client.ts'],
      ...[
        'src/generated/index.ts',
        'src/generated/openapi-fetch.ts',
        'src/generated/operations.ts',
        'src/generated/schema.ts',
        'test/client.test.ts',
      ],
      ...['test/tsconfig.json', 'tsconfig.json', 'tsdown.config.ts', 'vitest.config.ts'],
    ].map((file) => `packages/clocks/${file}`),
    'packages/contract-tests/package.json',
    ...['README.md', 'imported.json', 'openapi.yaml', 'package.json'].map((file) => `specs/clocks/${file}`),
  ]);
  expect(after['specs/clocks/README.md']).toContain('imported from `museum.yaml`');
  expect(after['specs/clocks/README.md']).toMatch(/^- museum\.yaml:\d+:\d+ The operation getCode is left out\.$/m);
  expect(after['specs/clocks/package.json']).toContain('ticketbridge-lint-spec --generation-only openapi.yaml');
  expect(after['packages/clocks/README.md']).toContain('**The documentation is below our standard.**');

  await removeVendor({ root, name: 'clocks', signal: never });
  expect(await files()).toEqual(before);
});

describe('whatever stops it half-way, the workspace is as it was', () => {
  test.each([
    ['pnpm fails', 'echo spoiled >pnpm-lock.yaml; exit 3', /ended with 3/],
    ['it is interrupted', 'echo spoiled >pnpm-lock.yaml; kill -USR2 $PPID; exec tail -f /dev/null', /^Enough\.$/],
  ])('%s', async (_, pnpm, says) => {
    const { root, files } = await workspace(pnpm);
    const interruption = new AbortController();
    const interrupt = () => interruption.abort(new Error('Enough.'));
    process.once('SIGUSR2', interrupt);
    onTestFinished(() => void process.off('SIGUSR2', interrupt));
    const before = await files();
    await expect(addVendor({ root, name: 'clocks', signal: interruption.signal, ...MUSEUM })).rejects.toThrow(says);
    expect(await files()).toEqual(before);
  });

  test('when it removes, too', async () => {
    const { root, files } = await workspace('test ! -e stop || { echo spoiled >pnpm-lock.yaml; exit 3; }');
    await addVendor({ root, name: 'clocks', signal: never, ...MUSEUM });
    await writeFile(join(root, 'stop'), '');
    const before = await files();
    await expect(removeVendor({ root, name: 'clocks', signal: never })).rejects.toThrow(/ended with 3/);
    expect(await files()).toEqual(before);
  });
});

describe('what people made is not removed', () => {
  test('a vendor whose spec is held to the house rules', async () => {
    const { root } = await workspace('exit 0');
    await expect(removeVendor({ root, name: 'clubcollect', signal: never })).rejects.toThrow(
      'specs/clubcollect is held to the house rules: what people wrote by hand is not removed.',
    );
  });

  test('a vendor that there is not', async () => {
    const { root } = await workspace('exit 0');
    await expect(removeVendor({ root, name: 'clocks', signal: never })).rejects.toThrow(
      'There is no specs/clocks to remove.',
    );
  });

  const ADDED = 'packages/clocks/test/mine.test.ts';
  const SPEC = 'specs/clocks/openapi.yaml';
  test.each<[string, string, string]>([
    ['a file that was added', ADDED, '// A week of work.\n'],
    ['a hidden one', 'packages/clocks/.npmrc', 'loglevel=error\n'],
    ['a spec that was edited', SPEC, 'openapi: 3.1.0\n'],
    ['a README that was edited', 'packages/clocks/README.md', '# Clocks\n'],
    ['a changeset that was edited', '.changeset/new-clocks.md', '---\n---\n'],
  ])('%s, unless it is forced', async (_, file, text) => {
    const { root, files } = await workspace('exit 0');
    const before = await files();
    await addVendor({ root, name: 'clocks', signal: never, ...MUSEUM });
    await writeFile(join(root, file), text);
    const edited = await files();
    await expect(removeVendor({ root, name: 'clocks', signal: never })).rejects.toThrow(
      `these files are not as the command wrote them:\n${file}\nKeep elsewhere`,
    );
    expect(await files()).toEqual(edited);

    const lines = await removeVendor({ root, name: 'clocks', force: true, signal: never });
    expect(lines).toContain(`removed  ${file}, which was not as the command wrote it`);
    expect(await files()).toEqual(before);
  });

  test('but what is made anew is: generated code, builds and what is installed', async () => {
    const { root, files } = await workspace('exit 0');
    const before = await files();
    await addVendor({ root, name: 'clocks', signal: never, ...MUSEUM });
    for (const file of [
      'src/generated/client.ts',
      'dist/index.js',
      'node_modules/.bin/tsc',
      '.turbo/a.log',
      '.ledger/record.json',
      'api.md',
    ]) {
      const path = join(root, 'packages/clocks', file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'anything');
    }
    await removeVendor({ root, name: 'clocks', signal: never });
    expect(await files()).toEqual(before);
  });

  test('a vendor that something is built upon', async () => {
    const { root } = await workspace('exit 0');
    await addVendor({ root, name: 'clocks', signal: never, ...MUSEUM });
    await mkdir(join(root, 'packages/sandbox/src/clocks'), { recursive: true });
    const dependencies = { '@ticketbridge/clocks': 'workspace:^' };
    await writeFile(
      join(root, 'packages/http/package.json'),
      JSON.stringify({ name: '@ticketbridge/http', version: '0.1.0', dependencies }),
    );
    await expect(removeVendor({ root, name: 'clocks', signal: never })).rejects.toThrow(
      'Remove first what is built upon clocks: packages/sandbox/src/clocks, packages/http.',
    );
  });
});

describe('the packages of each vendor are what the command would write', () => {
  test.each(['brandlovers', 'clubcollect'])('%s', async (name) => {
    const { 'package.json': manifest = '', ...same } = await clientFiles(ROOT, { name, title: '' });
    for (const [file, text] of Object.entries(same)) {
      expect({ file, text: await readFile(join(ROOT, 'packages', name, file), 'utf8') }).toEqual({ file, text });
    }
    const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(ROOT, file), 'utf8'));
    const own = {
      version: expect.anything(),
      description: expect.anything(),
      keywords: expect.arrayContaining(JSON.parse(manifest).keywords),
    };
    // A budget of size is for one client, and needs its tools.
    expect(await read(`packages/${name}/package.json`)).toMatchObject({ ...JSON.parse(manifest), ...own });
    expect(await read(`specs/${name}/package.json`)).toEqual({
      ...JSON.parse(await specManifest(ROOT, name)),
      version: expect.anything(),
      scripts: { 'lint:specs': 'ticketbridge-lint-spec openapi.yaml' },
    });
  });
});

test.each([
  [[]],
  [['museum']],
  [['museum', '--spec', 'a.yaml', '--remove']],
  [['museum', 'other', '--remove']],
  [['museum', '--spec', 'a.yaml', '--force']],
  [['museum', '--sepc', 'a.yaml']],
])('the command says how it is used: %j', (args) => {
  const command = join(import.meta.dirname, '../src/new-api.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('Usage: pnpm new:api NAME --spec FILE');
  expect(stderr).not.toContain('    at ');
});
