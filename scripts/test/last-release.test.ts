import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lastRelease, packRelease } from '../src/release/last-release.ts';
import { parseManifest } from '../src/release/packages.ts';
import { run } from '../src/release/run.ts';

// It installs and builds the repository as it was.
vi.setConfig({ testTimeout: 120_000 });

const { signal } = new AbortController();

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'last-release-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('packs the last release in the versions that its commit gave, and builds it only once', async () => {
  const folder = await temporaryFolder();
  const commit = await lastRelease();
  assert(commit !== undefined);

  const built = await packRelease(commit, join(folder, 'built'), signal);
  expect(built.map(({ manifest }) => manifest.name)).toContain('@ticketbridge/facade');
  for (const { file, manifest } of built) {
    const path = `packages/${manifest.name.replace('@ticketbridge/', '')}/package.json`;
    const atCommit = parseManifest(await run('git', ['show', `${commit}:${path}`], { cwd: '..', signal }), path);
    expect([file, manifest.version]).toEqual([file, atCommit.version]);
  }

  // A pnpm that fails whatever it is asked.
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/pnpm'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const kept = await packRelease(commit.slice(0, 12), join(folder, 'kept'), signal);
  expect(kept.map(({ manifest }) => manifest)).toEqual(built.map(({ manifest }) => manifest));
  for (const [index, { file }] of kept.entries()) {
    expect((await readFile(file)).equals(await readFile(built[index]?.file ?? ''))).toBe(true);
  }
});

test('refuses a commit that is not in the clone, with what to do', async () => {
  const folder = await temporaryFolder();
  await expect(packRelease('0'.repeat(40), folder, signal)).rejects.toThrow('git fetch --unshallow');
});
