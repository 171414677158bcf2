import { type ClubcollectMessage, type ClubcollectRef, isTicketbridgeError } from '@ticketbridge/facade';
import { commitAbsences } from '../mirror/absences.ts';
import { commitMessages } from '../mirror/messages.ts';
import { commitThreads } from '../mirror/threads.ts';
import { addressOf, inParts, type Writing } from '../mirror/writing.ts';
import { Refusals } from '../refusals.ts';
import { throughThrottling } from '../through-throttling.ts';
import { stateIn } from './lists.ts';
import { believe, membersOf, restate } from './membership.ts';
import { readingOf } from './page.ts';
import { type Polling, put } from './polling.ts';

/** Threads that one poll reads at most: the others are hinted still. */
const AT_ONCE = 100;
/** Looks at all lists that do not have a thread until nothing is known of its state. */
const LOOKS = 2;

/** Notes that threads are to be read, since the lists do not tell what has become of them. */
export async function hint({ tx, account: { vendor, account } }: Writing, threads: readonly string[]): Promise<void> {
  for (const part of inParts(threads)) {
    await tx
      .updateTable('threads')
      .set({ hinted: 1 })
      .where((eb) => eb.and({ vendor, account }))
      .where('thread', 'in', part)
      .where('missing_since', 'is', null)
      .execute();
  }
}

/** Reads some of the threads that are hinted, each whole. One that cannot be read stays hinted. */
export async function readHinted(polling: Polling): Promise<void> {
  const hinted = await hintedOf(polling);
  const refusals = new Refusals();
  for (const id of hinted.slice(0, AT_ONCE)) await tryThread(polling, id, refusals);
  refusals.throwIfAll();
}

/** Reads all threads that are hinted: one that cannot be read keeps no first run from its end. */
export async function readAllHinted(polling: Polling): Promise<void> {
  const refusals = new Refusals(Number.POSITIVE_INFINITY);
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const hinted = await hintedOf(polling);
    if (hinted.length === 0 || hinted.length === before) return;
    before = hinted.length;
    for (const id of hinted) await tryThread(polling, id, refusals);
  }
}

async function hintedOf({ database, account: { vendor, account } }: Polling): Promise<readonly string[]> {
  const rows = await database.reader
    .selectFrom('threads')
    .select('thread')
    .where((eb) => eb.and({ vendor, account, hinted: 1 }))
    .execute();
  return rows.map(({ thread }) => thread);
}

async function tryThread(polling: Polling, id: string, refusals: Refusals): Promise<void> {
  const failure = await refusals.tolerate(() => readThread(polling, id));
  if (failure === null) return;
  const { vendor, account } = polling.account;
  await put(polling, ({ tx }) =>
    tx
      .updateTable('threads')
      .set({ failure })
      .where((eb) => eb.and({ vendor, account, thread: id }))
      .execute(),
  );
}

async function readThread(polling: Polling, id: string): Promise<void> {
  const messages = await readIfThere(polling, id);
  await put(polling, (writing) => (messages ? commitThread(writing, id, messages) : commitAbsence(writing, id)));
}

/** Reads all messages of a thread; `undefined` where the vendor does not have it. */
export async function readIfThere(polling: Polling, id: string): Promise<readonly ClubcollectMessage[] | undefined> {
  const { bridge, account, gate, signal } = polling;
  const ref = { vendor: 'clubcollect', account: account.account, id } as const;
  try {
    const { messages } = await throughThrottling(polling, () =>
      bridge.clubcollect.thread(ref, gate.options(account, signal)),
    );
    return messages;
  } catch (error) {
    if (!isAbsence(error)) throw error;
    return undefined;
  }
}

/** Tells whether the vendor does not have a thread, or no longer shows it to this partner. */
function isAbsence(error: unknown): boolean {
  return (
    isTicketbridgeError(error) &&
    ['not-found', 'forbidden', 'forbidden-or-throttled'].some((kind) => kind === error.kind)
  );
}

async function commitAbsence(writing: Writing, thread: string): Promise<void> {
  const members = await membersOf(writing.tx, writing.account, [thread]);
  await believe(
    writing.tx,
    null,
    (members.get(thread) ?? []).map(({ id }) => id),
  );
  await commitAbsences(writing, [thread]);
}

async function commitThread(writing: Writing, id: string, messages: readonly ClubcollectMessage[]): Promise<void> {
  const ref = { vendor: 'clubcollect', account: writing.account.account, id } as const;
  const readings = messages.map(readingOf);
  await commitMessages(writing, [{ ref, messages: readings, isWhole: true }]);
  const members = await membersOf(writing.tx, writing.account, [ref.id]);
  // The mirror does not know in which list a message without an id is.
  if (members.has(ref.id) || readings.some(({ native }) => !native)) return restate(writing, [ref.id]);
  await commitUnlisted(writing, ref);
}

/** Takes note that a thread is there, and in none of the lists. */
async function commitUnlisted(writing: Writing, ref: ClubcollectRef): Promise<void> {
  const { misses } = await writing.tx
    .selectFrom('threads')
    .select('misses')
    .where((eb) => eb.and(addressOf(ref)))
    .executeTakeFirstOrThrow();
  if (misses + 1 >= LOOKS) return commitThreads(writing, [{ ref, state: stateIn(undefined) }]);
  await commitAbsences(writing, [ref.id]);
  await hint(writing, [ref.id]);
}
