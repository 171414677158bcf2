// A daily triage report: what is active at each account, whose turn it is, and what has waited longest.
// Run: node src/triage.ts [--limit 20], with the variables of src/configuration.ts set. Exit code 1: an account could
// not be read; the report has the others.
import { parseArgs } from 'node:util';
import {
  type Anomaly,
  createTicketbridge,
  formatThreadRef,
  type Account as Owner,
  type State,
  type Thread,
  type TicketbridgeError,
} from '@ticketbridge/facade';
import { readAccounts } from './configuration.ts';
import { print, runProgram, UsageError } from './program.ts';
import { excerpt, tableLines } from './visible.ts';

/** An account's active threads. */
interface Account {
  readonly owner: Owner;
  readonly threads: Thread[];
  failure?: TicketbridgeError;
}

await runProgram('triage', async () => {
  const limit = readLimit();
  const accounts = await readActive();
  const failed = accounts.filter(({ failure }) => failure !== undefined);
  await report(accounts, limit, new Date());
  return failed.length > 0 ? 1 : 0;
});

function readLimit(): number {
  const { limit } = parseArgs({ options: { limit: { type: 'string', default: '20' } } }).values;
  if (!/^\d+$/.test(limit)) throw new UsageError('--limit must be a whole number: the rows to show of each table');
  return Number(limit);
}

async function readActive(): Promise<readonly Account[]> {
  const sources = readAccounts(process.env);
  const accounts = new Map(sources.map((owner): [string, Account] => [accountKey(owner), { owner, threads: [] }]));
  const onSourceError = (failure: TicketbridgeError, owner: Owner) => {
    const account = accounts.get(accountKey(owner));
    if (account) account.failure = failure;
  };
  // At ClubCollect a thread can stand in two lists; it comes once, from the first, that of threads whose turn is ours.
  const threads = createTicketbridge(sources).threads({ active: true, hydrate: true, onSourceError });
  for await (const thread of threads) accounts.get(accountKey(thread))?.threads.push(thread);
  return [...accounts.values()];
}

async function report(accounts: readonly Account[], limit: number, now: Date): Promise<void> {
  const threads = accounts.flatMap((account) => account.threads);
  const waiting = threads.filter(({ state }) => state.turn !== 'theirs').sort(byWaitingSince);

  await printTable(
    'Active threads',
    accounts.map((account) => accountRow(account, now)),
    accounts.length,
  );
  await printTable('Waiting, oldest first', waiting.map(waitingRow), limit);
  await printTable('Past their sla', threads.filter((thread) => isPastSla(thread, now)).map(slaRow), limit);
  await printTable(
    'Without an id: they can be seen, but not addressed',
    threads.filter(({ ref }) => !ref).map(waitingRow),
    limit,
  );
  await printTable(
    'Not of the documented form',
    threads.flatMap((thread) =>
      anomaliesOf(thread).map(({ pointer, expected }) => ({ thread: threadName(thread), pointer, expected })),
    ),
    limit,
  );
  await printTable(
    'Could not be read',
    accounts.flatMap(({ owner, failure }) => (failure ? [{ account: accountKey(owner), why: failure.message }] : [])),
    accounts.length,
  );
}

/** An account's counts; of one that could not be read whole they are what there is at least. */
function accountRow({ owner, threads, failure }: Account, now: Date) {
  const count = (found: readonly unknown[]) => (failure ? `${found.length}+` : found.length);
  const ofTurn = (turn: State['turn']) => count(threads.filter(({ state }) => state.turn === turn));
  return {
    vendor: owner.vendor,
    account: owner.account,
    active: count(threads),
    ours: ofTurn('ours'),
    theirs: ofTurn('theirs'),
    unknown: ofTurn('unknown'),
    'past sla': count(threads.filter((thread) => isPastSla(thread, now))),
    'without id': count(threads.filter(({ ref }) => !ref)),
    anomalies: count(threads.flatMap(anomaliesOf)),
  };
}

/** A BrandLovers thread waits since it was last touched, a ClubCollect one since the customer's first open message. */
function waitingSince(thread: Thread): Date | string | undefined {
  if (thread.vendor === 'brandlovers') return thread.updatedAt ?? thread.createdAt;
  const answered = thread.messages.findLastIndex(({ sender }) => sender !== 'CUSTOMER');
  return (thread.messages[answered + 1] ?? thread.messages.at(-1))?.sentAt;
}

/** Those of which no instant is known come last. */
function byWaitingSince(one: Thread, other: Thread): number {
  return timeOf(waitingSince(one)) - timeOf(waitingSince(other));
}

function timeOf(instant: Date | string | undefined): number {
  return instant instanceof Date ? instant.getTime() : Number.MAX_SAFE_INTEGER;
}

function isPastSla(thread: Thread, now: Date): boolean {
  return thread.vendor === 'brandlovers' && thread.sla instanceof Date && thread.sla < now;
}

function anomaliesOf(thread: Thread): readonly Anomaly[] {
  return thread.vendor === 'brandlovers' ? thread.anomalies : thread.messages.flatMap(({ anomalies }) => anomalies);
}

function waitingRow(thread: Thread) {
  return {
    thread: threadName(thread),
    turn: thread.state.turn,
    state: thread.state.native ?? 'not told',
    since: textOf(waitingSince(thread)),
    about: excerpt(thread.vendor === 'brandlovers' ? (thread.subject ?? thread.type) : thread.messages.at(-1)?.text),
  };
}

function slaRow(thread: Thread) {
  const sla = thread.vendor === 'brandlovers' ? textOf(thread.sla) : '';
  return { thread: threadName(thread), sla, state: thread.state.native ?? 'not told' };
}

function threadName(thread: Thread): string {
  return thread.ref ? formatThreadRef(thread.ref) : `${accountKey(thread)}: no id`;
}

function accountKey({ vendor, account }: Owner): string {
  return `${vendor}:${account}`;
}

function textOf(instant: Date | string | undefined): string {
  return instant instanceof Date ? `${instant.toISOString().slice(0, 16)}Z` : (instant ?? 'not told');
}

async function printTable(
  title: string,
  rows: readonly Readonly<Record<string, string | number>>[],
  limit: number,
): Promise<void> {
  if (rows.length === 0) return;
  const shown = rows.slice(0, limit);
  await print();
  await print(`${title}${shown.length < rows.length ? ` (${shown.length} of ${rows.length})` : ''}`);
  if (shown.length === 0) return;
  for (const line of tableLines(shown)) await print(line);
}
