import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { distTagOf } from '../src/release/dist-tag.ts';

async function workspaceIn(pre?: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'dist-tag-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, '.changeset'));
  if (pre !== undefined) await writeFile(join(root, '.changeset/pre.json'), JSON.stringify({ mode: 'pre', tag: pre }));
  return root;
}

test.each(['next', 'next-major', 'rc1', 'RC', 'a.b'])('a prerelease of the series %j goes to that tag', async (tag) => {
  expect(await distTagOf(`0.2.4-${tag}.0`, await workspaceIn(tag))).toBe(tag);
});

test.each(['2', '2.0', 'v1', 'x', '', 'latest'])('a prerelease of the series %j is refused', async (tag) => {
  await expect(distTagOf(`0.2.4-${tag || 'x'}.0`, await workspaceIn(tag))).rejects.toThrow('such as "next"');
});

test('a prerelease outside of any series is refused', async () => {
  await expect(distTagOf('0.2.4-next.0', await workspaceIn())).rejects.toThrow('0.2.4-next.0 is a prerelease');
});

test.each([undefined, 'next', '2'])(
  'a version that is no prerelease goes to latest, also beside the series %j',
  async (tag) => {
    expect(await distTagOf('1.10.0', await workspaceIn(tag))).toBe('latest');
  },
);
