import { readAccounts, readCount } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { counted } from '../counted.ts';
import { messageRecord, tellUnread } from '../desk/inbox.ts';
import { EXIT } from '../exit-code.ts';
import { tellAge } from '../mirror.ts';
import { shownRef } from '../ref.ts';
import { toMinute } from '../shown-time.ts';
import type { Row } from '../table.ts';
import { Failures } from '../threads-wanted.ts';
import { UsageError } from '../usage-error.ts';
import { excerpt, isSeen } from '../visible.ts';

/** Messages that are found, where `--limit` says nothing. */
const ROWS = 50;

export const search: Command = defineCommand({
  name: 'search',
  summary: 'finds messages that have all words, the newest first (with an inbox)',
  usage: 'WORD...',
  notes: ['Case and accents make no difference.'],
  example: 'ticketbridge search rastreio --limit 10',
  refuses: ['no-inbox'],
  flags: {
    account: { type: 'string', multiple: true, placeholder: 'ACCOUNT', meaning: 'vendor:account; may be repeated' },
    limit: { type: 'string', placeholder: 'N', meaning: `messages at most; default: ${ROWS}` },
  },
  run: async ({ out, isJson, openInbox }, { values, positionals }) => {
    const words = positionals.join(' ');
    if (!isSeen(words)) throw new UsageError('WORD is missing; see --help');
    const limit = readCount('--limit', values.limit) ?? ROWS;
    const accounts = readAccounts(values.account);
    await using desk = await openInbox();
    await tellAge(out, desk, accounts);
    const failures = new Failures(out);
    await tellUnread(desk.inbox, accounts, failures.tell);
    const rows: Row[] = [];
    for await (const message of desk.inbox.search(words, { accounts, limit })) {
      if (isJson) await out.record(messageRecord(message));
      else
        rows.push({
          thread: shownRef(message.ref),
          sent: toMinute(message.sentAt ?? ''),
          by: message.author,
          text: excerpt(message.text),
        });
    }
    if (rows.length > 0) await out.table(rows);
    if (!isJson) await out.note(rows.length === 0 ? 'Nothing is found.' : counted(rows.length, 'message'));
    return failures.any ? EXIT.failed : EXIT.done;
  },
});
