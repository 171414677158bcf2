import type { BrandloversRef } from '@ticketbridge/facade';
import type { Selectable } from 'kysely';
import type { Tx } from '../database.ts';
import { commitMessages } from '../mirror/messages.ts';
import type { MessageReading } from '../mirror/reading.ts';
import type { PollContext } from '../poll.ts';
import type { Refusals } from '../refusals.ts';
import type { ThreadsTable } from '../schema.ts';
import { sideBySide } from '../side-by-side.ts';
import { nextLook } from './pace.ts';
import { readWhole } from './read-whole.ts';

/** Threads that are asked for at the same time. The gate spaces their requests. */
const WIDTH = 4;
/** Threads whose readings are committed together: as much is read again after a crash. */
const AT_ONCE = 16;

/** A thread to look at. */
export type Due = Pick<Selectable<ThreadsTable>, 'thread' | 'message_count' | 'read_at'>;

/** Reads all messages of a thread, or nothing where nothing has come. */
export type LookFor = (due: Due, read: () => Promise<Messages>) => Promise<Messages>;

type Messages = readonly MessageReading[] | undefined;

/** A look at a thread that has ended. */
interface Look {
  readonly ref: BrandloversRef;
  /** Why it has failed, unless it succeeded. */
  readonly failure: string | null;
  readonly messages: Messages;
}

/** Columns of a {@link Due}. */
export const DUE = ['thread', 'message_count', 'read_at'] as const;

export interface LookOptions {
  readonly look: LookFor;
  readonly refusals: Refusals;
  readonly isSilent: boolean;
}

/**
 * Looks at threads, and commits what was read of each with when to look at it next. One that cannot be read stays hinted,
 * and is tried again then.
 *
 * @returns how many messages were read
 */
export async function lookAt(context: PollContext, threads: readonly Due[], options: LookOptions): Promise<number> {
  const held = await heldOf(context, threads);
  const looks: Look[] = [];
  try {
    await sideBySide(threads, WIDTH, async (due) => {
      const ref = refOf(context, due.thread);
      const read = () => readWhole(context, ref, held.get(due.thread) ?? new Set());
      let messages: Messages;
      const failure = await options.refusals.tolerate(async () => {
        messages = await options.look(due, read);
      });
      looks.push({ ref, failure, messages });
    });
  } finally {
    if (looks.length > 0) await commitLooks(context, looks, options.isSilent);
  }
  return looks.reduce((count, { messages }) => count + (messages?.length ?? 0), 0);
}

async function commitLooks(context: PollContext, looks: readonly Look[], isSilent: boolean): Promise<void> {
  const { account, database, clock } = context;
  const readings = looks.flatMap(({ ref, messages }) => (messages ? [{ ref, messages, isWhole: true }] : []));
  await context.commit(async (tx) => {
    const at = clock.now();
    await commitMessages({ tx, database, account, at, isSilent }, readings);
    await schedule(tx, context, looks, at);
  });
}

/** Splits threads into those that are looked at together. */
export function together(threads: readonly Due[]): readonly (readonly Due[])[] {
  return Array.from({ length: Math.ceil(threads.length / AT_ONCE) }, (_, index) =>
    threads.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
}

export function refOf({ account: { account } }: Pick<PollContext, 'account'>, id: string): BrandloversRef {
  return { vendor: 'brandlovers', account, id };
}

/** Lists the ids of the messages that the mirror holds of each thread. */
async function heldOf(
  { database, account }: PollContext,
  threads: readonly Due[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const read = threads.filter(({ message_count }) => message_count > 0).map(({ thread }) => thread);
  if (read.length === 0) return new Map();
  const rows = await database.reader
    .selectFrom('messages')
    .select(['id', 'thread'])
    .where((eb) => eb.and({ vendor: account.vendor, account: account.account }))
    .where('thread', 'in', read)
    .where('gone_at', 'is', null)
    .execute();
  const held = new Map(read.map((thread) => [thread, new Set<string>()]));
  for (const { id, thread } of rows) held.get(thread)?.add(id);
  return held;
}

async function schedule(
  tx: Tx,
  { account, intervals }: PollContext,
  looks: readonly Look[],
  at: number,
): Promise<void> {
  const ofAccount = { vendor: account.vendor, account: account.account };
  const failures = new Map(looks.map(({ ref, failure }) => [ref.id, failure]));
  const rows = await tx
    .selectFrom('threads')
    .select(['thread', 'changed_at'])
    .where((eb) => eb.and(ofAccount))
    .where(
      'thread',
      'in',
      looks.map(({ ref }) => ref.id),
    )
    .execute();
  for (const { thread, changed_at } of rows) {
    const failure = failures.get(thread) ?? null;
    await tx
      .updateTable('threads')
      .set({ probe_at: nextLook(changed_at, at, intervals, failure !== null), failure })
      .where((eb) => eb.and({ ...ofAccount, thread }))
      .execute();
  }
}
