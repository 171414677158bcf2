import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type GeneratorJar, verifyJar } from '../src/generate/generator-jar.ts';

const JAR = 'the jar that was reviewed';
const CHECKSUMS = `${createHash('sha256').update(JAR).digest('hex')}  1.2.3.jar\n`;

/** A folder with the jar that `found` holds, if any, and a repository that answers with `served`. */
async function world({ found, served, name = '1.2.3.jar' }: { found?: string; served?: string; name?: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'generator-jar-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'versions', name);
  await mkdir(dirname(path));
  if (found !== undefined) await writeFile(path, found);
  const checksums = join(folder, 'jars.sha256');
  await writeFile(checksums, CHECKSUMS);
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(served === undefined ? 404 : 200).end(served);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const jar: GeneratorJar = { path, url: `http://127.0.0.1:${port}/the.jar`, checksums };
  return { jar, folder: dirname(path), requests: () => requests };
}

test('a jar of the right checksum is not downloaded', async () => {
  const { jar, requests } = await world({ found: JAR, served: 'another' });
  await verifyJar(jar);
  expect(requests()).toBe(0);
});

test('a missing jar is downloaded into its place', async () => {
  const { jar, folder } = await world({ served: JAR });
  await verifyJar(jar);
  expect(await readFile(jar.path, 'utf8')).toBe(JAR);
  expect(await readdir(folder)).toEqual(['1.2.3.jar']);
});

test.each(['', 'the jar that was reviewed\n', 'another'])(
  'a jar that holds %j is refused, with what to do',
  async (found) => {
    const { jar } = await world({ found, served: JAR });
    await expect(verifyJar(jar)).rejects.toThrow(/1\.2\.3\.jar is not the jar .* was not run[\s\S]*Delete the file/);
  },
);

test('a download of another checksum is refused and not kept', async () => {
  const { jar, folder } = await world({ served: 'another' });
  await expect(verifyJar(jar)).rejects.toThrow(/neither kept nor run[\s\S]*Run the command again/);
  expect(await readdir(folder)).toEqual([]);
});

test('a download that fails says so', async () => {
  const { jar, folder } = await world({});
  await expect(verifyJar(jar)).rejects.toThrow('cannot be downloaded: it answers 404');
  expect(await readdir(folder)).toEqual([]);
});

test('a version without a checksum is refused, also where its jar is there', async () => {
  const { jar, requests } = await world({ found: JAR, served: JAR, name: '1.2.4.jar' });
  await expect(verifyJar(jar)).rejects.toThrow('has no checksum of 1.2.4.jar');
  expect(requests()).toBe(0);
});

const root = join(import.meta.dirname, '../..');

test('the version that is pinned has a checksum', async () => {
  const { 'generator-cli': pinned } = JSON.parse(await readFile(join(root, 'scripts/openapitools.json'), 'utf8'));
  const checksums = await readFile(join(root, 'scripts/openapi-generator/jars.sha256'), 'utf8');
  expect(checksums).toMatch(new RegExp(`^[0-9a-f]{64}  ${pinned.version}\\.jar$`, 'm'));
});

test('whatever runs the generator goes the way that verifies its jar', async () => {
  const sources = (await readdir(join(root, 'scripts/src'), { recursive: true })).map((name) => `scripts/src/${name}`);
  const files = ['.ci/run', 'package.json', ...sources.filter((name) => /\.(ts|js)$/.test(name))];
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), 'utf8')] as const));
  const callers = texts.flatMap(([file, text]) => (/openapi-generator-cli/.test(text) ? [file] : []));
  expect(callers).toEqual(['scripts/src/generate/openapi-generator.ts']);
});
