import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { VENDORS } from './spec.ts';

const run = promisify(execFile);
/** Here every package of the workspace can be imported. */
const cwd = fileURLToPath(new URL('..', import.meta.url));
const packages = fileURLToPath(new URL('../../', import.meta.url));

const CLIENTS = VENDORS.map(({ name }) => name);
/** Those that run on anything with WHATWG fetch, URL and AbortSignal. */
const PORTABLE = ['http', ...CLIENTS, 'facade'];

/** What importing a module does to its process: the text of a program that prints it as JSON. */
const observing = (specifier: string) => `
  import dns from 'node:dns';
  import http from 'node:http';
  import net from 'node:net';
  delete process.env.NODE_COMPILE_CACHE;
  const seen = { environment: [], opened: 0, timers: 0 };
  // The platform's own loader reads some, whatever is imported.
  const reads = (name) => /node:internal/.test(new Error().stack.split('\\n')[3]) || seen.environment.push(name);
  process.env = new Proxy(process.env, {
    get: (env, name) => (reads(String(name)), env[name]),
    has: (env, name) => (reads(String(name)), name in env),
    ownKeys: (env) => (reads('*'), Reflect.ownKeys(env)),
    getOwnPropertyDescriptor: (env, name) => (reads(String(name)), Reflect.getOwnPropertyDescriptor(env, name)),
  });
  const opens = () => void seen.opened++;
  net.Socket.prototype.connect = opens;
  net.Server.prototype.listen = opens;
  http.request = opens;
  dns.lookup = opens;
  globalThis.fetch = opens;
  for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
    const start = globalThis[name];
    globalThis[name] = (...args) => (seen.timers++, start(...args));
  }
  const globals = Reflect.ownKeys(globalThis).length;
  const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  const before = listeners();
  await import(${JSON.stringify(specifier)});
  console.log(JSON.stringify({
    ...seen,
    listeners: listeners() - before,
    globals: Reflect.ownKeys(globalThis).length - globals,
    resources: process.getActiveResourcesInfo().filter((name) => !/Pipe|TTY/.test(name)),
  }));
`;

/** Imports a module in a process of its own and gives what the process printed, once it has nothing left to do. */
async function observe(specifier: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const { stdout, stderr } = await run(
    process.execPath,
    ['--conditions=@ticketbridge/source', '--input-type=module', '--eval', observing(specifier)],
    { cwd, timeout: 30_000, env: { PATH, NODE_COMPILE_CACHE } },
  );
  return { stdout, stderr };
}

describe('importing a package reads no environment, opens nothing, starts nothing and prints nothing', () => {
  test.each([...PORTABLE, 'sandbox', 'inbox'])('%s', async (name) => {
    const { stdout, stderr } = await observe(`@ticketbridge/${name}`);
    expect(stderr).toBe('');
    const nothing = { environment: [], opened: 0, timers: 0, listeners: 0, globals: 0, resources: [] };
    // Were anything else printed, this would not be JSON.
    expect(JSON.parse(stdout)).toEqual(nothing);
  });
});

describe('the observer notices', () => {
  const importing = (code: string) => observe(`data:text/javascript,${encodeURIComponent(code)}`);

  const EFFECTS: readonly [string, object][] = [
    ['process.env.HOME', { environment: ['HOME'] }],
    ["'HOME' in process.env", { environment: ['HOME'] }],
    ['Object.keys(process.env)', { environment: ['*', 'PATH'] }],
    ["fetch('https://example.com')", { opened: 1 }],
    ["import net from 'node:net'; net.connect(1)", { opened: 1 }],
    ["import http from 'node:http'; http.createServer().listen(0)", { opened: 1 }],
    ['setTimeout(() => {}, 0)', { timers: 1, resources: ['Timeout'] }],
    ["process.on('exit', () => {})", { listeners: 1 }],
    ['globalThis.left = 1', { globals: 1 }],
  ];
  const all: readonly [string, object] = [
    EFFECTS.map(([code]) => code).join(';\n'),
    {
      environment: ['HOME', 'HOME', '*', 'PATH'],
      ...{ opened: 3, timers: 1, listeners: 1, globals: 1, resources: expect.arrayContaining(['Timeout']) },
    },
  ];

  // Each starts a process: all at once are one, where not every case is asked for.
  test.each(process.env.EXHAUSTIVE ? EFFECTS : [all])('%s', async (code, effect) => {
    const { stdout } = await importing(code);
    expect(JSON.parse(stdout)).toMatchObject(effect);
  });
});

const BUILTINS = new Set(builtinModules);

/** What a source file needs that only Node has: its modules and its globals. Comments do not count. */
function nodeOnly(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
  const specifiers = [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"`])([^'"`]+)\1/g)].map(
    ([, , specifier = '']) => specifier,
  );
  const modules = specifiers.filter((specifier) => specifier.startsWith('node:') || BUILTINS.has(specifier));
  const globals = [...code.matchAll(/\bprocess\s*[.[?]|\bBuffer\b/g)].map(([use]) => use);
  return [...modules, ...globals];
}

describe('the source needs nothing that only Node has', () => {
  test.each(PORTABLE)('%s', (name) => {
    // The folder is an entry of its own, for Node alone.
    const files = globSync(`${name}/src/**/*.ts`, { cwd: packages, exclude: ['http/src/undici/**'] });
    expect(files).not.toEqual([]);
    const found = files.flatMap((file) =>
      nodeOnly(readFileSync(`${packages}${file}`, 'utf8')).map((use) => `${file}: ${use}`),
    );
    expect(found).toEqual([]);
  });

  test.each(CLIENTS)('%s: its generated files are read too', (name) => {
    const generated = globSync(`${name}/src/generated/*.ts`, { cwd: packages });
    expect(generated).toContain(`${name}/src/generated/operations.ts`);
  });

  test.each([
    ["import { get } from 'node:http';", 'node:http'],
    ["export * from 'fs/promises';", 'fs/promises'],
    ["import 'net';", 'net'],
    ["const os = await import('os');", 'os'],
    ["const os = require('os');", 'os'],
    ['const { HOME } = process.env;', 'process.'],
    ['const bytes = Buffer.from(text);', 'Buffer'],
  ])('what would need Node is noticed: %s', (source, use) => {
    expect(nodeOnly(source)).toEqual([use]);
  });

  test.each([
    "import { a } from './a.ts';",
    '/** A Buffer of process.env. */',
    '  // process.exit()',
    'let processed;',
  ])('what does not is let through: %s', (source) => {
    expect(nodeOnly(source)).toEqual([]);
  });
});
