import type { Account } from '@ticketbridge/facade';
import type { AccountStatus, Inbox } from '@ticketbridge/inbox';
import type { Desk } from './desk/desk.ts';
import type { Output } from './output.ts';
import { shownAccount } from './ref.ts';
import { UsageError } from './usage-error.ts';

/**
 * Tells how old the mirror is that is about to be read, unless it is kept up to date. Nothing where there is no inbox.
 *
 * @throws UsageError for an account that the inbox does not know
 */
export async function tellAge(out: Output, { inbox }: Desk, wanted: readonly Account[] | undefined): Promise<void> {
  if (!inbox) return;
  const { accounts, isRunning } = await inbox.status();
  const read = wanted?.map((one) => statusOf(accounts, one)) ?? accounts;
  if (!isRunning) return out.note(`Nobody runs the inbox: ${ageOf(read)}. --no-inbox asks the vendors.`, 'yellow');
  for (const account of read.filter(({ failures }) => failures > 0)) {
    await out.note(`${shownAccount(account)} cannot be polled: ${ageOf([account])}.`, 'yellow');
  }
}

/** Tells when the mirror of an account was read last. */
export async function ageOfAccount(inbox: Inbox, account: Account): Promise<string> {
  return ageOf([statusOf((await inbox.status()).accounts, account)]);
}

function statusOf(accounts: readonly AccountStatus[], wanted: Account): AccountStatus {
  const found = accounts.find(({ vendor, account }) => vendor === wanted.vendor && account === wanted.account);
  if (found) return found;
  const known = accounts.map(shownAccount).join(', ');
  throw new UsageError(`the inbox has no account ${shownAccount(wanted)}; it has ${known || 'none'}`);
}

/** Says how old the oldest of it is. */
function ageOf(accounts: readonly AccountStatus[]): string {
  const instants = accounts.map(({ polledAt }) => polledAt ?? '').sort();
  const [oldest = ''] = instants;
  return oldest === '' ? 'it was not read whole yet' : `it was read at ${oldest.slice(0, 19)}Z`;
}
