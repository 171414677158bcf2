import { adviseInbox } from '../advice.ts';
import { readCount, readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { counted } from '../counted.ts';
import type { MessageRecord } from '../desk/records.ts';
import { EXIT } from '../exit-code.ts';
import { showMessage } from '../message.ts';
import { tellAge, tellUnsettled } from '../mirror.ts';
import { readRef } from '../ref.ts';

export const read: Command = defineCommand({
  name: 'read',
  summary: 'shows the messages of a thread',
  usage: 'THREAD',
  example: 'ticketbridge read brandlovers:aurora:7300402 --last 5',
  flags: { last: { type: 'string', placeholder: 'N', meaning: 'only the last messages' } },
  run: async ({ out, isJson, place, openDesk }, { values, positionals }) => {
    const ref = readRef(readPositionals(positionals, 'THREAD')[0]);
    const last = readCount('--last', values.last);
    await using desk = await openDesk();
    await tellAge(out, desk, [ref], 'THREAD');
    if (desk.inbox) await tellUnsettled(out, desk.inbox, ref, adviseInbox(['outbox'], place));
    const messages: MessageRecord[] = [];
    let count = 0;
    for await (const message of desk.messages(ref)) {
      messages.push(message);
      if (last !== undefined && messages.length > last) messages.shift();
      count += 1;
      out.progress(counted(count, 'message'));
    }
    for (const message of messages)
      await (isJson ? out.record(message) : showMessage((...line) => out.line(...line), message));
    return EXIT.done;
  },
});
