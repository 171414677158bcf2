import type { Account } from '@ticketbridge/facade';
import type { AccountStatus, Inbox, InboxStatus } from '@ticketbridge/inbox';
import { adviseInbox } from '../advice.ts';
import { readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import type { Desk } from '../desk/desk.ts';
import { whyNotRead } from '../desk/inbox.ts';
import { EXIT } from '../exit-code.ts';
import type { Output } from '../output.ts';
import { shownAccount } from '../ref.ts';
import { toSecond } from '../shown-time.ts';
import type { Row } from '../table.ts';
import { Failures } from '../threads-wanted.ts';

export const status: Command = defineCommand({
  name: 'status',
  summary: 'says how the inbox is; without one, whether the accounts answer',
  usage: '',
  example: 'ticketbridge status --json',
  flags: {},
  run: async (context, { positionals }) => {
    readPositionals(positionals);
    await using desk = await context.openDesk();
    return await (desk.inbox ? tellInbox(context, desk.inbox) : tellAccounts(context, desk));
  },
});

async function tellInbox({ out, isJson, place }: Context, inbox: Inbox): Promise<number> {
  const told = await inbox.status();
  if (isJson) await out.record(told);
  else await show(out, told, adviseInbox(['watch'], place));
  const failures = new Failures(out);
  for (const account of told.accounts) {
    if (account.phase !== 'ready' || account.failures > 0) failures.tell(new Error(whyNotRead(account)), account);
  }
  const { failing } = told.outbox;
  if (failing > 0) await out.note(failingWords(failing, adviseInbox(['outbox'], place)), 'red');
  return failures.any || failing > 0 ? EXIT.failed : EXIT.done;
}

function failingWords(count: number, outbox: string): string {
  return `${count} queued ${count === 1 ? 'entry keeps' : 'entries keep'} failing: ${outbox} shows why`;
}

async function show(out: Output, told: InboxStatus, watch: string): Promise<void> {
  const { isRunning, accounts, consumers, outbox } = told;
  await out.line(isRunning ? 'A process polls and sends.' : `Nobody polls or sends: ${watch} does.`);
  const { queued, failing, sending, unknown, undecided } = outbox;
  await out.line(
    `Outbox: ${queued} queued (${failing} failing), ${sending} sending, ${unknown} looked for, ${undecided} to decide`,
  );
  if (accounts.length > 0) await out.table(accounts.map(accountRow));
  if (consumers.length > 0) await out.table(consumers.map(({ name, lag }) => ({ consumer: name, behind: lag })));
}

function accountRow(account: AccountStatus): Row {
  const { phase, threads, due, requests, unaddressable, polledAt, pausedUntil, perSecond, failure, hasSource } =
    account;
  return {
    account: shownAccount(account),
    phase,
    threads,
    due,
    requests,
    'without id': unaddressable,
    polled: toSecond(polledAt ?? 'never'),
    paused: pausedUntil && toSecond(pausedUntil),
    'per second': perSecond,
    failure: failure ?? (hasSource ? undefined : 'no credentials here'),
  };
}

async function tellAccounts({ out, isJson }: Context, desk: Desk): Promise<number> {
  const found = await Promise.all(desk.accounts.map((account) => ask(desk, account)));
  if (isJson) for (const { account, vendor, why } of found) await out.record({ vendor, account, why });
  else await out.table(found.map(({ why, ...account }) => ({ account: shownAccount(account), answers: why ?? 'yes' })));
  return found.some(({ why }) => why !== null) ? EXIT.failed : EXIT.done;
}

/** Reads one thread at most: that the vendor answers is all that it takes. */
async function ask(desk: Desk, account: Account): Promise<Account & { readonly why: string | null }> {
  const failures: string[] = [];
  const onFailure = ({ message }: Error) => void failures.push(message);
  for await (const _ of desk.threads({ active: true, turn: undefined, accounts: [account], onFailure })) break;
  return { ...account, why: failures[0] ?? null };
}
