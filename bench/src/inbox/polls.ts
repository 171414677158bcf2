import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTicketbridge, type Vendor } from '@ticketbridge/facade';
import { table } from '../figures.ts';
import { median } from '../rounds.ts';
import { type Driven, openDriven } from './driven.ts';
import { search } from './search.ts';
import { Stateless } from './stateless.ts';
import { customerWrites, type Place, refOf, requestsTo, sourcesOf, startVendors, TITLES, VENDORS } from './vendors.ts';

const SIZES = [1_000, 10_000];
const MESSAGES = 10;
const QUIET_POLLS = 5;

interface Cost {
  readonly requests: number;
  readonly seconds: number;
}

interface Costs {
  readonly first: Cost;
  readonly quiet: Cost;
  readonly after: Cost;
  /** Of the rival: each of its polls. */
  readonly everything: Cost;
  /** JSON that the vendor sends for all messages. */
  readonly bytes: number;
}

/** One poll of an inbox in a file, in requests and in seconds, the file's size, and what it takes to search it. */
export async function polls(): Promise<string[]> {
  const requests: string[][] = [];
  const seconds: string[][] = [];
  const files: string[][] = [];
  const searches: string[] = [];
  for (const threads of SIZES) {
    await using place = await startVendors(threads);
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    const file = join(folder, 'inbox.sqlite');
    const driven = await openDriven(file, sourcesOf(place));
    const stateless = new Stateless(createTicketbridge(sourcesOf(place)));
    let sent = 0;
    let reading = 0;
    for (const vendor of VENDORS) {
      const costs = await costsOf(place, driven, stateless, vendor);
      const row = (cost: (cost: Cost) => number, digits: number) => rowOf(vendor, threads, costs, cost, digits);
      requests.push(row((cost) => cost.requests, 0));
      seconds.push(row((cost) => cost.seconds, 2));
      sent += costs.bytes;
      reading += costs.everything.seconds;
    }
    searches.push(await search(driven.inbox, file, threads, reading));
    await driven[Symbol.asyncDispose]();
    const { size } = await stat(file);
    files.push([String(threads), mebibytes(size), mebibytes(sent), (size / sent).toFixed(2)]);
    await rm(folder, { recursive: true });
  }
  const head = ['threads', 'first sync', 'quiet poll', `after ${MESSAGES} messages`, 'everything by the facade'];
  const ratios = ['quiet poll, x everything', `after ${MESSAGES}, x everything`];
  return [
    table('The inbox: requests', [...head, ...ratios], requests),
    table('The inbox: seconds', [...head, ...ratios], seconds),
    table(
      'The inbox: its file, with the full text of 3 messages a thread',
      ['threads of each vendor', 'MiB', "the vendors' JSON of the messages, MiB", 'x that'],
      files,
    ),
    ...searches,
  ];
}

async function costsOf(place: Place, driven: Driven, stateless: Stateless, vendor: Vendor): Promise<Costs> {
  const first = await costOf(place, () => driven.poll(vendor));
  await checkRequests(driven, vendor, first);
  await stateless.poll(vendor);
  const quiet: Cost[] = [];
  for (let poll = 0; poll < QUIET_POLLS; poll += 1) quiet.push(await costOf(place, () => driven.poll(vendor)));
  for (let index = 0; index < MESSAGES; index += 1) {
    await customerWrites(place, refOf(vendor, index * 7), `Novidade${vendor} ${index}?`);
  }
  const after = await costOf(place, () => driven.poll(vendor));
  let read = { found: 0, bytes: 0 };
  const everything = await costOf(place, async () => {
    read = await stateless.poll(vendor);
  });
  const found = await Array.fromAsync(driven.inbox.search(`novidade${vendor}`));
  if (found.length !== MESSAGES || read.found !== MESSAGES) throw new Error('A poll has not found all messages');
  return { first, quiet: middleOf(quiet), after, everything, bytes: read.bytes };
}

async function costOf(place: Place, work: () => Promise<void>): Promise<Cost> {
  const before = await requestsTo(place);
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  return { requests: (await requestsTo(place)) - before, seconds };
}

/** The inbox counts for itself what the sandbox counts. */
async function checkRequests({ inbox }: Driven, vendor: Vendor, { requests }: Cost): Promise<void> {
  const { accounts } = await inbox.status();
  const counted = accounts.find((account) => account.vendor === vendor)?.requests;
  if (counted !== requests) throw new Error(`The inbox counts ${counted} requests, and the sandbox ${requests}`);
}

function middleOf(costs: readonly Cost[]): Cost {
  return {
    requests: median(costs.map(({ requests }) => requests)),
    seconds: median(costs.map(({ seconds }) => seconds)),
  };
}

function rowOf(
  vendor: Vendor,
  threads: number,
  { first, quiet, after, everything }: Costs,
  figureOf: (cost: Cost) => number,
  digits: number,
): string[] {
  const figures = [first, quiet, after, everything].map((cost) => figureOf(cost).toFixed(digits));
  const ratios = [quiet, after].map((cost) => (figureOf(cost) / figureOf(everything)).toFixed(4));
  return [`${TITLES[vendor]}, ${threads}`, ...figures, ...ratios];
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
