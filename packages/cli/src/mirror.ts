import { type Account, formatThreadRef, type ThreadRef } from '@ticketbridge/facade';
import type { AccountStatus, Inbox } from '@ticketbridge/inbox';
import type { Desk } from './desk/desk.ts';
import { type Argument, isSame, refuseUnknown } from './known-accounts.ts';
import type { Output } from './output.ts';
import { shownAccount } from './ref.ts';
import { toSecond } from './shown-time.ts';

/**
 * Tells how old the mirror is that is about to be read, unless it is kept up to date. Nothing where there is no inbox.
 *
 * @param argument what names the accounts that are wanted
 * @throws UsageError for an account that the inbox, or where there is none the configuration, does not have
 */
export async function tellAge(
  out: Output,
  { inbox, accounts: configured }: Desk,
  wanted: readonly Account[] | undefined,
  argument: Argument = '--account',
): Promise<void> {
  if (!inbox) return refuseUnknown(argument, wanted ?? [], configured, 'configured');
  const { accounts, isRunning } = await inbox.status();
  refuseUnknown(argument, wanted ?? [], accounts, 'inbox');
  const read = accounts.filter((account) => wanted?.some((one) => isSame(one, account)) ?? true);
  if (!isRunning) await out.note(`Nobody runs the inbox: ${ageOf(read)}. ${LATER}`, 'yellow');
  for (const account of read.filter(({ failures }) => failures > 0)) {
    const age = isRunning ? `; ${ageOf([account])}. ${LATER}` : '';
    await out.note(`${shownAccount(account)} cannot be polled: ${account.failure}${age}`, 'yellow');
  }
}

const LATER = 'What was sent or came later is missing; list, read and export ask the vendors with --no-inbox.';

/** Tells how much of the outbox is about a thread and not settled: the mirror does not hold it, or not for certain. */
export async function tellUnsettled(out: Output, { outbox }: Inbox, ref: ThreadRef, look: string): Promise<void> {
  const open = (await outbox.open()).filter(
    (entry) => entry.ref && formatThreadRef(entry.ref) === formatThreadRef(ref),
  );
  if (open.length === 0) return;
  await out.note(`Not settled, and maybe missing: ${open.length} of the outbox for this thread, see ${look}`, 'yellow');
}

/** Tells when the mirror of an account was read last. */
export async function ageOfAccount(inbox: Inbox, account: Account): Promise<string> {
  return ageOf((await inbox.status()).accounts.filter((one) => isSame(one, account)));
}

/** Says how old the oldest of it is. */
function ageOf(accounts: readonly AccountStatus[]): string {
  const instants = accounts.map(({ polledAt }) => polledAt ?? '').sort();
  const [oldest = ''] = instants;
  return oldest === '' ? 'it was not read whole yet' : `it was read at ${toSecond(oldest)}`;
}
