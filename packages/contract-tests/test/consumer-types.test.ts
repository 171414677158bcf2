import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

/** The TypeScript versions that applications may use; the older ones take seconds, and run under EXHAUSTIVE. */
const COMPILERS = ['typescript-5.9', 'typescript-6', 'typescript'];
const CHECKED = process.env.EXHAUSTIVE ? COMPILERS : ['typescript'];
/** What applications compile for. Each has what Node 20 has; the sandbox's declarations are disposable. */
const PLATFORMS = {
  'Node without DOM': { lib: ['es2022'], types: ['node'] },
  browsers: { lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [] },
} as const;
type Platform = keyof typeof PLATFORMS;
/** The least that an application has comes first; the others run under EXHAUSTIVE. */
const ALL_SETTINGS: readonly [Platform, boolean][] = [
  ['Node without DOM', true],
  ['browsers', true],
  ['browsers', false],
];
const SETTINGS = process.env.EXHAUSTIVE ? ALL_SETTINGS : ALL_SETTINGS.slice(0, 1);
const require = createRequire(import.meta.url);

async function compilerOf(name: string): Promise<{ version: string; bin: string }> {
  const manifest = require.resolve(`${name}/package.json`);
  const { version, bin } = JSON.parse(await readFile(manifest, 'utf8'));
  return { version, bin: join(dirname(manifest), bin.tsc ?? bin.tsc6) };
}

async function compile(bin: string, platform: Platform, exactOptionalPropertyTypes: boolean): Promise<string> {
  const folder = await mkdtemp(join(import.meta.dirname, '.scratch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    ...PLATFORMS[platform],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['../../consumer'] }));
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, '-p', folder, '--pretty', 'false'], (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

describe.each(CHECKED)('with %s', (name) => {
  test.each(SETTINGS)('an application for %s compiles, exactOptionalPropertyTypes: %s', async (platform, exact) => {
    const { bin } = await compilerOf(name);
    expect(await compile(bin, platform, exact)).toBe('');
  });
});

test('the compilers are TypeScript 5.9, 6 and 7', async () => {
  const versions = await Promise.all(COMPILERS.map(async (name) => (await compilerOf(name)).version));
  expect(versions.map((version) => version.match(/^(5\.9|6|7)\./)?.[1])).toEqual(['5.9', '6', '7']);
});
