import { readCount, readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { counted } from '../counted.ts';
import type { ThreadRecord } from '../desk/records.ts';
import { EXIT } from '../exit-code.ts';
import { tellAge } from '../mirror.ts';
import { escapedRef } from '../ref.ts';
import { toMinute } from '../shown-time.ts';
import type { Row } from '../table.ts';
import { Failures, readThreadsWanted, THREAD_FLAGS } from '../threads-wanted.ts';
import { excerpt } from '../visible.ts';

/** Rows of a table, where `--limit` says nothing. */
const ROWS = 100;

export const list: Command = defineCommand({
  name: 'list',
  summary: 'lists the threads that are active',
  usage: '',
  example: 'ticketbridge list --turn ours --limit 20',
  flags: {
    ...THREAD_FLAGS,
    limit: { type: 'string', placeholder: 'N', meaning: `threads at most; default: ${ROWS}, and all with --json` },
  },
  run: async ({ out, isJson, openDesk }, { values, positionals }) => {
    readPositionals(positionals);
    const wanted = readThreadsWanted(values);
    const limit = readCount('--limit', values.limit) ?? (isJson ? Number.POSITIVE_INFINITY : ROWS);
    const failures = new Failures(out);
    await using desk = await openDesk();
    await tellAge(out, desk, wanted.accounts);
    const rows: Row[] = [];
    let count = 0;
    let isMore = false;
    for await (const thread of desk.threads({ ...wanted, onFailure: failures.tell })) {
      isMore = count === limit;
      if (isMore) break;
      count += 1;
      if (isJson) await out.record(thread);
      else rows.push(rowOf(thread));
      out.progress(counted(count, 'thread'));
    }
    if (rows.length > 0) await out.table(rows);
    if (!isJson)
      await out.note(isMore ? `${count} threads are shown, and there are more: --limit N` : counted(count, 'thread'));
    return failures.any ? EXIT.failed : EXIT.done;
  },
});

function rowOf({ ref, vendor, account, state, turn, changedAt, about }: ThreadRecord): Row {
  return {
    thread: ref === null ? `${vendor}:${account}, without an id` : escapedRef(ref),
    state: state ?? 'not told',
    turn,
    changed: toMinute(changedAt ?? 'not told'),
    about: excerpt(about ?? ''),
  };
}
