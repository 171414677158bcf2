import type { Account } from '@ticketbridge/facade';
import { shownAccount } from './ref.ts';
import { UsageError } from './usage-error.ts';

/** What names an account on a command line. */
export type Argument = '--account' | 'THREAD' | 'ACCOUNT';

/** Where accounts are known, and how that is said. */
const PLACES = {
  configured: { lacks: (account: string) => `no account ${account} is configured`, has: 'there are' },
  inbox: { lacks: (account: string) => `the inbox has no account ${account}`, has: 'it has' },
} as const;

/** @throws UsageError for an account that is not known there, with those that are */
export function refuseUnknown(
  argument: Argument,
  wanted: readonly Account[],
  known: readonly Account[],
  place: keyof typeof PLACES,
): void {
  const unknown = wanted.find((one) => !known.some((other) => isSame(one, other)));
  if (!unknown) return;
  const { lacks, has } = PLACES[place];
  const names = known.map(shownAccount).join(', ') || 'none';
  throw new UsageError(`${argument}: ${lacks(shownAccount(unknown))}; ${has} ${names}`);
}

export function isSame(one: Account, other: Account): boolean {
  return one.vendor === other.vendor && one.account === other.account;
}
