import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { integrityOf, isPublished, publish } from '../src/release/npm.ts';
import { publishedPackages } from '../src/release/packages.ts';
import { startRegistry } from '../src/release/registry.ts';
import { run } from '../src/release/run.ts';
import { pack, problemsOf } from '../src/release/tarball.ts';

// Real repositories and processes, on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const command = join(import.meta.dirname, '../src/release.ts');

/** What a page and a package manager need of any package. */
const COMPLETE = {
  description: 'x',
  keywords: ['x'],
  license: 'MIT',
  engines: { node: '>=24' },
  peerDependencies: { typescript: '>=5' },
  peerDependenciesMeta: { typescript: { optional: true } },
};

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'release-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('a part that no release has is refused', () => {
  const { status, stderr } = spawnSync(process.execPath, [command, 'publsh'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toBe('release: "publsh" is no part of a release: version or publish, or nothing for both\n');
});

test.each(['INT', 'TERM', 'HUP'])('a release that is interrupted by SIG%s leaves no folder behind', async (signal) => {
  const root = await temporaryFolder();
  const temporary = join(root, 'tmp');
  await mkdir(temporary);
  execFileSync('git', ['init', '--quiet', root]);
  for (const folder of ['bin', '.changeset']) await mkdir(join(root, folder));
  await writeFile(join(root, 'package.json'), '{}');
  execFileSync('git', ['-C', root, 'add', 'package.json']);
  const author = ['-c', 'user.name=Maintainer', '-c', 'user.email=maintainer@example.org'];
  execFileSync('git', ['-C', root, ...author, 'commit', '--quiet', '--message=Sample']);
  // A program in place of npm that does not end by itself.
  await writeFile(join(root, 'bin/npm'), `#!/bin/sh\nkill -${signal} $RELEASE\nexec tail -f /dev/null\n`, {
    mode: 0o755,
  });
  const starter = `RELEASE=$$ exec "${process.execPath}" "${command}" --local`;
  const release = spawn('sh', ['-c', starter], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary, PATH: `${join(root, 'bin')}:${process.env.PATH}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  release.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [status] = await once(release, 'close');
  expect(errors).toBe(`release: Interrupted by SIG${signal}.\n`);
  expect(status).toBe(1);
  expect(await readdir(temporary)).toEqual([]);
});

test('a program that is stopped takes with it what it started', async () => {
  const interruption = new AbortController();
  const begun = once(process, 'SIGUSR2');
  const started = run('sh', ['-c', 'tail -f /dev/null & kill -USR2 $PPID; wait'], { signal: interruption.signal });
  await begun;
  interruption.abort(new Error('Enough.'));
  // It settles when the last of them has let go of the output.
  await expect(started).rejects.toThrow('Enough.');
});

test('a program that fails is named with all that it printed', async () => {
  await expect(run('sh', ['-c', 'echo one; echo two >&2; exit 3'])).rejects.toThrow(/ended with 3 in .*:\none\ntwo$/s);
});

test('a spec in a tarball needs no file beside it', async () => {
  const root = await temporaryFolder();
  const manifest = { name: '@x/http', version: '0.1.0' };
  const tarball = { manifest, file: 'http.tgz', folder: join(root, 'unpacked') };
  await cp(join(import.meta.dirname, 'fixtures/lint-spec'), tarball.folder, { recursive: true });
  await rename(join(tarball.folder, 'openapi.yaml'), join(tarball.folder, 'openapi.json'));
  const problems = (): Promise<string[]> => problemsOf(tarball, { manifest, folder: 'packages/http' }, root);
  const ofSpec = expect.stringMatching(/^openapi\.json is not a valid spec on its own: line \d+: .*notes\.yaml/);
  await writeFile(join(tarball.folder, 'package.json'), '');
  expect(await problems()).not.toContainEqual(ofSpec);
  await rm(join(tarball.folder, 'notes.yaml'));
  expect(await problems()).toContainEqual(ofSpec);
});

test('a tarball holds what a consumer needs, and nothing that only this workspace understands', async () => {
  const root = await temporaryFolder();
  const manifest = { ...COMPLETE, name: '@x/http', version: '0.1.0', exports: { '.': './dist/index.js' } };
  await writeFile(join(root, 'package.json'), '{}');
  const workspacePackage = { manifest, folder: 'packages/http' };
  const tarball = { manifest, file: 'http.tgz', folder: join(root, 'unpacked') };
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(join(tarball.folder, file, '..'), { recursive: true });
    await writeFile(join(tarball.folder, file), text);
  };
  for (const file of ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']) await write(file, '');
  await write('package.json', JSON.stringify(manifest));
  expect(await problemsOf(tarball, workspacePackage, root)).toEqual([]);

  await rm(join(tarball.folder, 'LICENSE'));
  await mkdir(join(root, 'packages/http'), { recursive: true });
  await writeFile(join(root, 'packages/http/CHANGELOG.md'), '');
  await writeFile(join(root, 'packages/http/api.md'), '');
  await write('src/index.ts', '');
  await write('dist/index.test.js', `// ${root}/packages`);
  await write('package.json', JSON.stringify({ ...manifest, dependencies: { a: 'workspace:^' } }));
  expect(await problemsOf(tarball, workspacePackage, root)).toEqual([
    'LICENSE is missing.',
    'CHANGELOG.md is missing.',
    'api.md is missing.',
    'openapi.json is missing.',
    'dist/index.test.js should not be published: nothing that the exports lead to refers to it.',
    'src/index.ts should not be published: nothing that the exports lead to refers to it.',
    `dist/index.test.js has a path of this machine: ${root}.`,
    'package.json has "workspace:", which means nothing outside this workspace.',
    'dist/index.test.js has no source map.',
  ]);

  for (const [file, text] of Object.entries({
    'README.md': '[a](b.md)',
    'CHANGELOG.md': '## 0.0.9\n',
    'binding.gyp': '',
  })) {
    await write(file, text);
  }
  expect(await problemsOf(tarball, workspacePackage, root)).toEqual(
    expect.arrayContaining([
      'README.md leads to b.md, which is not there.',
      'CHANGELOG.md tells nothing of 0.1.0.',
      'package.json has a script that runs at installation.',
    ]),
  );
});

test('a tarball holds what its exports and commands lead to, and no chunk of an earlier build', async () => {
  const root = await temporaryFolder();
  const manifest = {
    ...COMPLETE,
    name: '@x/http',
    version: '0.1.0',
    exports: {
      '.': './dist/index.js',
      './more': { types: './dist/types.d.ts', default: './dist/more.js' },
      './a': './a.json',
    },
    bin: { x: './dist/cli.js' },
  };
  const files = {
    'README.md': '',
    LICENSE: '',
    'package.json': '',
    'a.json': '{}',
    'dist/index.js': "export * from './chunk-1.js';\nimport './effect.js';\n",
    'dist/index.d.ts': "export type { A } from './types-1.js';\nexport type B = import('./types-2.js').B;\n",
    'dist/chunk-1.js':
      "const later = () => import('./chunk-2.js');\nexport { later };\n//# sourceMappingURL=chunk-1.js.map",
    'dist/chunk-1.js.map': '{ "sources": [] }',
    'dist/chunk-2.js': "import 'node:fs';\n",
    'dist/effect.js': '',
    'dist/types-1.d.ts': '',
    'dist/types-2.d.ts': '',
    'dist/types.d.ts': '',
    'dist/more.js': '',
    'dist/cli.js': '#!/usr/bin/env node\nimport "./index.js";\n',
    'dist/cli.d.ts': '',
  };
  const tarball = { manifest, file: 'http.tgz', folder: join(root, 'unpacked') };
  await writeFile(join(root, 'package.json'), '{}');
  await mkdir(join(tarball.folder, 'dist'), { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(tarball.folder, file), text);
  const problems = () => problemsOf(tarball, { manifest, folder: 'packages/http' }, root);
  expect(await problems()).toEqual([]);

  for (const stale of ['chunk-0.js', 'chunk-0.d.ts', 'chunk-1.d.ts', 'index.js.map', 'old.json']) {
    await writeFile(join(tarball.folder, 'dist', stale), "import './index.js';");
    expect(await problems()).toEqual([
      `dist/${stale} should not be published: nothing that the exports lead to refers to it.`,
    ]);
    await rm(join(tarball.folder, 'dist', stale));
  }
  for (const file of ['dist/chunk-2.js', 'dist/chunk-1.js.map', 'a.json']) await rm(join(tarball.folder, file));
  expect(await problems()).toEqual([
    'a.json is missing; package.json refers to it.',
    'dist/chunk-2.js is missing; dist/chunk-1.js refers to it.',
    'dist/chunk-1.js.map is missing; dist/chunk-1.js refers to it.',
  ]);
});

describe('every published package refuses to be packed by anything but pnpm', async () => {
  const workspace = join(import.meta.dirname, '../..');
  const published = await publishedPackages(workspace);
  const guard = 'node ../../scripts/src/require-pnpm.js && node ../../scripts/src/check-build.ts';
  const manifestOf = async (folder: string): Promise<unknown> =>
    JSON.parse(await readFile(join(workspace, folder, 'package.json'), 'utf8'));

  test.each(published.map(({ folder }) => folder))('%s has the guard', async (folder) => {
    expect(await manifestOf(folder)).toMatchObject({ scripts: { prepack: guard } });
  });

  test.each([
    ['npm', ['pack', '--dry-run']],
    ['npm', ['publish', '--dry-run']],
    // Within a script of pnpm, npm calls itself pnpm.
    ['pnpm', ['exec', 'npm', 'pack', '--dry-run']],
  ])('%s %j is told what to run', (packer, args) => {
    const cwd = join(workspace, 'packages/http');
    const { status, stdout, stderr } = spawnSync(packer, args, { cwd, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('@ticketbridge/http is packed by pnpm alone');
    expect(stdout + stderr).toContain('npx --yes pnpm@12.21.0 pack');
  });

  test('pnpm packs what is built, the same bytes each time, without what only this workspace reads', async () => {
    const [http] = published.filter(({ folder }) => folder === 'packages/http');
    assert(http);
    const signal = AbortSignal.timeout(30_000);
    const packs = [await temporaryFolder(), await temporaryFolder()].map((into) =>
      pack(http, { root: workspace, into, signal }),
    );
    const [tarball, again] = await Promise.all(packs);
    assert(tarball && again);
    expect(await readFile(again.file)).toEqual(await readFile(tarball.file));
    expect(tarball.manifest).toMatchObject({ name: '@ticketbridge/http', keywords: http.manifest.keywords });
    for (const key of ['scripts', 'devDependencies']) expect(tarball.manifest).not.toHaveProperty(key);
    // It is what stands in the tarball, too.
    const inside = await run('tar', ['-xzOf', tarball.file, 'package/package.json'], { signal });
    expect(JSON.parse(inside)).toEqual(tarball.manifest);
  });
});

describe('a package is packed only as its sources give it', () => {
  /** A package of a workspace of its own, with a source that has a chunk, and a build of it. */
  async function builtPackage() {
    const root = await temporaryFolder();
    const folder = join(root, 'packages/http');
    const scripts = join(import.meta.dirname, '..');
    const original = join(scripts, '../packages/http');
    const manifest = {
      name: '@ticketbridge/sample',
      version: '0.1.0',
      type: 'module',
      exports: './dist/index.js',
      files: ['dist', 'CHANGELOG.md', 'api.md'],
      scripts: { prepack: `node "${scripts}/src/require-pnpm.js" && node "${scripts}/src/check-build.ts"` },
    };
    await mkdir(join(folder, 'src'), { recursive: true });
    await writeFile(join(root, 'pnpm-workspace.yaml'), 'packages: [packages/*]\n');
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'api.md'), '');
    await writeFile(
      join(folder, 'src/index.ts'),
      "export const later = (): Promise<unknown> => import('./chunk.ts');\n",
    );
    await writeFile(join(folder, 'src/chunk.ts'), 'export const answer: number = 1;\n');
    await mkdir(join(folder, 'src/testing'));
    await writeFile(join(folder, 'src/testing/index.ts'), 'export {};\n');
    await cp(join(scripts, '../packages/facade/tsdown.config.ts'), join(folder, 'tsdown.config.ts'));
    for (const file of ['tsconfig.base.json', 'tsdown.shared.ts'])
      await cp(join(scripts, '..', file), join(root, file));
    await cp(join(original, 'tsconfig.json'), join(folder, 'tsconfig.json'));
    await symlink(join(original, 'node_modules'), join(folder, 'node_modules'));
    const build = () => run(join(folder, 'node_modules/.bin/tsdown'), [], { cwd: folder });
    await build();
    const pack = () => spawnSync('pnpm', ['pack', '--out', join(root, 'x.tgz')], { cwd: folder, encoding: 'utf8' });
    return { folder, build, pack };
  }

  const SPOILED: readonly [string, (folder: string) => Promise<unknown>, string][] = [
    ['nothing is built', (folder) => rm(join(folder, 'dist'), { recursive: true }), 'dist is missing.'],
    ['an entry is missing', (folder) => rm(join(folder, 'dist/index.js')), 'dist/index.js is missing.'],
    ['a generated file is missing', (folder) => rm(join(folder, 'api.md')), 'api.md is missing.'],
    [
      'a chunk is left from an earlier build',
      (folder) => writeFile(join(folder, 'dist/chunk-old.js'), ''),
      'dist/chunk-old.js is left from an earlier build.',
    ],
    [
      'the source has changed since',
      (folder) => writeFile(join(folder, 'src/index.ts'), 'export const answer: number = 2;\n'),
      'dist/index.js is not what the sources give now.',
    ],
    [
      'a built file was altered',
      (folder) => writeFile(join(folder, 'dist/index.d.ts'), ''),
      'dist/index.d.ts is not what the sources give now.',
    ],
    [
      'the source is broken',
      (folder) => writeFile(join(folder, 'src/index.ts'), 'export const answer: number = ;\n'),
      'It cannot be built: ',
    ],
  ];

  // Each builds and packs: one will do where not every case is asked for.
  test.each(process.env.EXHAUSTIVE ? SPOILED : SPOILED.slice(3, 4))(
    'it is refused when %s, and told what to run',
    async (_, spoil, problem) => {
      const { folder, pack } = await builtPackage();
      await spoil(folder);
      const { status, stdout, stderr } = pack();
      expect(status).toBe(1);
      expect(stdout + stderr).toContain('@ticketbridge/sample is not built from what is here:');
      expect(stdout + stderr).toContain(problem);
      expect(stdout + stderr).toContain('npx --yes pnpm@12.21.0 build');
      expect(existsSync(join(folder, '../../x.tgz'))).toBe(false);
    },
  );

  test.runIf(process.env.EXHAUSTIVE)('it is packed when it is built, also after files were touched', async () => {
    const { folder, build, pack } = await builtPackage();
    expect(pack()).toMatchObject({ status: 0 });
    await writeFile(join(folder, 'src/chunk.ts'), 'export const answer: number = 2;\n');
    expect(pack()).toMatchObject({ status: 1 });
    await build();
    await utimes(join(folder, 'dist/index.js'), 0, 0);
    expect(pack()).toMatchObject({ status: 0 });
  });
});

test('a version is published once, under its dist-tag, and never with another content', async () => {
  const root = await temporaryFolder();
  const options = { cwd: root, signal: AbortSignal.timeout(50_000) };
  await using registry = await startRegistry(join(root, 'registry'));
  await writeFile(join(root, '.npmrc'), `${registry.npmrc}cache=${join(root, 'npm-cache')}\n`);
  const packed = async (version: string, distTag = 'latest', text = '') => {
    const folder = await mkdtemp(join(root, 'package-'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: '@ticketbridge/http', version }));
    await writeFile(join(folder, 'index.js'), text);
    await run('npm', ['pack', '--pack-destination', folder], { ...options, cwd: folder });
    const file = join(folder, `ticketbridge-http-${version}.tgz`);
    return { name: '@ticketbridge/http', version, file, integrity: await integrityOf(file), distTag };
  };
  const stable = await packed('0.2.0');
  const next = await packed('0.3.0-next-major.0', 'next-major');
  const other = await packed('0.2.0', 'latest', 'other');
  expect(await isPublished(stable, options)).toBe(false);
  await publish(stable, options);
  expect(await isPublished(stable, options)).toBe(true);
  // As after a release that was killed between its question and the answer.
  await publish(stable, options);
  await publish(next, options);
  await expect(isPublished(other, options)).rejects.toThrow('The registry has another @ticketbridge/http@0.2.0');
  await expect(publish(other, options)).rejects.toThrow('The registry has another @ticketbridge/http@0.2.0');
  const tags: unknown = JSON.parse(await run('npm', ['view', stable.name, 'dist-tags', '--json'], options));
  expect(tags).toEqual({ latest: '0.2.0', 'next-major': '0.3.0-next-major.0' });
});
