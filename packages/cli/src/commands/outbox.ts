import { formatThreadRef } from '@ticketbridge/facade';
import type { OutboxEntry } from '@ticketbridge/inbox';
import { adviseInbox } from '../advice.ts';
import { readOneOf, readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { isConfirmed } from '../confirm.ts';
import type { Context } from '../context.ts';
import type { InboxDesk } from '../desk/desk.ts';
import { changeInbox } from '../desk/in-doubt.ts';
import { EXIT } from '../exit-code.ts';
import { previewText, previewThread } from '../preview.ts';
import { shownAccount, shownRef } from '../ref.ts';
import { toMinute } from '../shown-time.ts';
import type { Row } from '../table.ts';
import { excerpt } from '../visible.ts';

const VERBS = ['decide', 'cancel'] as const;

export const outbox: Command = defineCommand({
  name: 'outbox',
  summary: 'lists what is not settled in the inbox, and lets a person settle it',
  usage: '[decide ENTRY was-sent|was-not-sent | cancel ENTRY]',
  notes: [
    'Where nobody knows whether something arrived, look at the vendor with read THREAD --no-inbox, and decide. What was',
    'not sent is sent then, so it shows what that is and asks first.',
  ],
  example: 'ticketbridge outbox --json',
  words: VERBS,
  refuses: ['no-inbox'],
  flags: { yes: { type: 'boolean', meaning: 'does not ask' } },
  run: async (context, { values, positionals }) => {
    const [verb, ...given] = positionals;
    if (verb === undefined) return listEntries(context);
    if (readOneOf('the first argument', VERBS, verb) === 'cancel') {
      const [id] = readPositionals(given, 'ENTRY');
      await using desk = await context.openInbox();
      return await show(context, await changeInbox(inDoubt('cancel', context), () => desk.inbox.outbox.cancel(id)));
    }
    const [id, named] = readPositionals(given, 'ENTRY', 'VERDICT');
    const verdict = readOneOf('VERDICT', ['was-sent', 'was-not-sent'], named);
    await using desk = await context.openInbox();
    const mayDecide = verdict === 'was-sent' || values.yes || (await mayResend(context, desk, id));
    if (!mayDecide) return EXIT.notConfirmed;
    return await show(
      context,
      await changeInbox(inDoubt(verdict, context), () => desk.inbox.outbox.decide(id, verdict)),
    );
  },
});

/** What is said where nobody knows whether it was done, before the command that shows what is not settled. */
const IN_DOUBT = {
  'was-sent': { what: 'this was decided', next: 'Look before you decide again' },
  'was-not-sent': { what: 'this was decided', next: 'If it was, it is sent again. Look before you decide again' },
  cancel: { what: 'it was cancelled', next: 'If it was not, it may be sent. Look' },
} as const;

function inDoubt(change: keyof typeof IN_DOUBT, { place }: Context) {
  const { what, next } = IN_DOUBT[change];
  return { what, next: `${next}: ${adviseInbox(['outbox'], place)}` };
}

/** Shows what would be sent again, and asks. Of what is not unknown there is nothing to decide: that is told, not asked. */
async function mayResend(context: Context, desk: InboxDesk, id: string): Promise<boolean> {
  const entry = await desk.inbox.outbox.get(id);
  if (entry?.state !== 'unknown') return true;
  const preview = async () => {
    const { ref, text = '', verb, sentAt, reason } = entry;
    if (ref) await previewThread(context.out, desk, ref);
    else await context.out.note(`A new thread of ${shownAccount(entry)}`);
    await context.out.note(
      `Entry ${id}: ${verb}, sent at ${sentAt ?? 'no known time'}: ${reason ?? 'no answer is known'}`,
    );
    await previewText(context.out, text);
  };
  return isConfirmed(context, {
    asks: 'It is queued again, and sent. Decide so',
    undone: 'Nothing was decided',
    preview,
  });
}

async function listEntries(context: Context): Promise<number> {
  const { out, isJson } = context;
  await using desk = await context.openInbox();
  const entries = await desk.inbox.outbox.open();
  if (isJson) for (const entry of entries) await out.record(recordOf(entry));
  else if (entries.length > 0) await out.table(entries.map(rowOf));
  if (!isJson) await out.note(entries.length === 0 ? 'Everything is settled.' : `${entries.length} to settle`);
  return EXIT.done;
}

async function show({ out, isJson }: Context, entry: OutboxEntry): Promise<number> {
  if (isJson) await out.record(recordOf(entry));
  else await out.table([rowOf(entry)]);
  return EXIT.done;
}

function recordOf({ ref, ...entry }: OutboxEntry) {
  return { ...entry, ref: ref ? formatThreadRef(ref) : null };
}

function rowOf({ id, verb, ref, vendor, account, state, isUndecided, createdAt, text, reason }: OutboxEntry): Row {
  return {
    entry: id,
    what: verb,
    to: ref ? shownRef(ref) : shownAccount({ vendor, account }),
    state: isUndecided ? 'unknown: decide' : state,
    since: toMinute(createdAt),
    text: excerpt(text),
    why: reason,
  };
}
