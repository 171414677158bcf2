import type { RequestListener } from 'node:http';
import type { Fetch } from '@ticketbridge/http';
import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { INPUTS, type Letters, lettersClient, SAFE, WRITES } from './letters.ts';
import { answering, head, nobody, resetting, serve, stalling, writing } from './server.ts';
import { undici } from './transport.ts';

const OPERATIONS = [...SAFE, ...WRITES];
const STATUSES = [
  400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 421, 422, 423, 425, 429, 431, 451, 500, 501, 502, 503,
  504, 505, 507, 511, 599,
];
const FAULTS: readonly (readonly [string, RequestListener])[] = [
  ...STATUSES.map((status) => [String(status), answering(status, {})] as const),
  ['302', answering(302, undefined, { location: '/elsewhere' })],
  ['200, broken JSON', answering(200, '{"a":')],
  ['200, body cut off', writing(`${head(200, 100)}[`, 'end')],
  ['reset', resetting],
  ['404, body stalls', writing(head(404, 100), 'stall')],
  ['timeout', stalling],
];

type Name = keyof Letters;

async function measure(fetch: Fetch, operation: Name, fault: string, answer: RequestListener): Promise<string> {
  // A void success stands with its headers: what follows them is not read.
  if (operation === 'sendLetter' && fault.startsWith('200')) return '1 done';
  const { baseUrl, arrivals } = await serve(answer);
  const timeout = /timeout|stalls/.test(fault) ? 1_000 : undefined;
  const { kind, outcome, attempts } = await failureOf(
    lettersClient({ baseUrl, fetch, timeout })[operation](INPUTS[operation]),
  );
  const resent = fault === '421' && fetch === globalThis.fetch ? 2 : 1;
  expect(arrivals.length, `${operation}, ${fault}`).toBe(attempts * resent);
  return `${arrivals.length} ${kind}, ${outcome}`;
}

async function measureUnsent(fetch: Fetch, operation: Name, baseUrl: string): Promise<string> {
  let requests = 0;
  const counting: Fetch = (url, init) => {
    requests += 1;
    return fetch(url, init);
  };
  const { kind, outcome } = await failureOf(lettersClient({ baseUrl, fetch: counting })[operation](INPUTS[operation]));
  return `${requests} ${kind}, ${outcome}`;
}

const REFUSED = 'connection refused';
const BLOCKED = 'port that fetch blocks';

const LEGEND = `How many requests the server sees of one call that fails in the same way each time, then the error's kind and
outcome. The operations differ in whether they write and in what a 403 means: listLetters (reads; forbidden), listTags
(reads; throttled, repeatable), countLetters (reads; undocumented), sendLetter (writes; throttled, repeatable), replaceTags
(writes; undocumented). A 421 is sent a second time by the platform's fetch, as its standard asks; undici sends it once and
blocks no port, and is otherwise the same. Measured by \`retry-matrix.test.ts\`.`;

/** What each operation makes of each fault. */
async function matrix(fetch: Fetch): Promise<Map<string, readonly string[]>> {
  const all = (measured: (operation: Name) => Promise<string>) => Promise.all(OPERATIONS.map(measured));
  const rows = FAULTS.map(async ([fault, answer]) => {
    return [fault, await all((operation) => measure(fetch, operation, fault, answer))] as const;
  });
  const unsent = Object.entries({ [REFUSED]: await nobody(), [BLOCKED]: 'http://127.0.0.1:6000' });
  const unsentRows = unsent.map(async ([fault, baseUrl]) => {
    return [fault, await all((operation) => measureUnsent(fetch, operation, baseUrl))] as const;
  });
  return new Map(await Promise.all([...rows, ...unsentRows]));
}

function format(matrix: ReadonlyMap<string, readonly string[]>): string {
  const rows = [['fault', ...OPERATIONS], ...Array.from(matrix, ([fault, cells]) => [fault, ...cells])];
  const widths = [0, ...OPERATIONS.keys()].map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  rows.splice(
    1,
    0,
    widths.map((width) => '-'.repeat(width)),
  );
  const lines = rows.map((cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  return `# The retry matrix\n\n${LEGEND}\n\n${lines.join('\n')}\n`;
}

test('the retry matrix, and the same on undici but for what the platform does by itself', async () => {
  const platform = await matrix(globalThis.fetch);
  await expect(format(platform)).toMatchFileSnapshot('retry-matrix.md');
  const once = platform.get('421')?.map((cell) => cell.replace('2 ', '1 ')) ?? [];
  const open = platform.get(REFUSED) ?? [];
  expect(await matrix(undici)).toEqual(new Map([...platform, ['421', once], [BLOCKED, open]]));
});
