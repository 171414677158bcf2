import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPeers, findStrangersPrograms, promiseOf } from '../src/release/stranger.ts';

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

test('a Node that one package does not promise runs what does not use it, and is refused by what is of that package', async () => {
  const engines = { node: '>=24' };
  const newer = { ...tarball, manifest: { ...tarball.manifest, name: '@ticketbridge/newer', engines } };
  const older = { ...tarball, manifest: { ...tarball.manifest, engines: { node: '^20.19.0 || ^24.0.0' } } };
  const promised = async (version: string) => {
    const programs = await findStrangersPrograms(root, [newer, older]);
    const own = programs.filter(({ place }) => /@ticketbridge\/(newer|x)\b/.test(place));
    return Object.fromEntries(own.map((program) => [program.place, promiseOf(program, version, [newer, older])]));
  };
  expect(await promised('v24.21.0')).toEqual(
    Object.fromEntries(Object.keys(await promised('v24.21.0')).map((place) => [place, 'runs'])),
  );
  expect(await promised('v20.20.2')).toEqual({
    'import of @ticketbridge/newer': 'is refused',
    'import of @ticketbridge/newer/more': 'is refused',
    'import of @ticketbridge/newer/openapi.json': 'runs',
    'node_modules/@ticketbridge/newer/dist/cli.js --help': 'is refused',
    'import of @ticketbridge/x': 'runs',
    'import of @ticketbridge/x/more': 'runs',
    'import of @ticketbridge/x/openapi.json': 'runs',
    'node_modules/@ticketbridge/x/dist/cli.js --help': 'runs',
  });
  const program = { place: 'README.md:1', source: "import { openInbox } from '@ticketbridge/newer';" };
  expect([promiseOf(program, 'v20.20.2', [newer, older]), promiseOf(program, 'v24.21.0', [newer])]).toEqual([
    'nothing',
    'runs',
  ]);
});
