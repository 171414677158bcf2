import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { firstExample } from '../src/release/readme.ts';
import { run } from '../src/release/run.ts';
import { problemsOf } from '../src/release/tarball.ts';

// Real repositories and processes, on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const command = join(import.meta.dirname, '../src/release.ts');

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'release-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('a release that is not local is refused', () => {
  const { status, stderr } = spawnSync(process.execPath, [command], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toBe('release: Only a release on this machine exists so far: pnpm release --local\n');
});

test('an interrupted release leaves no folder behind', async () => {
  const root = await temporaryFolder();
  const temporary = join(root, 'tmp');
  await mkdir(temporary);
  execFileSync('git', ['init', '--quiet', root]);
  // A program in place of pnpm that does not end by itself.
  await mkdir(join(root, 'bin'));
  await writeFile(join(root, 'bin/pnpm'), '#!/bin/sh\nkill -INT $RELEASE\nexec tail -f /dev/null\n', { mode: 0o755 });
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
  expect(errors).toBe('release: Interrupted by SIGINT.\n');
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

test('the first TypeScript example of a readme is taken, and no other', () => {
  const readme = '# A\n\n```sh\nnpm\n```\n\n```ts\nfirst();\n```\n\n```ts\nsecond();\n```\n';
  expect(firstExample(readme)).toBe('first();\n');
  expect(firstExample(readme.replaceAll('\n', '\r\n'))).toBe('first();\n');
  expect(() => firstExample('# A\n\n```sh\nnpm\n```\n')).toThrow('README.md has no TypeScript example');
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
  const manifest = { name: '@x/http', version: '0.1.0' };
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
    'dist/index.test.js should not be published.',
    'src/index.ts should not be published.',
    `dist/index.test.js has a path of this machine: ${root}.`,
    'package.json has "workspace:", which means nothing outside this workspace.',
  ]);
});
