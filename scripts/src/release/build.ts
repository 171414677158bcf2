import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { exists, filesIn } from './files.ts';
import { parseManifest } from './packages.ts';
import { run } from './run.ts';
import { parseMap } from './source-maps.ts';

/**
 * Lists where the built files of a package's folder are not those that its sources give now, one sentence each. It builds
 * the sources once more, elsewhere: times tell nothing, as a build may come from a cache and sources from a checkout.
 */
export async function problemsOfBuild(folder: string): Promise<string[]> {
  const { files = [] } = parseManifest(await readFile(join(folder, 'package.json'), 'utf8'), `${folder}/package.json`);
  const missing: string[] = [];
  // A package has its first changelog from its first release on.
  for (const file of files.filter((name) => name !== 'CHANGELOG.md')) {
    if (!(await exists(join(folder, file)))) missing.push(`${file} is missing.`);
  }
  if (missing.length > 0) return missing;
  const fresh = await mkdtemp(join(tmpdir(), 'ticketbridge-build-'));
  try {
    await run(join(folder, 'node_modules/.bin/tsdown'), ['--out-dir', fresh], { cwd: folder });
    return await differences(join(folder, 'dist'), fresh);
  } finally {
    await rm(fresh, { recursive: true });
  }
}

async function differences(dist: string, fresh: string): Promise<string[]> {
  const [there, wanted] = await Promise.all([filesIn(dist), filesIn(fresh)]);
  const problems = [
    ...wanted.filter((file) => !there.includes(file)).map((file) => `dist/${file} is missing.`),
    ...there.filter((file) => !wanted.includes(file)).map((file) => `dist/${file} is left from an earlier build.`),
  ];
  for (const file of wanted.filter((name) => there.includes(name))) {
    const [old, built] = await Promise.all([contentOf(dist, file), contentOf(fresh, file)]);
    if (old !== built) problems.push(`dist/${file} is not what the sources give now.`);
  }
  return problems;
}

/** Without what depends on the folder that was built into: a map names its sources from there. */
async function contentOf(folder: string, file: string): Promise<string> {
  const text = await readFile(join(folder, file), 'utf8');
  if (!file.endsWith('.js.map')) return text;
  const map: object = JSON.parse(text);
  const sources = parseMap(text).map(({ source }) => resolve(folder, dirname(file), source));
  return JSON.stringify({ ...map, sources });
}
