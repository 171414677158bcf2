import { type Account, markerIn, type ThreadRef, type Vendor } from '@ticketbridge/facade';
import type { ExpressionBuilder } from 'kysely';
import type { Tx } from '../database.ts';
import type { Tables } from '../schema.ts';
import { isCopy, mayBeOurs, type Written } from './copies.ts';
import { contentOf, digestOfEntry, LOOKS, type Row } from './entry.ts';

/** A message that the mirror has never seen before. */
export interface NewMessage extends Written {
  /** The vendor's id of it. */
  readonly native: string | undefined;
}

/** Lists the threads of an account in which a message may come that is the effect of an entry. */
export async function awaitedThreads(tx: Tx, { vendor, account }: Account): Promise<ReadonlySet<string>> {
  const rows = await awaited(tx)
    .select('thread')
    .distinct()
    .where((eb) => eb.and({ vendor, account }))
    .execute();
  return new Set(rows.map(({ thread }) => thread).filter((thread) => thread !== null));
}

/**
 * Tells of which entries the new messages of a thread are the effect: the id of an entry, or nothing, for each of them in
 * turn. To be called before they are put into the mirror, with the oldest first. Each entry has one message. A copy of its
 * text is taken for its effect only where all copies are held that were there before it was sent.
 */
export async function matchEntries(
  tx: Tx,
  ref: ThreadRef,
  messages: readonly NewMessage[],
): Promise<readonly (string | undefined)[]> {
  const address = { vendor: ref.vendor, account: ref.account, thread: ref.id };
  const entries = await awaited(tx)
    .selectAll()
    .where((eb) => eb.and(address))
    .orderBy('n')
    .execute();
  const known = await tx
    .selectFrom('messages')
    .select(['text', 'visibility', 'sender', 'gone_at'])
    .where((eb) => eb.and(address))
    .execute();
  const held: Held[] = known.map(({ text, visibility, sender, gone_at }) => ({
    text: text ?? undefined,
    visibility: visibility ?? undefined,
    sender: sender ?? undefined,
    goneAt: gone_at ?? Number.POSITIVE_INFINITY,
  }));
  const matched: (string | undefined)[] = [];
  for (const message of messages) {
    const at = entries.findIndex((entry) => isEffect(ref.vendor, entry, message, held));
    const [entry] = at < 0 ? [] : entries.splice(at, 1);
    if (entry) await lookAgain(tx, entry);
    matched.push(entry?.id);
    held.push({ ...message, goneAt: Number.POSITIVE_INFINITY });
  }
  return matched;
}

interface Held extends Written {
  readonly goneAt: number;
}

function isEffect(vendor: Vendor, entry: Row, message: NewMessage, held: readonly Held[]): boolean {
  const { verb, copies_before } = entry;
  // A vendor that numbers messages may have given the number again.
  if (entry.message !== null) return entry.message === message.native && mayBeOurs(message, vendor, verb);
  const { text } = message;
  if (copies_before === null || !isCopy(message, vendor, verb, text) || !isText(entry, text)) return false;
  const copies = held.filter((other) => other.goneAt > (entry.sent_at ?? 0) && isCopy(other, vendor, verb, text));
  return copies.length >= copies_before;
}

/** Compares also with a text that was purged. */
function isText(entry: Row, text: string | undefined): boolean {
  return contentOf(entry)?.text === text || entry.digest === digestOfEntry(entry, { text });
}

/** The mirror may hold what the vendor has deleted: only a look tells that there are more copies than before. */
async function lookAgain(tx: Tx, { id }: Row): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ looks: LOOKS - 1, due_at: 0 })
    .where('id', '=', id)
    .where('state', '=', 'unknown')
    .where('looks', '>=', LOOKS - 1)
    .execute();
}

/**
 * Takes note of a ticket that is new, or another one than before: an entry that was to create a thread has done so if the
 * ticket has its mark. A message that was listed before the mark was is its effect as well.
 *
 * @param description the ticket's
 */
export async function matchThread(tx: Tx, ref: ThreadRef, description: string | undefined, at: number): Promise<void> {
  const key = markerIn(description);
  if (key === undefined) return;
  const entry = await tx
    .updateTable('outbox')
    .set(({ fn, val }) => ({
      thread: ref.id,
      state: 'accepted',
      claim: null,
      claimed_until: null,
      settled_at: fn.coalesce('settled_at', val(at)),
      settled_by: fn.coalesce('settled_by', val<'look'>('look')),
    }))
    .where((eb) => eb.and({ vendor: ref.vendor, account: ref.account, verb: 'createThread', key }))
    .where(({ eb, or }) => or([eb('thread', 'is', null), eb('thread', '=', ref.id)]))
    .where('sent_at', 'is not', null)
    .where(isUnmatched)
    .returningAll()
    .executeTakeFirst();
  if (entry) await claimHeld(tx, ref, entry);
}

/** Finds the message of a thread that the mirror holds already, and that its entry has written. */
async function claimHeld(tx: Tx, ref: ThreadRef, entry: Row): Promise<void> {
  const held = await tx
    .selectFrom('messages')
    .select(['n', 'native', 'text', 'visibility', 'sender'])
    .where((eb) => eb.and({ vendor: ref.vendor, account: ref.account, thread: ref.id }))
    .where('entry', 'is', null)
    .orderBy('place')
    .execute();
  const message = held.find(({ native, text, visibility, sender }) => {
    const written = { text: text ?? undefined, visibility: visibility ?? undefined, sender: sender ?? undefined };
    return isEffect(ref.vendor, entry, { native: native ?? undefined, ...written }, []);
  });
  if (!message) return;
  await tx.updateTable('messages').set({ author: 'us', entry: entry.id }).where('n', '=', message.n).execute();
}

/** Selects entries that have written a message, or may have, and are matched to none. */
function awaited(tx: Tx) {
  return tx
    .selectFrom('outbox')
    .where('sent_at', 'is not', null)
    .where('verb', 'in', ['reply', 'note', 'createThread'])
    .where(isUnmatched);
}

function isUnmatched({ not, exists, selectFrom }: ExpressionBuilder<Tables, 'outbox'>) {
  return not(exists(selectFrom('messages').select('n').whereRef('messages.entry', '=', 'outbox.id')));
}
