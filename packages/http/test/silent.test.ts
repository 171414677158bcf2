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

/** What importing a module does to its process: the text of a program that prints it as JSON. */
const observing = (specifier: string) => `
  import net from 'node:net';
  import dns from 'node:dns';
  const seen = { environment: [], connections: 0, timers: 0, listeners: 0 };
  process.env = new Proxy(process.env, {
    get: (env, name) => (seen.environment.push(name), env[name]),
    has: (env, name) => (seen.environment.push(name), name in env),
    ownKeys: (env) => (seen.environment.push('*'), Reflect.ownKeys(env)),
  });
  net.Socket.prototype.connect = () => void seen.connections++;
  dns.lookup = () => void seen.connections++;
  for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
    const start = globalThis[name];
    globalThis[name] = (...args) => (seen.timers++, start(...args));
  }
  const globals = Reflect.ownKeys(globalThis).length;
  const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  const before = listeners();
  await import(${JSON.stringify(specifier)});
  const { environment, connections, timers } = seen;
  console.log(JSON.stringify({
    environment, connections, timers,
    listeners: listeners() - before,
    globals: Reflect.ownKeys(globalThis).length - globals,
    resources: process.getActiveResourcesInfo().filter((name) => !/Pipe|TTY/.test(name)),
  }));
`;

test('importing the package reads no environment, opens nothing, starts nothing and prints nothing', async () => {
  const [nothing, http] = await Promise.all([
    runAlone(observing('data:text/javascript,')),
    runAlone(observing('@ticketbridge/http')),
  ]);
  expect(http.stderr).toBe('');
  const { environment, ...effects } = JSON.parse(http.stdout);
  expect(effects).toEqual({ connections: 0, timers: 0, listeners: 0, globals: 0, resources: [] });
  // The platform's own loader reads some, whatever is imported.
  expect(new Set(environment)).toEqual(new Set(JSON.parse(nothing.stdout).environment));
});

test('a process ends as soon as its last call has: no timer is left', async () => {
  const { stdout, stderr } = await runAlone(`
    import { createOperations } from '@ticketbridge/http';
    import { createFinalURL, serializePrimitiveParam } from 'openapi-fetch';
    const list = { method: 'GET', path: '/', retry: 'safe', input: {}, success: { 200: 'array' }, errors: {} };
    const api = {
      source: 'letters', baseUrl: 'https://letters.example', credential: { in: 'header', name: 'x-key' }, operations: { list },
    };
    const fetch = async () => Response.json([]);
    const options = { key: 'a-key', fetch, maxPerSecond: 0.001 };
    const client = createOperations(api, 'key', options, createFinalURL, serializePrimitiveParam);
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
  const files = await readdir(source);
  expect(files.length).toBeGreaterThan(15);
  for (const file of files) {
    const text = await readFile(new URL(file, source), 'utf8');
    const imports = [...text.matchAll(/^(?:.*\bfrom|import) '([^']+)'/gm)].map(([, specifier]) => specifier);
    expect(imports.filter((specifier) => !specifier?.startsWith('./'))).toEqual([]);
    expect(text, file).not.toMatch(/\bimport\(/);
    expect(text, file).not.toMatch(
      /\b(process|Buffer|require|globalThis\.(?!fetch\b)\w+|console|__dirname)\b(?=[.([])/,
    );
  }
});
