import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildAll, installAll } from '../src/release/build-all.ts';
import { checkOut } from '../src/release/git.ts';
import { makeReleasable } from './releasable.ts';

test('a release is built from its sources alone: what a cache of turbo has for them is neither read nor asked for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'release-built-'));
  onTestFinished(() => rm(folder, { recursive: true, maxRetries: 3 }));
  const { root } = await makeReleasable(folder);
  const inRoot = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const manifest: object = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const devDependencies = { '@changesets/cli': '3.0.3', turbo: '2.11.11' };
  const scripts = { build: 'turbo run build' };
  await writeFile(
    join(root, 'package.json'),
    JSON.stringify({ ...manifest, packageManager: 'pnpm@12.21.0', scripts, devDependencies }),
  );
  await writeFile(join(root, 'turbo.json'), JSON.stringify({ tasks: { build: { outputs: ['dist/**'] } } }));
  await writeFile(join(root, '.gitignore'), 'node_modules/\ndist/\n.turbo/\n');
  // What is no input of the task can differ between two builds of the same sources, as with a cache that somebody wrote to.
  const host = join(folder, 'host');
  const base = join(root, 'packages/base/package.json');
  const build = { build: `mkdir -p dist && cp ${host} dist/index.js` };
  await writeFile(base, JSON.stringify({ ...JSON.parse(await readFile(base, 'utf8')), scripts: build }));
  inRoot('pnpm', 'install', '--prefer-offline', '--no-frozen-lockfile');
  inRoot('git', 'add', '--all');
  inRoot('git', 'commit', '--quiet', '--message=Built by turbo');

  await writeFile(host, 'poisoned');
  inRoot('pnpm', 'run', 'build');
  await writeFile(host, 'right');

  const asked: (string | undefined)[] = [];
  const cache = createServer(({ url }, answer) => {
    asked.push(url);
    answer.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void cache.close());
  await once(cache, 'listening');
  const address = cache.address();
  assert(typeof address === 'object' && address !== null);
  const shared = { TURBO_API: `http://127.0.0.1:${address.port}`, TURBO_TOKEN: 'token', TURBO_TEAM: 'team_sample' };
  Object.assign(process.env, shared, { TURBO_CACHE_DIR: join(root, '.turbo/cache') });
  onTestFinished(() => {
    for (const name of [...Object.keys(shared), 'TURBO_CACHE_DIR']) delete process.env[name];
  });
  const signal = AbortSignal.timeout(50_000);
  await using checkout = await checkOut(root, 'HEAD', join(folder, 'checkout'), signal);
  const cwd = checkout.folder;
  await installAll(cwd, signal);
  await buildAll(cwd, signal);
  expect(await readFile(join(cwd, 'packages/base/dist/index.js'), 'utf8')).toBe('right');
  expect(asked).toEqual([]);
});
