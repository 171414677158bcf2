// pnpm bench: per-call overhead, requests per second, size and import time against named rivals, all in this one run, and
// how generation grows with a spec, and how long the command takes that rates a change of one; then the sandbox, and the
// inbox. `pnpm bench PART ...` measures parts alone. With --write the tables go into docs/performance.md too.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createClubcollect, paging } from '@ticketbridge/clubcollect';
import { clubcollectSource, createTicketbridge } from '@ticketbridge/facade';
import { build } from 'esbuild';
import type { AnyFetch, App } from './app.ts';
import { CONTENDERS, SENDERS } from './contenders.ts';
import { table, writeFigures } from './figures.ts';
import { growth } from './growth.ts';
import { INBOX } from './inbox/index.ts';
import { median, rateOf, takeTurns } from './rounds.ts';
import { sandbox } from './sandbox/index.ts';
import { specDiff } from './spec-diff.ts';

const ROUNDS = 7;
const ROUND_MS = 300;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What can be measured by itself: each part has a place of its own on the page. */
const PARTS: Readonly<Record<string, () => Promise<string[]>>> = {
  clients: async () => [
    await overhead('Per-call overhead with a stub fetch, GET', (app) => app.listTickets()),
    await overhead('Per-call overhead with a stub fetch, POST', (app) => app.addTicketMessage()),
    ...(await loopback()),
    await size(),
    importTime(),
    await lookAhead(),
    await growth(),
    await specDiff(),
  ],
  sandbox,
  ...INBOX,
};

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const wanted = Object.entries(PARTS).filter(
  ([part]) => positionals.length === 0 || positionals.some((name) => part === name || part.startsWith(`${name}-`)),
);
if (wanted.length === 0) throw new Error(`There is only ${Object.keys(PARTS).join(', ')}`);
for (const [part, measure] of wanted) {
  const report = (await measure()).join('\n');
  console.log(report);
  if (values.write) await writeFigures('performance.md', report, part);
}

/** Microseconds a call, and how many times raw fetch's and openapi-fetch's that is. */
async function overhead(title: string, call: (app: App) => Promise<unknown>): Promise<string> {
  const body = JSON.stringify({ tickets: [{ ticketId: '1', status: 'OPEN' }], metadata: [] });
  const stub: AnyFetch = async (input, init) => {
    const method = input instanceof Request ? input.method : init?.method;
    return method === 'GET'
      ? new Response(body, { headers: { 'content-type': 'application/json' } })
      : new Response(null, { headers: { 'content-length': '0' } });
  };
  const rates = await takeTurns(
    CONTENDERS.map(([name, create]) => {
      const app = create('https://stub.example/v1', stub);
      return { name, run: (ms) => rateOf(() => call(app), 1, ms) };
    }),
    ROUNDS,
    ROUND_MS,
  );
  const micros = new Map(Array.from(rates, ([name, rate]) => [name, 1_000_000 / rate]));
  return ranked(title, ['client', 'µs a call', 'x raw fetch', 'x openapi-fetch'], micros, (value) => [
    value.toFixed(1),
    ratio(value, micros.get('raw-fetch')),
    ratio(value, micros.get('openapi-fetch')),
  ]);
}

/** Requests a second to a server of another process, and the memory that they take. */
async function loopback(): Promise<string[]> {
  const server = fork(here('server.ts'));
  const [address] = await once(server, 'message');
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const results: string[] = [];
  for (const [verb, call] of Object.entries<(app: App) => Promise<unknown>>({
    POST: (app) => app.addTicketMessage(),
    GET: (app) => app.listTickets(),
  })) {
    for (const workers of [1, 50, 500]) {
      const rates = await takeTurns(
        SENDERS.map(([name, create]) => {
          const app = create(baseUrl, (input, init) => fetch(input, init));
          return { name, run: (ms) => rateOf(() => call(app), workers, ms) };
        }),
        ROUNDS,
        ROUND_MS * 2,
      );
      results.push(
        ranked(
          `${verb} requests a second on loopback, ${workers} at once`,
          ['client', 'requests/s', 'x raw fetch'],
          rates,
          (value) => [value.toFixed(0), ratio(value, rates.get('raw-fetch'))],
        ),
      );
    }
  }
  results.push(memory(baseUrl));
  server.disconnect();
  await once(server, 'exit');
  return results;
}

