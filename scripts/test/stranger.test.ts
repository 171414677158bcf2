import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPeers, findStrangersPrograms } from '../src/release/stranger.ts';

const root = join(import.meta.dirname, '../..');

const tarball = {
  file: 'x.tgz',
  folder: '/x',
  manifest: {
    name: '@ticketbridge/x',
    version: '0.1.0',
    exports: { '.': './dist/index.js', './more': './dist/more.js', './openapi.json': './openapi.json' },
    bin: { x: './dist/cli.js' },
  },
};

test('a stranger imports every entry, runs every command and every program of a README', async () => {
  const programs = await findStrangersPrograms(root, [tarball]);
  const places = programs.map(({ place }) => place);
  expect(places).toEqual(
    expect.arrayContaining([
      'import of @ticketbridge/x',
      'import of @ticketbridge/x/more',
      'import of @ticketbridge/x/openapi.json',
      'node_modules/@ticketbridge/x/dist/cli.js --help',
      'packages/contract-tests/consumer/conversation.ts',
      expect.stringMatching(/^README\.md:/),
      expect.stringMatching(/^packages\/facade\/README\.md:/),
    ]),
  );
  expect(programs.filter(({ source }) => /await using/.test(source))).toEqual([]);
});

test('what the programs import beside the packages is installed as the tests have it', async () => {
  const program = (source: string) => ({ place: 'README.md:1', source });
  const ours = program("import '@ticketbridge/http'; import 'node:fs'; await import('./cli.js');");
  expect(await findPeers(root, [ours], [tarball])).toEqual([]);
  expect(await findPeers(root, [program("import { pino } from 'pino';")], [])).toEqual([
    expect.stringMatching(/^pino@\d+\./),
  ]);
  const withPeer = { ...tarball, manifest: { ...tarball.manifest, peerDependencies: { 'openapi-fetch': '^0.17.0' } } };
  expect(await findPeers(root, [ours], [withPeer])).toEqual([expect.stringMatching(/^openapi-fetch@0\.17\./)]);
  await expect(findPeers(root, [program("import 'left-pad';")], [])).rejects.toThrow('imports left-pad');
});
