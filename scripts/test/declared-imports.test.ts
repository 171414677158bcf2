import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { problemsOfDeclarations } from '../src/release/declared-imports.ts';

const MANIFEST = {
  name: '@ticketbridge/made',
  version: '1.0.0',
  dependencies: { inside: '1.0.0' },
  peerDependencies: { peer: '^1.0.0', '@scope/peer': '^1.0.0' },
};

async function problemsOf(file: string, text: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'declared-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'dist'));
  await writeFile(join(folder, file), text);
  return problemsOfDeclarations(folder, MANIFEST, [file]);
}

test.each([
  "import { Table } from 'inside';",
  "import type { Table } from 'inside';",
  "export * from 'inside';",
  "import 'inside';",
  "export declare const table: import('inside').Table;",
])('refuses declarations that import what a package installs for itself: %s', async (text) => {
  expect(await problemsOf('dist/index.d.ts', text)).toEqual([
    'dist/index.d.ts shows types of inside, which is not a peer dependency.',
  ]);
});

test.each([
  "import { Options } from 'peer';",
  "import { Options } from '@scope/peer/entry';",
  "import { ConnectionOptions } from 'node:tls';",
  "import { ThreadRef } from '@ticketbridge/facade';",
  "import { Store } from './store.js';",
])('accepts what a consumer has chosen, or has anyway: %s', async (text) => {
  expect(await problemsOf('dist/index.d.ts', text)).toEqual([]);
});

test('does not mind what code imports', async () => {
  expect(await problemsOf('dist/index.js', "import { table } from 'inside';")).toEqual([]);
});