/** What 10 000 calls take of a fresh process: at most while they run, and what is left of them afterwards. */
function memory(baseUrl: string): string {
  const rows = SENDERS.map(([name]) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', here('memory.ts'), name, baseUrl]);
    if (stderr.length > 0) throw new Error(stderr.toString());
    const { peak, kept } = JSON.parse(stdout.toString());
    return [name, (peak / 2 ** 20).toFixed(1), (kept / 2 ** 10).toFixed(0)];
  });
  return table('Memory of 10 000 calls, 50 at once, half of them writes', ['client', 'peak, MiB', 'left, KiB'], rows);
}

/** Bytes of an app that calls all five operations, minified and gzipped. */
async function size(): Promise<string> {
  const bytes = new Map<string, number>();
  for (const [name] of CONTENDERS) {
    const { outputFiles } = await build({
      stdin: { contents: `export { create } from './apps/${name}.ts'`, resolveDir: here('.') },
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      legalComments: 'none',
    });
    bytes.set(name, gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength);
  }
  return ranked(
    'App that calls all five BrandLovers operations, minified and gzipped',
    ['client', 'bytes', 'x openapi-fetch'],
    bytes,
    (value) => [String(value), ratio(value, bytes.get('openapi-fetch'))],
  );
}

/** Milliseconds that importing a client takes in a fresh process. */
function importTime(): string {
  const packages = {
    'openapi-fetch': 'openapi-fetch',
    ticketbridge: '@ticketbridge/brandlovers',
    'ticketbridge-undici, beside it': '@ticketbridge/http/undici',
    'hey-api': '@hey-api/client-fetch',
    ky: 'ky',
  };
  const times = new Map(
    Object.entries(packages).map(([name, specifier]) => {
      const code = `const t = performance.now(); await import('${specifier}'); console.log(performance.now() - t)`;
      const run = () =>
        Number(spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: join(here('.'), '..') }).stdout);
      return [name, median(Array.from({ length: 15 }, run))];
    }),
  );
  return ranked('Import in a fresh process', ['client', 'ms', 'x openapi-fetch'], times, (value) => [
    value.toFixed(1),
    ratio(value, times.get('openapi-fetch')),
  ]);
}

/** Milliseconds to read a ClubCollect list of 24 pages at 50 ms a page. */
async function lookAhead(): Promise<string> {
  const PAGES = 24;
  const delayed = async (url: string) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const page = Number(new URL(url).searchParams.get(paging.listCompanyTickets.page));
    const ticket = { invoice_id: `i${page}`, ticket_id: `t${page}`, message: 'm', sender: 'CUSTOMER', date: '-' };
    const totals = { page_number: page, page_size: 1, total_entries: PAGES, total_pages: PAGES };
    return Response.json({ tickets: [ticket], page: totals });
  };
  const client = createClubcollect({ apiKey: 'k', baseUrl: 'https://stub.example', fetch: delayed });
  const bridge = createTicketbridge(clubcollectSource(client, { companyId: 'c' }));
  const times = new Map<string, number>();
  for (const lookAhead of [0, 12]) {
    const startedAt = performance.now();
    const threads = await Array.fromAsync(bridge.threads({ turn: 'ours', lookAhead }));
    if (
      threads.map(({ ref }) => ref?.id).join() !== Array.from({ length: PAGES }, (_, index) => `i${index + 1}`).join()
    ) {
      throw new Error('the order was not kept');
    }
    times.set(lookAhead === 0 ? 'one by one' : `${lookAhead} pages ahead`, performance.now() - startedAt);
  }
  const oneByOne = times.get('one by one') ?? Number.NaN;
  return ranked(
    `A ClubCollect list of ${PAGES} pages at 50 ms a page, in order`,
    ['reading', 'ms', 'times faster'],
    times,
    (value) => [value.toFixed(0), ratio(oneByOne, value)],
  );
}

function ratio(value: number, reference: number | undefined): string {
  return reference === undefined ? '' : (value / reference).toFixed(2);
}

/** A table with one row a contender. */
function ranked(
  title: string,
  head: readonly string[],
  values: ReadonlyMap<string, number>,
  cells: (value: number) => string[],
): string {
  return table(
    title,
    head,
    Array.from(values, ([name, value]) => [name, ...cells(value)]),
  );
}
