import { type Account, type BridgeOptions, causeOf, isTicketbridgeError } from '@ticketbridge/facade';
import { PausedError } from '../gate.ts';
import { isInboxError } from '../inbox-error.ts';
import { vendorOf } from '../model.ts';
import type { Change } from './change-entries.ts';
import { type Claimed, keepClaim } from './claims.ts';
import { LONGEST_BACKOFF } from './due-at-once.ts';
import type { Effect, Found } from './effect.ts';
import { isHidden, reasonOf } from './failure.ts';
import { UnsettledError } from './read-settled.ts';
import { LONGEST, type Sending } from './sending.ts';
import { giveBack } from './settle.ts';

/** What is read at a vendor is asked for again after half of the entry's age, but not sooner. */
const SHORTEST_DELAY = 2_000;

/** Why an attempt ended before its request. */
export class StaleError extends Error {
  override readonly name = 'StaleError';
}

export function accountOf({ row: { vendor, account } }: Claimed): Account {
  return { vendor: vendorOf(vendor), account };
}

/**
 * Looks for an entry at its vendor, under a claim that holds at each request.
 *
 * @returns what is found, or `hidden` where the vendor does not show it
 */
export async function lookFor(
  sending: Sending,
  claimed: Claimed,
  look: NonNullable<Effect['look']>,
): Promise<Found | 'hidden'> {
  const account = accountOf(claimed);
  const options = sending.gate.options(account, sending.signal);
  const underClaim: BridgeOptions = {
    ...options,
    beforeAttempt: async (signal) => {
      await options.beforeAttempt?.(signal);
      await keepClaim(sending, claimed);
    },
  };
  try {
    const found = await look(underClaim);
    await sending.gate.answered(account);
    return found;
  } catch (error) {
    if (isHidden(error)) return 'hidden';
    throw error;
  }
}

/**
 * Gives an entry back of which nothing was sent, to be taken up again when what failed may work. Nothing is wrong with an
 * entry that another worker has.
 *
 * @param change what else is noted where the vendor was asked
 * @throws what no repetition mends
 */
export async function putOff(sending: Sending, claimed: Claimed, error: unknown, change: Change = {}): Promise<void> {
  const { clock, gate, signal } = sending;
  const cause = causeOf(error) ?? error;
  if (isInboxError(cause)) {
    if (cause.code === 'lost') return;
    throw cause;
  }
  await gate.failed(accountOf(claimed), error);
  if (signal.aborted || cause instanceof StaleError) return giveBack(sending, claimed);
  if (!isTicketbridgeError(error) && !(error instanceof UnsettledError)) throw error;
  const { sent_at, created_at, vendor } = claimed.row;
  if (cause instanceof PausedError) {
    return giveBack(sending, claimed, { due_at: await endOfPause(sending, vendor) });
  }
  const age = clock.now() - (sent_at ?? created_at);
  const delay = Math.min(LONGEST_BACKOFF, Math.max(SHORTEST_DELAY, age / 2));
  await giveBack(sending, claimed, { due_at: Math.round(clock.now() + delay), reason: reasonOf(error), ...change });
}

async function endOfPause({ database, clock }: Sending, vendor: string): Promise<number> {
  const { until } = await database.reader
    .selectFrom('accounts')
    .select(({ fn }) => fn.max('paused_until').as('until'))
    .where('vendor', '=', vendor)
    .executeTakeFirstOrThrow();
  return Math.min(clock.now() + LONGEST, Math.max(clock.now() + SHORTEST_DELAY, until ?? 0));
}
