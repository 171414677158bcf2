import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addBundled } from '../src/release/bundled.ts';

const own = 'pkg:npm/%40x/client@1.0.0';
const installed = { name: 'installed', purl: 'pkg:npm/installed@1.0.0' };
/** What `pnpm sbom` writes of a package with one dependency. */
const before = {
  bomFormat: 'CycloneDX',
  metadata: { component: { 'bom-ref': own } },
  components: [installed],
  dependencies: [
    { ref: own, dependsOn: [installed.purl] },
    { ref: installed.purl, dependsOn: [] },
  ],
};

async function sbomOf(files: Readonly<Record<string, unknown>>, sbom: unknown = before) {
  const folder = await mkdtemp(join(tmpdir(), 'sbom-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const manifest = { name: '@x/client', version: '1.0.0', devDependencies: { lib: '*', '@y/lib': '*', tool: '*' } };
  const all = {
    'package.json': manifest,
    'sbom.json': sbom,
    'node_modules/lib/package.json': { name: 'lib', version: '2.1.0', license: 'MIT', description: 'A lib' },
    'node_modules/@y/lib/package.json': { name: '@y/lib', version: '3.0.0-rc.1' },
    'node_modules/installed/package.json': { name: 'installed', version: '1.0.0', license: 'ISC' },
    ...files,
  };
  for (const [file, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  await addBundled(folder, join(folder, 'sbom.json'));
  return JSON.parse(await readFile(join(folder, 'sbom.json'), 'utf8'));
}

/** A built file whose map shows these sources. */
const built = (...sources: string[]) => ({
  'dist/a.js': 'a();\n//# sourceMappingURL=a.js.map\n',
  'dist/a.js.map': { sources, sourcesContent: sources },
});
const bundled = [{ name: 'cdx:npm:package:bundled', value: 'true' }];
const lib = {
  type: 'library',
  name: 'lib',
  version: '2.1.0',
  purl: 'pkg:npm/lib@2.1.0',
  'bom-ref': 'pkg:npm/lib@2.1.0',
  description: 'A lib',
  licenses: [{ license: { id: 'MIT' } }],
  properties: bundled,
};
const scoped = {
  type: 'library',
  group: '@y',
  name: 'lib',
  version: '3.0.0-rc.1',
  purl: 'pkg:npm/%40y/lib@3.0.0-rc.1',
  'bom-ref': 'pkg:npm/%40y/lib@3.0.0-rc.1',
  properties: bundled,
};

test.each<[string, Readonly<Record<string, unknown>>, (typeof lib | typeof scoped)[]]>([
  ['nothing', built('../src/a.ts'), []],
  ['nothing of a package that was not built', {}, []],
  ['a package that a source map shows', built('../src/a.ts', '../node_modules/lib/a.js'), [lib]],
  ['it once for several files', built('../node_modules/lib/a.js', '../node_modules/lib/dist/b.js'), [lib]],
  ['one with a scope', built('../node_modules/@y/lib/a.js'), [scoped]],
  ['a package whose generated code only a notice tells', { 'dist/a.js': '/*! Contains code of lib, MIT */' }, [lib]],
  ['each that a notice names', { 'dist/a.js': '/*! Contains code of lib and @y/lib, MIT */' }, [scoped, lib]],
  ['it once for map and notice', { ...built('../node_modules/lib/a.js'), 'dist/b.js': '/*! lib */' }, [lib]],
  ['nothing by a name in code or another comment', { 'dist/a.js': '/* lib */ import "lib"; // tool' }, []],
  ['nothing twice that is installed too', built('../node_modules/installed/a.js'), []],
])('an SBOM lists, beside what is installed, %s', async (_, files, added) => {
  const refs = added.map(({ purl }) => purl);
  expect(await sbomOf(files)).toEqual({
    ...before,
    components: [installed, ...added],
    dependencies: [
      { ref: own, dependsOn: [installed.purl, ...refs] },
      { ref: installed.purl, dependsOn: [] },
      ...refs.map((ref) => ({ ref, dependsOn: [] })),
    ],
  });
});

test.each([[null], [{}], [{ ...before, metadata: {} }], [{ ...before, components: undefined }]])(
  'an SBOM of another form is refused: %j',
  async (sbom) => {
    await expect(sbomOf({}, sbom)).rejects.toThrow('sbom.json is no SBOM of CycloneDX');
  },
);
