import { formatThreadRef } from '@ticketbridge/facade';
import { readCount, readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { isConfirmed } from '../confirm.ts';
import { changeInbox } from '../desk/in-doubt.ts';
import { EXIT } from '../exit-code.ts';
import { refuseUnknown } from '../known-accounts.ts';
import { readAccount, readRef, shownAccount, shownRef } from '../ref.ts';

/** What is said where nobody knows whether it was done. */
const FORGETTING = { what: 'its texts were purged', next: 'Given again, it purges what is left.' };
const RETAINING = { what: 'this was set', next: 'Given again, it is set anew.' };

export const forget: Command = defineCommand({
  name: 'forget',
  summary: 'purges all texts of a thread from the inbox, which has no undo; asks first',
  usage: 'THREAD',
  notes: [
    'What waits in the outbox for it is still sent, and purged then. What is written later is kept. At the vendor nothing',
    'changes.',
  ],
  example: 'ticketbridge forget brandlovers:aurora:7300402 --yes',
  refuses: ['no-inbox'],
  flags: { yes: { type: 'boolean', meaning: 'does not ask' } },
  run: async (context, { values, positionals }) => {
    const ref = readRef(readPositionals(positionals, 'THREAD')[0]);
    const question = { asks: `Purge all texts of ${shownRef(ref)}, for good`, undone: 'Nothing was purged' };
    if (!values.yes && !(await isConfirmed(context, question))) return EXIT.notConfirmed;
    await using desk = await context.openInbox();
    await changeInbox(FORGETTING, () => desk.inbox.forget(ref));
    await context.out.note(`The inbox has no text of ${shownRef(ref)} any more.`);
    if (context.isJson) await context.out.record({ ref: formatThreadRef(ref), isForgotten: true });
    return EXIT.done;
  },
});

export const retain: Command = defineCommand({
  name: 'retain',
  summary: 'sets after how many days the inbox purges the texts of an account',
  usage: 'ACCOUNT DAYS',
  notes: ['DAYS may be "forever". Texts are purged while the inbox runs; ids stay, so that nothing comes back as new.'],
  example: 'ticketbridge retain brandlovers:aurora 365',
  refuses: ['no-inbox'],
  flags: {},
  run: async ({ out, isJson, openInbox }, { positionals }) => {
    const [named, given] = readPositionals(positionals, 'ACCOUNT', 'DAYS');
    const account = readAccount(named);
    const days = given === 'forever' ? undefined : readCount('DAYS', given);
    await using desk = await openInbox();
    refuseUnknown('ACCOUNT', [account], (await desk.inbox.status()).accounts, 'inbox');
    await changeInbox(RETAINING, () => desk.inbox.retain(account, { days }));
    await out.note(
      `The texts of ${shownAccount(account)} are kept ${days === undefined ? 'for ever' : `${days} days`}.`,
    );
    if (isJson) await out.record({ ...account, days: days ?? null });
    return EXIT.done;
  },
});
