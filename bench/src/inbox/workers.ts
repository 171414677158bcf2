import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Vendor } from '@ticketbridge/facade';
import { type Inbox, openInbox } from '@ticketbridge/inbox';
import { postgresStore } from '@ticketbridge/inbox/postgres';
import { hasServer, startCluster } from '../../../packages/inbox/test/postgres/cluster.ts';
import { table } from '../figures.ts';
import { type Place, refOf, slowDown, sourcesOf, startVendors, VENDORS } from './vendors.ts';

const WORKERS = [1, 4, 8];
const ACCOUNTS = 8;
const THREADS = 25;
const REPLIES = ACCOUNTS * THREADS * VENDORS.length;
/** Milliseconds that a vendor takes to answer: without them it is the processor that is measured. */
const LATENCY = 50;
/** Milliseconds between two looks at how far the workers are. */
const LOOK = 20;

interface Rates {
  readonly messages: number;
  readonly replies: number;
}

/** What processes that run one inbox on PostgreSQL get done in a second. */
export async function workers(): Promise<string> {
  const title = `The inbox on PostgreSQL: by so many processes, at vendors that take ${LATENCY} ms to answer`;
  if (!hasServer()) return `### ${title}\n\nNot measured: this machine has no PostgreSQL server.\n`;
  await using cluster = await startCluster();
  const rates: Rates[] = [];
  for (const count of WORKERS) {
    await using place = await startVendors(THREADS, ACCOUNTS);
    await slowDown(place, LATENCY);
    rates.push(await ratesOf(place, { url: cluster.url, schema: `workers_${count}` }, count));
  }
  const [alone] = rates;
  const cells = (rateOf: (rates: Rates) => number, one: Rates) =>
    rates.flatMap((all) => [rateOf(all).toFixed(0), (rateOf(all) / rateOf(one)).toFixed(2)]);
  if (!alone) throw new Error('Nothing was measured');
  return table(
    title,
    ['done a second, processes', ...WORKERS.flatMap((count) => [String(count), 'x 1'])],
    [
      [
        `messages of the first sync of ${ACCOUNTS} accounts of each vendor`,
        ...cells(({ messages }) => messages, alone),
      ],
      ['replies to as many threads', ...cells(({ replies }) => replies, alone)],
    ],
  );
}

/** The schema of a store. */
export interface Schema {
  readonly url: string;
  readonly schema: string;
}

async function ratesOf(place: Place, at: Schema, count: number): Promise<Rates> {
  await using inbox = await openInbox({
    store: postgresStore(at.url, { schema: at.schema }),
    sources: sourcesOf(place, ACCOUNTS),
  });
  const messages = ACCOUNTS * THREADS * 3 * VENDORS.length;
  const syncing = await secondsOf(place, at, count, () => isSynced(inbox));
  for (const vendor of VENDORS)
    await Promise.all(refsOf(vendor).map((ref) => inbox.outbox.reply(ref, `Olá, ${ref.id}!`)));
  const sending = await secondsOf(place, at, count, () => isSent(inbox));
  return { messages: messages / syncing, replies: REPLIES / sending };
}

function refsOf(vendor: Vendor) {
  return Array.from({ length: ACCOUNTS * THREADS }, (_, index) =>
    refOf(vendor, index % THREADS, Math.floor(index / THREADS)),
  );
}

/** Seconds from when so many processes, all of them ready, begin to run until it is over. */
async function secondsOf(place: Place, at: Schema, count: number, isOver: () => Promise<boolean>): Promise<number> {
  const processes = Array.from({ length: count }, () =>
    fork(fileURLToPath(new URL('worker.ts', import.meta.url)), [
      JSON.stringify(place),
      JSON.stringify(at),
      `${ACCOUNTS}`,
    ]),
  );
  await Promise.all(processes.map((child) => once(child, 'message')));
  const startedAt = performance.now();
  for (const child of processes) child.send('run');
  while (!(await isOver())) await new Promise((resolve) => setTimeout(resolve, LOOK));
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all(processes.map(ended));
  return seconds;
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.send('stop');
  const [code] = await exit;
  if (code !== 0) throw new Error(`A worker ended with ${code}`);
}

async function isSynced(inbox: Inbox): Promise<boolean> {
  const { accounts } = await inbox.status();
  return accounts.every(({ phase }) => phase === 'ready');
}

async function isSent(inbox: Inbox): Promise<boolean> {
  const { outbox } = await inbox.status();
  if (outbox.undecided > 0) throw new Error('A person had to decide');
  return outbox.queued + outbox.sending + outbox.unknown === 0;
}
