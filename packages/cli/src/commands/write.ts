import { capabilities, type ThreadRef } from '@ticketbridge/facade';
import { readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { type ThreadVerb, VERBS } from '../desk/order.ts';
import { refuseUnknown } from '../known-accounts.ts';
import { readRef } from '../ref.ts';
import { placeOrder, SEND_FLAGS } from '../send.ts';
import { readText } from '../text.ts';
import { UsageError } from '../usage-error.ts';

interface Facts extends Pick<Command, 'name' | 'summary' | 'example'> {
  readonly verb: ThreadVerb;
  readonly notes?: readonly string[];
}

/** A command for each verb that acts on a thread. */
const COMMANDS: readonly Facts[] = [
  {
    name: 'reply',
    verb: 'reply',
    summary: 'writes to the customer; asks first',
    example: 'ticketbridge reply brandlovers:aurora:7300402 "A troca está a caminho." --yes',
    notes: ['TEXT may be "-", for standard input.'],
  },
  {
    name: 'note',
    verb: 'note',
    summary: 'leaves a note that only colleagues see (BrandLovers)',
    example: 'ticketbridge note brandlovers:aurora:7300402 "The carrier confirmed by phone."',
    notes: ['TEXT may be "-", for standard input.'],
  },
  {
    name: 'close',
    verb: 'close',
    summary: 'closes a thread (BrandLovers)',
    example: 'ticketbridge close brandlovers:aurora:7300402',
  },
  {
    name: 'reopen',
    verb: 'reopen',
    summary: 'reopens a thread (BrandLovers)',
    example: 'ticketbridge reopen brandlovers:aurora:7300402',
  },
  {
    name: 'archive',
    verb: 'archive',
    summary: 'archives a thread, which has no undo (ClubCollect); asks first',
    example: 'ticketbridge archive clubcollect:hockeyclub-de-voorbeelden:hv-2026-0001 --yes',
  },
  {
    name: 'assign',
    verb: 'assignToSupport',
    summary: "hands a thread to ClubCollect's support, which has no undo; asks first",
    example: 'ticketbridge assign clubcollect:hockeyclub-de-voorbeelden:hv-2026-0001 --yes',
  },
];

export const writes: readonly Command[] = COMMANDS.map(({ verb, ...facts }) =>
  defineCommand({
    ...facts,
    usage: VERBS[verb].hasText ? 'THREAD TEXT' : 'THREAD',
    flags: SEND_FLAGS,
    run: async (context, { values, positionals }) => {
      const [named, given = ''] = VERBS[verb].hasText
        ? readPositionals(positionals, 'THREAD', 'TEXT')
        : readPositionals(positionals, 'THREAD');
      const ref = readRef(named);
      refuseLacking(ref, verb);
      const text = VERBS[verb].hasText ? await readText(given, context.io) : '';
      await using desk = await context.openDesk();
      refuseUnknown('THREAD', [ref], desk.accounts, 'configured');
      return await placeOrder(context, desk, { verb, ref, text, key: values.key }, values);
    },
  }),
);

function refuseLacking({ vendor }: ThreadRef, verb: ThreadVerb): void {
  const capability: true | string = capabilities()[vendor][verb];
  if (capability !== true) throw new UsageError(`${vendor} cannot do that: ${capability}`);
}
