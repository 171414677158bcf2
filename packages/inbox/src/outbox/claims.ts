import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely';
import type { Reader } from '../database.ts';
import { InboxError } from '../inbox-error.ts';
import type { Tables } from '../schema.ts';
import { LOOKS, type Row } from './entry.ts';
import { CLAIM, LONGEST, type Sending } from './sending.ts';

/** An entry that a worker holds. */
export interface Claimed {
  readonly row: Row;
  /** Names the claim: each has one of its own. */
  readonly token: string;
}

/**
 * Selects the entries with which something is to be done, in the order in which they were made. Writes to one thread go
 * one after the other: an entry waits for those that were queued before it, for any that is under way or looked for, and,
 * if it says the same, for one that a person has to decide about. A digest names the thread, too.
 */
export function selectOpen(reader: Reader): SelectQueryBuilder<Aliased, 'entry', Row> {
  return reader
    .selectFrom('outbox as entry')
    .selectAll('entry')
    .where((eb) =>
      eb.or([
        eb('entry.state', '=', 'sending'),
        eb('entry.claim', 'is not', null),
        eb.and([eb('entry.state', '=', 'unknown'), eb('entry.looks', '<', LOOKS)]),
        eb.and([eb('entry.state', '=', 'queued'), eb.not(eb.exists(inTheWay(eb)))]),
      ]),
    )
    .where('entry.state', 'in', ['queued', 'sending', 'unknown'])
    .orderBy('entry.n');
}

type Aliased = Tables & { readonly entry: Tables['outbox'] };

function inTheWay(eb: ExpressionBuilder<Aliased, 'entry'>) {
  return eb
    .selectFrom('outbox as other')
    .select('other.n')
    .whereRef('other.vendor', '=', 'entry.vendor')
    .whereRef('other.account', '=', 'entry.account')
    .whereRef('other.thread', '=', 'entry.thread')
    .whereRef('other.id', '<>', 'entry.id')
    .where(({ eb, or, and, not, exists, ref }) =>
      or([
        eb('other.state', '=', 'sending'),
        and([eb('other.state', '=', 'unknown'), eb('other.looks', '<', LOOKS)]),
        and([eb('other.state', '=', 'unknown'), eb('other.digest', '=', ref('entry.digest'))]),
        and([eb('other.state', '=', 'queued'), eb('other.claim', 'is not', null)]),
        and([
          eb('other.state', '=', 'queued'),
          eb('other.n', '<', ref('entry.n')),
          // What waits for a person is overtaken.
          not(
            exists(
              eb
                .selectFrom('outbox as lost')
                .select('lost.n')
                .whereRef('lost.digest', '=', 'other.digest')
                .where('lost.state', '=', 'unknown'),
            ),
          ),
        ]),
      ]),
    );
}

/** Tells whether the holder of an entry is known, or has to be taken, to be gone. */
export function isAbandoned({ claim, claimed_until }: Row, { isAlone, worker, clock }: Sending): boolean {
  if (isAlone && claim !== null && !claim.startsWith(`${worker}/`)) return true;
  const left = (claimed_until ?? 0) - clock.now();
  return left <= 0 || left > CLAIM;
}

/** Tells whether a worker holds an entry, or has left it behind. */
export function isHeld({ claim, state }: Row): boolean {
  return claim !== null || state === 'sending';
}

/** Tells when something can be done with an entry that was selected. */
export function readyAt(row: Row, sending: Sending): number {
  if (isHeld(row)) return isAbandoned(row, sending) ? 0 : (row.claimed_until ?? 0);
  return row.due_at - sending.clock.now() > LONGEST ? 0 : row.due_at;
}

/**
 * Takes an entry, so that no other worker does. Claims are made one after the other in all processes: two of one thread
 * would not see each other otherwise.
 *
 * @returns nothing where another one was faster
 */
export async function claimEntry(sending: Sending, id: string): Promise<Claimed | undefined> {
  const { database, clock, worker } = sending;
  const token = `${worker}/${crypto.randomUUID()}`;
  const row = await database.write(async (tx) => {
    await database.orderEvents(tx);
    const open = await selectOpen(tx).where('entry.id', '=', id).executeTakeFirst();
    if (!open || open.claim !== null || open.state === 'sending' || readyAt(open, sending) > clock.now()) return;
    return tx
      .updateTable('outbox')
      .set({ claim: token, claimed_until: clock.now() + CLAIM })
      .where('id', '=', id)
      .where('state', '=', open.state)
      .where('claim', 'is', null)
      .returningAll()
      .executeTakeFirst();
  });
  return row && { row, token };
}

/**
 * Frees an entry whose holder is gone. If it was being sent, nobody knows what became of it.
 *
 * @param delay milliseconds before the first look
 */
export async function freeAbandoned({ database, clock }: Sending, row: Row, delay: number): Promise<void> {
  const isCutShort = row.state === 'sending';
  const lost = { state: 'unknown', looks: 0, failed_looks: 0, due_at: clock.now() + delay, reason: CUT_SHORT } as const;
  await database.write((tx) =>
    tx
      .updateTable('outbox')
      .set({ claim: null, claimed_until: null, ...(isCutShort && lost) })
      .where('id', '=', row.id)
      .where('state', '=', row.state)
      .where('claim', 'is not distinct from', row.claim)
      .where('claimed_until', 'is not distinct from', row.claimed_until)
      .execute(),
  );
}

const CUT_SHORT = 'whoever was sending it has ended before an answer was noted';

/**
 * Renews a claim right before a request that reads.
 *
 * @throws InboxError `lost` when another worker has it
 */
export async function keepClaim({ database, clock }: Sending, { row, token }: Claimed): Promise<void> {
  hold(
    await database.write((tx) =>
      tx
        .updateTable('outbox')
        .set({ claimed_until: clock.now() + CLAIM })
        .where('id', '=', row.id)
        .where('state', '=', row.state)
        .where('claim', '=', token)
        .executeTakeFirst(),
    ),
  );
}

/**
 * Notes that an entry is sent now, right before the request. It is not sent when it was cancelled, or its text purged,
 * meanwhile.
 *
 * @param copiesBefore how many equal messages the thread holds
 * @throws InboxError `lost` when it is not this worker's to send any more
 */
export async function beginSending(
  { database, clock }: Sending,
  { row, token }: Claimed,
  copiesBefore: number | null,
): Promise<void> {
  hold(
    await database.write((tx) =>
      tx
        .updateTable('outbox')
        .set({
          state: 'sending',
          looks: 0,
          attempts: row.attempts + 1,
          copies_before: copiesBefore,
          ...(copiesBefore !== null && { failed_looks: 0 }),
          sent_at: clock.now(),
          claimed_until: clock.now() + CLAIM,
        })
        .where('id', '=', row.id)
        // A refused credential may have been renewed, and the call be sent once more.
        .where('state', 'in', ['queued', 'sending'])
        .where('claim', '=', token)
        .where('content', 'is not', null)
        .executeTakeFirst(),
    ),
  );
}

function hold({ numUpdatedRows }: { readonly numUpdatedRows: bigint }): void {
  if (numUpdatedRows === 0n) throw new InboxError('lost', 'another worker has taken over this entry of the outbox');
}
