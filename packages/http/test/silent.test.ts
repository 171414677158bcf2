import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { lettersClient } from './letters.ts';
import { answering, serve } from './server.ts';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('..', import.meta.url));

/** Runs a module in a process of its own; resolves to what it prints, once it has nothing left to do. */
async function runAlone(code: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { stdout, stderr } = await run(
    process.execPath,
    ['--conditions=@ticketbridge/source', '--input-type=module', '--eval', code],
    { cwd: folder, timeout: 30_000, env: { PATH: process.env.PATH } },
  );
  return { stdout, stderr };
}

test('a process ends as soon as its last call has: no timer is left', async () => {
  const { stdout, stderr } = await runAlone(`
    import { createOperations, verbatim } from '@ticketbridge/http';
    const list = { method: 'GET', path: '/', input: {}, success: { 200: 'array' }, errors: {} };
    const api = {
      vendor: 'letters', baseUrl: 'https://letters.example', operations: { list },
      secrets: { key: verbatim }, credential: { option: 'key', in: 'header', name: 'x-key' },
    };
    const fetch = async () => Response.json([]);
    const options = { key: 'a-key', fetch, maxPerSecond: 0.001 };
    const client = createOperations(api, options);
    const controller = new AbortController();
    const waiting = [client.list(), client.list({}, { signal: controller.signal })];
    await waiting[0];
    setImmediate(() => controller.abort());
    await waiting[1].catch(({ kind }) => console.log(kind));
  `);
  expect({ stdout, stderr }).toEqual({ stdout: 'aborted\n', stderr: '' });
});

test('calls make the platform warn of nothing: many with one signal, and one that is too late', async () => {
  const warnings: unknown[] = [];
  const listen = (warning: unknown) => void warnings.push(warning);
  process.on('warning', listen);
  const { baseUrl } = await serve(answering(200, []));
  const { signal } = new AbortController();
  const client = lettersClient({ baseUrl, maxConcurrent: 20 });
  await Promise.all(Array.from({ length: 50 }, () => client.listTags({}, { signal })));
  const slow = () => {
    const until = performance.now() + 5;
    while (performance.now() < until);
    return 'late-key';
  };
  await Promise.allSettled([lettersClient({ baseUrl, key: slow, deadline: 1 }).listTags()]);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', listen);
  expect(warnings).toEqual([]);
});

test('the source needs nothing but WHATWG fetch, URL and AbortSignal', async () => {
  const source = new URL('../src/', import.meta.url);
  // A folder is an entry of its own, with a peer.
  const files = (await readdir(source)).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(15);
  for (const file of files) {
    const text = await readFile(new URL(file, source), 'utf8');
    const imports = [...text.matchAll(/^(?:.*\bfrom|import) '([^']+)'/gm)].map(([, specifier]) => specifier);
    expect(imports.filter((specifier) => !specifier?.startsWith('./') || specifier.startsWith('./undici'))).toEqual([]);
    expect(text, file).not.toMatch(/\bimport\(/);
    expect(text, file).not.toMatch(
      /\b(process|Buffer|require|globalThis\.(?!fetch\b)\w+|console|__dirname)\b(?=[.([])/,
    );
  }
});
