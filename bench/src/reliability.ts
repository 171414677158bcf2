// pnpm reliability: how long calls take to settle when the server misbehaves, and how often it is asked. With --write
// the tables go into docs/reliability.md too.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrandloversOptions, createBrandlovers, type Fetch, isTicketbridgeError } from '@ticketbridge/brandlovers';
import { undiciFetch } from '@ticketbridge/http/undici';
import { table, writeFigures } from './figures.ts';
import { median } from './rounds.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const DEADLINE = 200;
const REPEATS = 15;

/** The `fetch` of every client below. */
const TRANSPORTS: readonly (readonly [title: string, fetch: Fetch | undefined])[] = [
  ["On the platform's fetch", undefined],
  ['Through undici', undiciFetch()],
];

const reports: string[] = [];
for (const [title, fetch] of TRANSPORTS) {
  const tables = [deadlines, aborts, retryAfter, retryBudget, writes];
  reports.push(`## ${title}\n`);
  for (const measure of tables) reports.push(await measure(fetch));
}
const report = reports.join('\n');
console.log(report);
if (process.argv.includes('--write')) await writeFigures('reliability.md', report);

async function deadlines(fetch: Fetch | undefined): Promise<string> {
  const cases: [string, Answer][] = [
    ['headers never come', () => {}],
    ['the body stalls after the headers', (_, response) => response.writeHead(200).write('{"tickets":')],
    [
      'one byte every 20 ms',
      (_, response) => {
        response.writeHead(200).write('{');
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ];
  const rows = [];
  for (const [name, answer] of cases) {
    await using server = await serve(fetch, answer);
    const client = server.client({ deadline: DEADLINE });
    const took = await measured(() => settled(client.listTickets()));
    rows.push([name, `${DEADLINE}`, ...took.map((ms) => (ms - DEADLINE).toFixed(1))]);
  }
  {
    await using server = await serve(fetch, () => {});
    const client = server.client({ deadline: DEADLINE, token: () => new Promise(() => {}) });
    const took = await measured(() => settled(client.listTickets()));
    rows.push(['the credential callback stalls', `${DEADLINE}`, ...took.map((ms) => (ms - DEADLINE).toFixed(1))]);
  }
  return table(
    'Deadlines: milliseconds by which a call settles after its deadline',
    ['case', 'deadline', 'median', 'worst'],
    rows,
  );
}

async function aborts(fetch: Fetch | undefined): Promise<string> {
  const rows = [];
  const phases: [string, Answer, BrandloversOptions | object][] = [
    ['before the headers', () => {}, {}],
    ['in the body', (_, response) => response.writeHead(200).write('{'), {}],
    [
      'in a pause of 60 s before the next attempt',
      (_, response) => response.writeHead(503, { 'retry-after': '60' }).end(),
      { deadline: 120_000 },
    ],
    ['in the credential callback', () => {}, { token: () => new Promise(() => {}) }],
  ];
  for (const [name, answer, options] of phases) {
    await using server = await serve(fetch, answer);
    const client = server.client(options);
    const times: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      const controller = new AbortController();
      const call = settled(client.listTickets({}, { signal: controller.signal }));
      await new Promise((resolve) => setTimeout(resolve, 30));
      const startedAt = performance.now();
      controller.abort();
      await call;
      times.push(performance.now() - startedAt);
    }
    rows.push([name, median(times).toFixed(2), Math.max(...times).toFixed(2)]);
  }
  return table('Aborts: milliseconds from the abort to the error', ['phase', 'median', 'worst'], rows);
}

async function retryAfter(fetch: Fetch | undefined): Promise<string> {
  const rows = [];
  for (const seconds of [1, 2]) {
    const arrivals: number[] = [];
    await using server = await serve(fetch, (_, response) => {
      arrivals.push(performance.now());
      if (arrivals.length === 1) response.writeHead(503, { 'retry-after': `${seconds}` }).end();
      else response.writeHead(200).end('{"tickets":[]}');
    });
    await server.client({}).listTickets();
    rows.push([`${seconds} s`, `came back after ${Math.round((arrivals[1] ?? 0) - (arrivals[0] ?? 0))} ms`]);
  }
  await using server = await serve(fetch, (_, response) => response.writeHead(503, { 'retry-after': '90' }).end());
  const startedAt = performance.now();
  const error = await settled(server.client({ deadline: 10_000 }).listTickets());
  const told = isTicketbridgeError(error) ? error.retryAfter : undefined;
  rows.push([
    '90 s under a deadline of 10 s',
    `failed after ${Math.round(performance.now() - startedAt)} ms, retryAfter ${told} ms`,
  ]);
  return table('Retry-After', ['told', 'what happened'], rows);
}

async function retryBudget(fetch: Fetch | undefined): Promise<string> {
  let down = true;
  let requests = 0;
  await using server = await serve(fetch, (_, response) => {
    requests += 1;
    if (down) response.writeHead(503).end();
    else if (requests === 1) response.writeHead(503).end();
    else response.writeHead(200).end('{"tickets":[]}');
  });
  const client = server.client({});
  await Promise.all(Array.from({ length: 200 }, () => settled(client.listTickets())));
  const sent = requests;
  down = false;
  requests = 0;
  // Two seconds without a failure are what the budget waits for.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const error = await settled(client.listTickets());
  return table(
    'Retry budget',
    ['case', 'figure'],
    [
      ['requests of 200 parallel calls to a server that only answers 503', `${sent}`],
      ['2.5 s after it recovers, a single 503 is retried', error === undefined ? 'yes' : 'no'],
    ],
  );
}

async function writes(fetch: Fetch | undefined): Promise<string> {
  const cases: [string, Answer][] = [
    ['reset before the headers', (request) => request.socket.resetAndDestroy()],
    ['500', (_, response) => response.writeHead(500).end()],
    ['503', (_, response) => response.writeHead(503).end()],
    ['timeout', () => {}],
    ['429', (_, response) => response.writeHead(429).end()],
    ['200 with a broken body', (_, response) => response.writeHead(200).end('{"a')],
  ];
  const rows = [];
  for (const [name, answer] of cases) {
    let seen = 0;
    await using server = await serve(fetch, (request, response) => {
      seen += 1;
      answer(request, response);
    });
    const input = { ticketId: '1', visibility: 'CUSTOMER', body: 'hi' } as const;
    const error = await settled(server.client({ deadline: 2_000, timeout: 300 }).addTicketMessage(input));
    rows.push([name, `${seen}`, isTicketbridgeError(error) ? `${error.kind}, ${error.outcome}` : 'success']);
  }
  return table('Writes: how often the server sees one message to a customer', ['fault', 'seen', 'told'], rows);
}

/** A server on loopback that answers like this, and clients of it. */
async function serve(fetch: Fetch | undefined, answer: Answer) {
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    client: (options: Partial<BrandloversOptions>) =>
      createBrandlovers({ token: 't', baseUrl: `http://127.0.0.1:${port}`, fetch, ...options }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The error of a call, or `undefined` for a success. */
async function settled(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** The median and the worst of how long `work` takes, in milliseconds. */
async function measured(work: () => Promise<unknown>): Promise<[median: number, worst: number]> {
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return [median(times), Math.max(...times)];
}
