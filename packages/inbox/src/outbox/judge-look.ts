import { isTicketbridgeError } from '@ticketbridge/facade';
import type { Claimed } from './claims.ts';
import { UnsettledError } from './read-settled.ts';
import type { Sending } from './sending.ts';

/** Looks that fail one after the other until no more is hoped of them: some minutes of them where the vendor answers. */
const OF_ONE_THREAD = 10;
/** The same where it does not: an hour, so that an outage asks nobody about what shows when it is over. */
const OF_THE_VENDOR = 60;
/** Milliseconds for which it is believed that a vendor answers. */
const FRESH = 60_000;

/** What a look that failed says of further ones. */
export interface FailedLook {
  /** How many have failed one after the other, with this one. */
  readonly failedLooks: number;
  /** Whether the thread has to be taken for one that cannot be read. */
  readonly isHopeless: boolean;
}

/** Judges a look that failed. One that was held back, or has met a vendor who wants rest, says nothing. */
export async function judgeLook(sending: Sending, { row }: Claimed, error: unknown): Promise<FailedLook> {
  const { vendor, account, failed_looks } = row;
  if (!isOfReading(error)) return { failedLooks: failed_looks, isHopeless: false };
  const failedLooks = failed_looks + 1;
  const most = (await answers(sending, { vendor, account })) ? OF_ONE_THREAD : OF_THE_VENDOR;
  return { failedLooks, isHopeless: failedLooks >= most };
}

function isOfReading(error: unknown): boolean {
  if (error instanceof UnsettledError) return true;
  return isTicketbridgeError(error) && error.kind !== 'aborted' && error.kind !== 'throttled';
}

/** Tells whether the vendor has listed an account's threads of late: then what fails is of one thread. */
async function answers(
  { database, clock }: Sending,
  account: { readonly vendor: string; readonly account: string },
): Promise<boolean> {
  const row = await database.reader
    .selectFrom('accounts')
    .select(['polled_at', 'listed_at'])
    .where((eb) => eb.and(account))
    .executeTakeFirst();
  const at = Math.max(row?.polled_at ?? 0, row?.listed_at ?? 0);
  return Math.abs(clock.now() - at) <= FRESH;
}
