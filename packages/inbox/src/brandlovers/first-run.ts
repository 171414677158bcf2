import { isTicketbridgeError } from '@ticketbridge/facade';
import { commitReady } from '../mirror/account.ts';
import { commitThreads } from '../mirror/threads.ts';
import type { PollContext, PollProgress } from '../poll.ts';
import { Refusals } from '../refusals.ts';
import { type TicketPage, ticketPages } from './list.ts';
import { DUE, type Due, lookAt, together } from './look.ts';
import { threadReadingOf } from './readings.ts';

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
  await readAgain(context, await unreadOf(context));
  const { account, database, clock } = context;
  const { listedAt } = await progressOf(context);
  await context.commit((tx) => commitReady({ tx, database, account, at: clock.now(), isSilent: true }, listedAt));
}

/** Tries again what could not be read: that had bad luck, or cannot be read, and nothing waits for it any longer. */
async function readAgain(context: PollContext, unread: readonly Due[]): Promise<void> {
  if (unread.length === 0) return;
  // It throws where it is the vendor that fails.
  await ticketPages(context).next();
  const refusals = new Refusals(Number.POSITIVE_INFINITY);
  await readAll(context, unread, refusals);
  if (!(await isAnyRead(context))) refusals.throwIfAll();
}

async function listAll(context: PollContext): Promise<void> {
  let progress = await progressOf(context);
  try {
    for await (const page of ticketPages(context, progress.from)) progress = await commitPage(context, page, progress);
  } catch (error) {
    // A position that another version wrote: what it listed is known already.
    if (!isTicketbridgeError(error) || error.kind !== 'invalid-input' || progress.from === undefined) throw error;
    progress = { ...progress, from: undefined, unaddressable: 0 };
    for await (const page of ticketPages(context)) progress = await commitPage(context, page, progress);
  }
  await context.commit((tx) =>
    tx
      .updateTable('accounts')
      .set({ phase: 'reading', unaddressable: progress.unaddressable })
      .where((eb) => eb.and(ofAccount(context)))
      .execute(),
  );
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
