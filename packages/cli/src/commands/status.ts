import type { Account } from '@ticketbridge/facade';
import { readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import type { Desk } from '../desk/desk.ts';
import { EXIT } from '../exit-code.ts';
import { shownAccount } from '../ref.ts';

export const status: Command = defineCommand({
  name: 'status',
  summary: 'says which accounts there are, and whether they answer',
  usage: '',
  example: 'ticketbridge status --json',
  flags: {},
  run: async ({ out, isJson, openDesk }, { positionals }) => {
    readPositionals(positionals);
    await using desk = await openDesk();
    const found = await Promise.all(desk.accounts.map((account) => ask(desk, account)));
    if (isJson) for (const { account, vendor, why } of found) await out.record({ vendor, account, why });
    else
      await out.table(found.map(({ why, ...account }) => ({ account: shownAccount(account), answers: why ?? 'yes' })));
    return found.some(({ why }) => why !== null) ? EXIT.failed : EXIT.done;
  },
});

/** Reads one thread at most: that the vendor answers is all that it takes. */
async function ask(desk: Desk, account: Account) {
  let why: string | null = null;
  const onFailure = (error: Error) => {
    why = error.message;
  };
  for await (const _ of desk.threads({ active: true, turn: undefined, accounts: [account], onFailure })) break;
  return { ...account, why: why as string | null };
}
