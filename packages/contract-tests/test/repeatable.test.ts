import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Api, createOperations, isTicketbridgeError } from '@ticketbridge/http';
import { checkSpec, generateFiles } from '@ticketbridge/scripts';
import { expect, test } from 'vitest';
import type { Node } from './generated-values.ts';
import { scratchFolder } from './scratch.ts';
import { answering, serve } from './server.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
/** With the kind that the spec gives to it, where it may give one. */
const REFUSALS = {
  401: 'unauthorized',
  403: 'throttled',
  404: 'not-found',
  408: 'rejected',
  409: 'rejected',
  425: 'rejected',
  429: 'throttled',
  500: undefined,
  501: undefined,
  502: undefined,
  503: undefined,
  504: undefined,
} as const;
const STATUSES = Object.keys(REFUSALS).map(Number);
/** Sent again whatever the spec says: by any call, and by one that only reads. */
const PASSING = { any: [425, 429], reads: [408, 500, 502, 503, 504] };

/** Tells whether a spec marks a status of an operation. Each status is marked in some operations, and not in others. */
type Mark = (method: string, status: number) => boolean;

const isMarked: Mark = (method, status) => (METHODS.indexOf(method) + STATUSES.indexOf(status)) % 2 === 0;
const SPECS: readonly (readonly [string, Mark])[] = [
  ['a spec', isMarked],
  ['the same spec with every mark moved', (method, status) => !isMarked(method, status)],
];

function specOf(isMarked: Mark): Node {
  const operations = METHODS.map((method): [string, Node] => {
    const refusals = Object.entries(REFUSALS).map(([status, kind]) => [
      status,
      {
        description: `Refused by ${status}.`,
        ...(kind && { 'x-error-kind': kind }),
        ...(isMarked(method, Number(status)) && { 'x-repeatable': true }),
      },
    ]);
    return [
      `/${method}`,
      {
        [method]: {
          operationId: `${method}Note`,
          summary: `Call ${method}`,
          description: 'Calls it.',
          tags: ['Notes'],
          responses: { '200': { description: 'Done.' }, ...Object.fromEntries(refusals) },
        },
      },
    ];
  });
  return {
    openapi: '3.1.0',
    info: { title: 'Notes', version: '1', description: 'Notes.', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: 'https://notes.test' }],
    tags: [{ name: 'Notes', description: 'Notes.' }],
    paths: Object.fromEntries(operations),
  };
}

/** Generates a client of a spec; resolves to its table and its inventory. */
async function generated(spec: Node): Promise<{ api: Api; inventory: string }> {
  const folder = await scratchFolder();
  const file = join(folder, 'openapi.yaml');
  await writeFile(file, JSON.stringify(spec));
  const checked = await checkSpec(file, { vendor: 'notes' });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  for (const [name, text] of Object.entries(await generateFiles('notes', checked.document))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { api } = await import(join(folder, 'src/generated/operations.ts'));
  return { api, inventory: await readFile(join(folder, 'api.md'), 'utf8') };
}

/** Calls an operation that a server refuses each time; says how often it arrived and what the error proves. */
async function refused(api: Api, method: string, status: number) {
  const { origin, arrivals } = await serve(answering(status));
  const client = createOperations<Record<string, () => Promise<unknown>>>(api, { baseUrl: origin });
  const error = await client[`${method}Note`]?.().catch((reason: unknown) => reason);
  if (!isTicketbridgeError(error)) throw error;
  return { arrived: arrivals.length, attempts: error.attempts, outcome: error.outcome, documented: error.documented };
}

/** The statuses of an operation that the inventory calls sent again. */
function sentAgain(inventory: string, method: string): number[] {
  const [, section = ''] = inventory.split(`### \`${method}Note\``);
  return [...(section.split('###')[0] ?? '').matchAll(/^\| (\d+) \| `[a-z-]+` \| yes \|/gm)].map(([, status]) =>
    Number(status),
  );
}

test.each(SPECS)(
  '%s: a call is sent again after the statuses that are marked, and the inventory says so',
  async (_, isMarked) => {
    const { api, inventory } = await generated(specOf(isMarked));
    const pairs = METHODS.flatMap((method) => STATUSES.map((status) => ({ method, status })));
    const measured = await Promise.all(
      pairs.map(async ({ method, status }) => ({ method, status, ...(await refused(api, method, status)) })),
    );
    const expected = pairs.map(({ method, status }) => {
      const isPassing = PASSING.any.includes(status) || (method === 'get' && PASSING.reads.includes(status));
      const requests = isMarked(method, status) || isPassing ? 3 : 1;
      const isRefused = isMarked(method, status) || (status < 500 && status !== 408);
      const outcome = isRefused ? 'refused' : 'unknown';
      return { method, status, arrived: requests, attempts: requests, outcome, documented: true };
    });
    expect(measured).toEqual(expected);
    for (const method of METHODS) {
      const repeated = measured.filter((call) => call.method === method && call.arrived > 1);
      expect(sentAgain(inventory, method)).toEqual(repeated.map(({ status }) => status));
    }
  },
);
