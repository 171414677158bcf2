import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { filesIn } from '../src/release/files.ts';
import { problemsOfLicences } from '../src/release/licences.ts';
import { followMaps, parseMap } from '../src/release/source-maps.ts';

/** Built before these tests run. */
const http = join(import.meta.dirname, '../../packages/http');

async function filesWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'source-maps-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}

test('a stack trace of what is installed names the line of the source that threw, and a map holds it', async () => {
  // With no source beside it, as in a tarball.
  const folder = await filesWith({ 'package.json': '{ "type": "module" }' });
  await cp(join(http, 'dist'), join(folder, 'dist'), { recursive: true });
  const program = `import { createOperations } from './dist/index.js';
    createOperations({ vendor: 'x', operations: {}, secrets: [] }, { baseUrl: 'not a URL' });`;
  const args = ['--enable-source-maps', '--input-type=module', '-e', program];
  const { stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const [, file, line] = /^ +at invalidInput \((.+):(\d+):\d+\)$/m.exec(stderr) ?? [];
  expect(file, stderr).toBe(join(await realpath(folder), 'src/error.ts'));
  for (const built of (await filesIn(folder)).filter((name) => name.endsWith('.map'))) {
    const sources = parseMap(await readFile(join(folder, built), 'utf8'));
    const shown = sources.find(({ source }) => join(folder, dirname(built), source) === join(folder, 'src/error.ts'));
    if (shown) return expect(shown.content?.split('\n')[Number(line) - 1]).toContain('new TicketbridgeError(');
  }
  expect.fail('no map holds src/error.ts');
});

const TRUE_MAP = { sources: ['../src/a.ts'], sourcesContent: ['const a = 1;\n'] };
const CODE = 'const a = 1;\n//# sourceMappingURL=a.js.map';

describe('where a debugger would end in built code is told', () => {
  test.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['nothing wrong', { 'a.js': CODE, 'a.js.map': JSON.stringify(TRUE_MAP) }, []],
    [
      'only names moved',
      {
        'a.js':
          '#!/usr/bin/env node\nimport { a } from "./a.js";\nimport "./b.js";\nexport { a };\nexport { c } from "c";\n',
      },
      [],
    ],
    ['no map', { 'a.js': 'const a = 1;\n' }, ['dist/a.js has no source map.']],
    ['a call beside names', { 'a.js': 'import "./b.js";\na();' }, ['dist/a.js has no source map.']],
    [
      'a source that is nowhere',
      { 'a.js': CODE, 'a.js.map': JSON.stringify({ sources: ['../src/a.ts'] }) },
      ['dist/a.js.map does not hold ../src/a.ts, and no file of the tarball is it.'],
    ],
    [
      'a source of another build',
      { 'a.js': CODE, 'a.js.map': JSON.stringify({ ...TRUE_MAP, sourcesContent: ['const a = 2;\n'] }) },
      ['dist/a.js.map holds another ../src/a.ts than there is.'],
    ],
    [
      'a source that is gone',
      { 'a.js': CODE, 'a.js.map': JSON.stringify({ ...TRUE_MAP, sources: ['../src/b.ts'] }) },
      ['dist/a.js.map holds another ../src/b.ts than there is.'],
    ],
  ])('%s', async (_, built, told) => {
    const dist = Object.fromEntries(Object.entries(built).map(([name, text]) => [`dist/${name}`, text]));
    const packed = await filesWith(dist);
    const made = await filesWith({ 'src/a.ts': 'const a = 1;\n' });
    const { problems } = await followMaps(packed, made, await filesIn(packed));
    expect(problems).toEqual(told);
  });
});

describe('what the licences of others do not allow is told', () => {
  const notice = '/*! Contains code of lib, MIT License */\n';
  const manifest = (license?: string): string => JSON.stringify({ name: 'lib', version: '1.0.0', license });

  test.each<[string, string, string | undefined, string[]]>([
    ['nothing wrong', notice, 'MIT', []],
    ['no notice', '', 'MIT', ['dist/a.js holds code of lib, and no notice of its licence.']],
    [
      'a notice that a minifier drops',
      '/* lib */',
      'ISC',
      ['dist/a.js holds code of lib, and no notice of its licence.'],
    ],
    ['a licence that asks for more', notice, 'GPL-3.0', [expect.stringContaining('lib has the licence GPL-3.0')]],
    ['no licence', notice, undefined, [expect.stringContaining('lib has the licence of nobody knows what')]],
  ])('of bundled code: %s', async (_, code, license, told) => {
    const packed = await filesWith({ 'dist/a.js': code });
    const made = await filesWith({ 'node_modules/lib/package.json': manifest(license) });
    const sources = [1, 2].map((n) => ({ file: join(made, `node_modules/lib/${n}.js`), builtInto: 'dist/a.js' }));
    const own = { file: join(made, 'src/a.ts'), builtInto: 'dist/a.js' };
    const problems = problemsOfLicences(packed, made, { name: '@x/client', version: '1.0.0' }, [own, ...sources]);
    expect(await problems).toEqual(told);
  });

  test.each<[string, string | undefined, string[]]>([
    ['nothing wrong', 'Apache-2.0', []],
    ['a licence that asks for more', 'AGPL-3.0', [expect.stringContaining('lib has the licence AGPL-3.0')]],
  ])('of a dependency: %s', async (_, license, told) => {
    const made = await filesWith({ 'node_modules/lib/package.json': manifest(license) });
    const dependencies = { '@x/http': '^1.0.0', lib: '^1.0.0' };
    expect(await problemsOfLicences(made, made, { name: '@x/client', version: '1.0.0', dependencies }, [])).toEqual(
      told,
    );
  });

  test('of a dependency that is not installed', async () => {
    const made = await filesWith({});
    const client = { name: '@x/client', version: '1.0.0', dependencies: { lib: '^1.0.0' } };
    expect(await problemsOfLicences(made, made, client, [])).toEqual([expect.stringContaining('is not installed')]);
  });
});
