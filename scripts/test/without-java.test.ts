import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

test.each([
  ['generate-python.ts', ['--spec', 'openapi.yaml']],
  ['generate-others.ts', []],
])('without Java, %s says what to install', async (name, args) => {
  const command = join(import.meta.dirname, '../src', name);
  const folder = await mkdtemp(join(tmpdir(), 'generate-without-java-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(process.execPath, join(folder, 'node'));
  const { status, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: folder },
  });
  expect(status).toBe(1);
  expect(stderr).toContain('needs Java 11 or newer');
  expect(stderr).toContain('apt-get install openjdk-17-jre-headless');
  expect(await readdir(folder)).toEqual(['node']);
});
