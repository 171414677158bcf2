import { isTicketbridgeError } from '@ticketbridge/facade';
import { commitReady } from '../mirror/account.ts';
import { commitThreads } from '../mirror/threads.ts';
import type { PollContext, PollProgress } from '../poll.ts';
import { Refusals } from '../refusals.ts';
import { type TicketPage, ticketPages } from './list.ts';
import { DUE, type Due, lookAt, together } from './look.ts';
import { threadReadingOf } from './readings.ts';

/** Times that a list is read again which has moved while it was read. */
const LISTINGS = 3;

/** How far the first run is, where it is listing tickets. */
interface Progress {
  /** When it began. */
  readonly listedAt: number;
  /** Where the list goes on. */
  readonly from?: string | undefined;
  readonly unaddressable: number;
}

/** Reads everything, without a word to anybody, and goes on where it was stopped. */
export async function firstRun(context: PollContext, phase: 'listing' | 'reading'): Promise<void> {
  if (phase === 'listing') await listAll(context);
  const unread = await unreadOf(context);
  await readAll(
    context,
    unread.filter(({ probe_at }) => probe_at === null),
    new Refusals(),
  );
  await readAgain(context);
  const { account, database, clock } = context;
  const { listedAt } = await progressOf(context);
  await context.commit((tx) => commitReady({ tx, database, account, at: clock.now(), isSilent: true }, listedAt));
}

/**
 * Tries again what could not be read, as long as that helps: what is left had no luck, or cannot be read, and nothing waits
 * for it any longer.
 */
async function readAgain(context: PollContext): Promise<void> {
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const unread = await unreadOf(context);
    if (unread.length === 0 || unread.length === before) return;
    before = unread.length;
    // It throws where it is the vendor that fails.
    await ticketPages(context).next();
    const refusals = new Refusals(Number.POSITIVE_INFINITY);
    await readAll(context, unread, refusals);
    if (!(await isAnyRead(context))) refusals.throwIfAll();
  }
}

/** Lists all tickets, and again where the list has moved meanwhile: one that it left out must not be new afterwards. */
async function listAll(context: PollContext): Promise<void> {
  let listing = await listFrom(context, await progressOf(context));
  for (let again = 0; listing.hasMoved && again < LISTINGS; again += 1) {
    listing = await listOnce(context, fromStart(listing.progress));
  }
  await context.commit((tx) =>
    tx
      .updateTable('accounts')
      .set({ phase: 'reading', unaddressable: listing.progress.unaddressable })
      .where((eb) => eb.and(ofAccount(context)))
      .execute(),
  );
}

/** A listing that has come to its end. */
interface Listing {
  readonly progress: Progress;
  /** Whether tickets were listed twice, so that others may have been left out. */
  readonly hasMoved: boolean;
}

async function listFrom(context: PollContext, progress: Progress): Promise<Listing> {
  try {
    return await listOnce(context, progress);
  } catch (error) {
    // A position that another version wrote: what it listed is known already.
    if (!isTicketbridgeError(error) || error.kind !== 'invalid-input' || progress.from === undefined) throw error;
    return listOnce(context, fromStart(progress));
  }
}

async function listOnce(context: PollContext, begun: Progress): Promise<Listing> {
  let progress = begun;
  let hasMoved = false;
  let longest = 0;
  let isShort = false;
  for await (const page of ticketPages(context, begun.from)) {
    // What a page before had already is left out of a page, so that it is shorter than others though it is not the last.
    hasMoved ||= isShort && page.tickets.length > 0;
    longest = Math.max(longest, page.tickets.length);
    isShort = page.tickets.length < longest;
    progress = await commitPage(context, page, progress);
  }
  return { progress, hasMoved };
}

function fromStart(progress: Progress): Progress {
  return { ...progress, from: undefined, unaddressable: 0 };
}

async function commitPage(
  context: PollContext,
  { tickets, position }: TicketPage,
  { listedAt, unaddressable }: Progress,
): Promise<Progress> {
  const { account, database, clock } = context;
  const readings = tickets.flatMap(threadReadingOf);
  const progress = { listedAt, from: position, unaddressable: unaddressable + tickets.length - readings.length };
  await context.commit(async (tx) => {
    await commitThreads({ tx, database, account, at: clock.now(), isSilent: true }, readings);
    await tx
      .updateTable('accounts')
      .set({ progress: JSON.stringify(progress) })
      .where((eb) => eb.and(ofAccount(context)))
      .execute();
  });
  context.progress(await countsOf(context));
  return progress;
}

async function readAll(context: PollContext, unread: readonly Due[], refusals: Refusals): Promise<void> {
  const { threads, messages: before } = await countsOf(context);
  let messages = before;
  for (const part of together(unread)) {
    messages += await lookAt(context, part, { look: (_, read) => read(), refusals, isSilent: true });
    context.progress({ threads, messages });
  }
}

async function unreadOf(context: PollContext) {
  return context.database.reader
    .selectFrom('threads')
    .select([...DUE, 'probe_at'])
    .where((eb) => eb.and({ ...ofAccount(context), is_read: 0 }))
    .execute();
}

async function isAnyRead(context: PollContext): Promise<boolean> {
  const read = await context.database.reader
    .selectFrom('threads')
    .select('thread')
    .where((eb) => eb.and({ ...ofAccount(context), is_read: 1 }))
    .limit(1)
    .execute();
  return read.length > 0;
}

async function progressOf(context: PollContext): Promise<Progress> {
  const { progress } = await context.database.reader
    .selectFrom('accounts')
    .select('progress')
    .where((eb) => eb.and(ofAccount(context)))
    .executeTakeFirstOrThrow();
  return progress === null ? { listedAt: context.clock.now(), unaddressable: 0 } : JSON.parse(progress);
}

async function countsOf(context: PollContext): Promise<PollProgress> {
  const { threads, messages } = await context.database.reader
    .selectFrom('threads')
    .select(({ fn }) => [fn.countAll<number>().as('threads'), fn.sum<number>('message_count').as('messages')])
    .where((eb) => eb.and(ofAccount(context)))
    .executeTakeFirstOrThrow();
  return { threads: Number(threads), messages: Number(messages) };
}

function ofAccount({ account: { vendor, account } }: PollContext): { vendor: string; account: string } {
  return { vendor, account };
}
