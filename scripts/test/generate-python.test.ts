import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const command = join(import.meta.dirname, '../src/generate-python.ts');

test('without Java it says what to install', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'generate-python-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(process.execPath, join(folder, 'node'));
  const { status, stderr } = spawnSync(process.execPath, [command, '--spec', 'openapi.yaml'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: folder },
  });
  expect(status).toBe(1);
  expect(stderr).toContain('needs Java 11 or newer');
  expect(stderr).toContain('apt-get install openjdk-17-jre-headless');
  expect(await readdir(folder)).toEqual(['node']);
});
