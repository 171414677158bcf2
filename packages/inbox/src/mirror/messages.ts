import type { ThreadRef } from '@ticketbridge/facade';
import type { Insertable } from 'kysely';
import { appendEvents, type Happening } from '../events/append.ts';
import { forgottenTexts } from '../outbox/forgotten.ts';
import { awaitedThreads, matchEntries } from '../outbox/match.ts';
import type { MessagesTable } from '../schema.ts';
import { wordsOf } from '../words.ts';
import { type Difference, differenceOf, type Placed } from './difference.ts';
import { forgottenBefore } from './forgotten.ts';
import { type Held, heldOf } from './held.ts';
import type { MessageReading, MessagesReading } from './reading.ts';
import { addressOf, inParts, type Writing } from './writing.ts';

/** A thread that was read, and what the reading changes. */
interface Change {
  readonly reading: MessagesReading;
  readonly held: Held;
  readonly difference: Difference;
}

/**
 * Puts messages of threads into the mirror, which must hold the threads, each once. A reading that is whole also tells
 * which messages are gone, and settles the hint of its thread. What is held already stays as it is: a text that was purged
 * does not come back.
 */
export async function commitMessages(writing: Writing, readings: readonly MessagesReading[]): Promise<void> {
  for (const part of inParts(readings)) {
    const heldBy = await heldOf(writing, part);
    const changes = part.map((reading) => {
      const held = heldBy(reading.ref.id);
      return { reading, held, difference: differenceOf(reading, held.messages) };
    });
    await insert(writing, changes);
    for (const change of changes) await update(writing, change);
    await appendEvents(writing, changes.flatMap(happeningsOf));
  }
}

async function insert(writing: Writing, changes: readonly Change[]): Promise<void> {
  const { tx, database, account } = writing;
  const awaited = await awaitedThreads(tx, account);
  const rows: Insertable<MessagesTable>[] = [];
  for (const change of changes) {
    const { reading, held, difference } = change;
    const { id } = reading.ref;
    const messages = difference.added.map(({ message }) => message);
    const entries = awaited.has(id) && messages.length > 0 ? await matchEntries(tx, reading.ref, messages) : [];
    const isWithout = messages.length > 0 && held.isForgotten ? await withoutText(writing, change) : () => false;
    for (const [index, added] of difference.added.entries()) {
      const entry = entries[index];
      rows.push(rowOf(writing, reading.ref, added, { entry, isKept: !isWithout(added, entry) }));
    }
  }
  for (const part of inParts(rows)) {
    const inserted = await tx.insertInto('messages').values(part).returning(['n', 'words']).execute();
    for (const { n, words } of inserted) if (words !== null) await database.search.add(tx, n, words);
  }
}

/** Tells which messages come into a forgotten thread without their text: asked once of each, in turn. */
async function withoutText({ tx, isSilent }: Writing, { reading, held, difference }: Change) {
  const before = forgottenBefore(held, difference, isSilent);
  const isOfEntry = await forgottenTexts(tx, reading.ref);
  return (added: Placed, entry: string | undefined) => isOfEntry(added.message, entry) || before.has(added);
}

function rowOf(
  { at }: Writing,
  ref: ThreadRef,
  { id, place, message }: Placed,
  { entry, isKept }: { readonly entry: string | undefined; readonly isKept: boolean },
): Insertable<MessagesTable> {
  const { native, author, visibility, sender, sentAt, text, raw } = message;
  return {
    ...addressOf(ref),
    id,
    place,
    native: native ?? null,
    author: entry === undefined ? author : 'us',
    entry: entry ?? null,
    visibility: visibility ?? null,
    sender: sender ?? null,
    sent_at: sentAt instanceof Date ? sentAt.getTime() : null,
    sent_text: typeof sentAt === 'string' ? sentAt : null,
    text: isKept ? (text ?? null) : null,
    words: isKept && text !== undefined ? wordsOf(text).join(' ') : null,
    raw: isKept ? JSON.stringify(raw) : null,
    purged_at: isKept ? null : at,
    seen_at: at,
  };
}

async function update({ tx, at, isSilent }: Writing, change: Change): Promise<void> {
  const { reading, held, difference } = change;
  const { added, returned, moved, renumbered, gone, count } = difference;
  for (const part of inParts(gone)) {
    await tx.updateTable('messages').set({ gone_at: at }).where('id', 'in', part).execute();
  }
  for (const part of inParts(returned.map(({ id }) => id))) {
    await tx.updateTable('messages').set({ gone_at: null }).where('id', 'in', part).execute();
  }
  for (const [by, ids] of moved) {
    for (const part of inParts(ids)) {
      const set = tx.updateTable('messages').set(({ eb }) => ({ place: eb('place', '+', by) }));
      await set.where('id', 'in', part).execute();
    }
  }
  for (const { id, message } of renumbered) {
    await tx
      .updateTable('messages')
      .set({ native: message.native ?? null })
      .where('id', '=', id)
      .execute();
  }
  const isChanged = added.length + returned.length + gone.length > 0;
  if (!isChanged && !reading.isWhole) return;
  await tx
    .updateTable('threads')
    .set({
      message_count: count,
      ...(isChanged && { changed_at: isSilent || !isNews(change) ? newestOf(reading, held.changedAt, at) : at }),
      ...(reading.isWhole && { is_read: 1, read_at: at, hinted: 0, old_until: null, failure: null }),
    })
    .where((eb) => eb.and(addressOf(reading.ref)))
    .execute();
}

/** When something of a thread that was there before us has changed last, by what the vendor says of its messages. */
function newestOf({ messages }: MessagesReading, changedAt: number, at: number): number {
  const instants = messages.map(({ sentAt }) => (sentAt instanceof Date ? sentAt.getTime() : 0));
  return instants.reduce((newest, instant) => (instant > newest && instant <= at ? instant : newest), changedAt);
}

function isNews(change: Change): boolean {
  return happeningsOf(change).length > 0;
}

function happeningsOf({ reading: { ref }, held, difference }: Change): readonly Happening[] {
  const { added, returned, gone, count, isRewritten } = difference;
  const thread = ref.id;
  if (isRewritten) return [{ type: 'thread.rewritten', thread, detail: { messages: count } }];
  const told = [...returned, ...added.filter(({ message }) => !isOld(message, held))];
  return [
    ...gone.map((message): Happening => ({ type: 'message.gone', thread, message, detail: {} })),
    ...told.map(({ id }): Happening => ({ type: 'message.new', thread, message: id, detail: {} })),
  ];
}

/** Tells whether a message may have been there before its account was ready. */
function isOld({ sentAt }: MessageReading, { oldUntil }: Held): boolean {
  return oldUntil !== null && !(sentAt instanceof Date && sentAt.getTime() > oldUntil);
}
