import { isTicketbridgeError, type Message } from '@ticketbridge/facade';
import { whenAborted } from '@ticketbridge/http';
import { accountOf, lookFor, putOff, StaleError } from './asking.ts';
import { beginSending, type Claimed } from './claims.ts';
import { LONGEST_BACKOFF } from './due-at-once.ts';
import type { Effect } from './effect.ts';
import { effectOf } from './effect-of.ts';
import type { Row } from './entry.ts';
import { reasonOf, verdictOf } from './failure.ts';
import { judgeLook } from './judge-look.ts';
import { LONGEST, LOOK_DELAYS, type Sending } from './sending.ts';
import { giveBack, noteAccepted, noteRefused, noteUndone, noteUnknown } from './settle.ts';

/** Milliseconds for which it is believed what a thread holds. Longer than a request waits for its turn, save in a pause. */
const FRESH = 60_000;
/** Milliseconds until an attempt that had no effect is repeated, twice as many after each further one. */
const FIRST_BACKOFF = 2_000;
/** Attempts that are refused, perhaps for good, until that is believed: an hour of them. */
const DOUBTS = 8;
const FIRST_DOUBT = 30_000;

/** Makes one attempt at sending an entry. */
export async function sendEntry(sending: Sending, claimed: Claimed): Promise<void> {
  const { bridge, clock } = sending;
  const effect = effectOf(bridge, claimed.row);
  if (!effect) {
    const reason = 'its text was purged before it was sent';
    return giveBack(sending, claimed, { state: 'cancelled', settled_at: clock.now(), reason });
  }
  let copiesBefore: number | null | 'there';
  let lookedAt = performance.now();
  try {
    copiesBefore = await lookFirst(sending, claimed, effect);
  } catch (error) {
    const { failedLooks, isHopeless } = await judgeLook(sending, claimed, error);
    if (!isHopeless || !maySendUnseen(claimed, effect)) {
      return putOff(sending, claimed, error, { failed_looks: failedLooks });
    }
    copiesBefore = claimed.row.copies_before;
    lookedAt = performance.now();
  }
  if (copiesBefore !== 'there') await attempt(sending, claimed, effect, { copiesBefore, lookedAt });
}

/**
 * Looks at the vendor before an attempt.
 *
 * @returns how many copies do not count as its effect, null where that cannot be known; `there` for an entry that has
 * arrived already: by an earlier attempt, or, with a key of the caller's, from before this inbox
 */
async function lookFirst(
  sending: Sending,
  claimed: Claimed,
  { look, first }: Effect,
): Promise<number | null | 'there'> {
  const { sent_at, copies_before } = claimed.row;
  // A person has said that it was not sent. What shows now is right.
  const isRepeated = sent_at !== null;
  if (!look || (isRepeated && copies_before === null)) return null;
  if (!isRepeated && !first) return 0;
  const found = await lookFor(sending, claimed, look);
  if (!isRepeated && first === 'baseline') {
    return found === 'hidden' ? null : Math.max(found.copies, await expectedCopies(sending, claimed.row));
  }
  const known = copies_before ?? 0;
  if (found === 'hidden' || found.copies <= known) return known;
  await noteAccepted(sending, claimed, 'look', found);
  return 'there';
}

/**
 * Tells whether an entry is sent where its thread cannot be read: if the answer is lost, a person decides, and what a person
 * has decided is done. A ticket that may exist already is looked for as long as it takes.
 */
function maySendUnseen({ row }: Claimed, { first }: Effect): boolean {
  return row.sent_at !== null || first === 'baseline';
}

/** Counts the copies that earlier entries have left, or may have: the vendor may not show them yet. */
async function expectedCopies({ database }: Sending, { id, vendor, account, thread, digest }: Row): Promise<number> {
  const { copies } = await database.reader
    .selectFrom('outbox')
    .select(({ fn }) => fn.max('copies_before').as('copies'))
    .where((eb) => eb.and({ vendor, account, digest }))
    .where('thread', '=', thread)
    .where('id', '<>', id)
    .where('sent_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return copies === null ? 0 : copies + 1;
}

interface Before {
  readonly copiesBefore: number | null;
  /** By a clock that does not jump. */
  readonly lookedAt: number;
}

async function attempt(sending: Sending, claimed: Claimed, effect: Effect, before: Before): Promise<void> {
  const account = accountOf(claimed);
  const waiting = new AbortController();
  const endWaiting = whenAborted(sending.signal, () => waiting.abort(sending.signal.reason));
  const options = sending.gate.options(account, waiting.signal);
  let beginning: Promise<void> | undefined;
  const begin = async (): Promise<void> => {
    if (performance.now() - before.lookedAt > FRESH)
      throw new StaleError('what the thread holds was read too long ago');
    await beginSending(sending, claimed, before.copiesBefore);
    // From here on it is waited for what becomes of it.
    endWaiting();
  };
  let message: Message | undefined;
  try {
    ({ message } = await effect.send({
      ...options,
      signal: waiting.signal,
      maxAttempts: 1,
      beforeAttempt: async (signal) => {
        await options.beforeAttempt?.(signal);
        beginning = begin();
        await beginning;
      },
    }));
  } catch (error) {
    // The call may have ended while its beginning was being committed.
    const isBegun = await beginning?.then(
      () => true,
      () => false,
    );
    return await (isBegun ? noteFailure(sending, claimed, error) : noteNotBegun(sending, claimed, error));
  } finally {
    endWaiting();
  }
  await noteAccepted(sending, claimed, 'answer', { message: message?.id });
  await sending.gate.answered(account);
}

async function noteNotBegun(sending: Sending, claimed: Claimed, error: unknown): Promise<void> {
  if (!isTicketbridgeError(error) || error.kind !== 'invalid-input') return putOff(sending, claimed, error);
  const settled = { settled_at: sending.clock.now(), settled_by: 'answer' } as const;
  await giveBack(sending, claimed, { state: 'refused', reason: reasonOf(error), ...settled });
}

async function noteFailure(sending: Sending, claimed: Claimed, error: unknown): Promise<void> {
  const { clock, lookDelays = LOOK_DELAYS } = sending;
  const reason = reasonOf(error);
  const note = {
    accepted: () => noteAccepted(sending, claimed, 'answer'),
    unknown: () => noteUnknown(sending, claimed, clock.now() + (lookDelays[0] ?? 0), reason),
    refused: () => noteRefused(sending, claimed, reason),
    again: () => noteUndone(sending, claimed, { due_at: clock.now() + backoffOf(claimed, error), reason }),
    perhaps: () => noteDoubt(sending, claimed, reason),
  };
  await note[verdictOf(error)]();
  await sending.gate.failed(accountOf(claimed), error);
}

async function noteDoubt(sending: Sending, claimed: Claimed, reason: string): Promise<void> {
  const doubts = claimed.row.doubts + 1;
  if (doubts >= DOUBTS) return noteRefused(sending, claimed, reason);
  const due_at = sending.clock.now() + FIRST_DOUBT * 2 ** (doubts - 1);
  await noteUndone(sending, claimed, { due_at, doubts, reason });
}

function backoffOf({ row: { attempts } }: Claimed, error: unknown): number {
  const wanted = isTicketbridgeError(error) ? (error.retryAfter ?? 0) : 0;
  const backoff = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** Math.min(attempts, 20));
  return Math.min(LONGEST, Math.max(wanted, backoff));
}
