import type { BrandloversThread } from '@ticketbridge/facade';
import { commitAbsences } from '../mirror/absences.ts';
import { commitListed } from '../mirror/account.ts';
import { commitThreads } from '../mirror/threads.ts';
import type { PollContext } from '../poll.ts';
import { isRefused } from '../refusals.ts';
import { pagesThroughThrottling, throughThrottling } from '../through-throttling.ts';
import { refOf } from './look.ts';
import { threadReadingOf } from './readings.ts';

/** A page of an account's tickets, and where to go on after it. */
export interface TicketPage {
  readonly tickets: readonly BrandloversThread[];
  readonly position: string;
}

/** Lists all tickets of the account, page by page, each ticket once. */
export async function* ticketPages(context: PollContext, start?: string): AsyncGenerator<TicketPage> {
  const { bridge, gate, account, signal } = context;
  const list = (from: string | undefined) =>
    bridge.threads({ ...gate.options(account, signal), accounts: [account], from });
  for await (const { items, position } of pagesThroughThrottling(context, list, start)) {
    yield { tickets: items.filter((thread) => thread.vendor === 'brandlovers'), position };
  }
}

/** Lists all tickets: tells what changed of them, and which are not listed any more. */
export async function listTickets(context: PollContext): Promise<void> {
  const { account, database, clock } = context;
  const listedAt = clock.now();
  const { listed, unaddressable } = await listOnce(context);
  const absent = await absentFrom(context, listed);
  const missed = absent.length > 0 ? await stillAbsent(context, absent) : absent;
  await context.commit(async (tx) => {
    const writing = { tx, database, account, at: clock.now(), isSilent: false };
    await commitAbsences(writing, missed);
    await commitListed(writing, listedAt, unaddressable);
  });
}

async function listOnce(context: PollContext): Promise<{ listed: ReadonlySet<string>; unaddressable: number }> {
  const { account, database, clock } = context;
  const listed = new Set<string>();
  let unaddressable = 0;
  for await (const { tickets } of ticketPages(context)) {
    const readings = tickets.flatMap(threadReadingOf);
    const at = clock.now();
    await context.commit((tx) => commitThreads({ tx, database, account, at, isSilent: false }, readings));
    for (const { ref } of readings) listed.add(ref.id);
    unaddressable += tickets.length - readings.length;
  }
  return { listed, unaddressable };
}

/** Finds the threads that the mirror holds and a list does not. */
async function absentFrom({ database, account }: PollContext, listed: ReadonlySet<string>): Promise<readonly string[]> {
  const rows = await database.reader
    .selectFrom('threads')
    .select('thread')
    .where((eb) => eb.and({ vendor: account.vendor, account: account.account }))
    .where('missing_since', 'is', null)
    .execute();
  return rows.map(({ thread }) => thread).filter((thread) => !listed.has(thread));
}

/**
 * Lists again, and returns the threads that were absent twice: a list that moves while it is read by offset leaves one out.
 * A list without anything is not believed while something can be read that it should have.
 */
async function stillAbsent(context: PollContext, absent: readonly string[]): Promise<readonly string[]> {
  const { bridge, gate, account, signal } = context;
  const { listed } = await listOnce(context);
  const still = absent.filter((thread) => !listed.has(thread));
  const [one] = still;
  if (one === undefined || listed.size > 0) return still;
  try {
    await throughThrottling(context, () =>
      bridge.brandlovers.hasMoreMessages(refOf(context, one), 0, gate.options(account, signal)),
    );
    return [];
  } catch (error) {
    if (isRefused(error)) return still;
    throw error;
  }
}
