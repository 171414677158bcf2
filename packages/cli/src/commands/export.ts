import { parseThreadRef } from '@ticketbridge/facade';
import { readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { counted } from '../counted.ts';
import type { Desk } from '../desk/desk.ts';
import type { ThreadRecord } from '../desk/records.ts';
import { EXIT } from '../exit-code.ts';
import { tellAge } from '../mirror.ts';
import { Failures, readThreadsWanted, THREAD_FLAGS } from '../threads-wanted.ts';
import { visible } from '../visible.ts';
import { writeWhole } from '../whole-file.ts';

export const exportThreads: Command = defineCommand({
  name: 'export',
  summary: 'writes threads with their messages as NDJSON, one thread a line',
  usage: '',
  example: 'ticketbridge export --all --out threads.ndjson',
  notes: ['Without --out they go to standard output. A file gets its name when it is whole.'],
  flags: { ...THREAD_FLAGS, out: { type: 'string', placeholder: 'FILE', meaning: 'the file to write, of mode 600' } },
  run: async ({ out, openDesk }, { values, positionals }) => {
    readPositionals(positionals);
    const wanted = readThreadsWanted(values);
    const failures = new Failures(out);
    await using desk = await openDesk();
    await tellAge(out, desk, wanted.accounts);
    const threads = desk.threads({ ...wanted, onFailure: failures.tell });
    let count = 0;
    const lines = async function* () {
      for await (const thread of threads) {
        yield visible(JSON.stringify(await conversationOf(desk, thread)));
        count += 1;
        out.progress(counted(count, 'thread'));
      }
    };
    if (values.out === undefined) for await (const line of lines()) await out.line(line);
    const name = values.out === undefined ? undefined : await writeWhole(values.out, lines(), () => !failures.any);
    await out.note(`${counted(count, 'thread')}${name === undefined ? '' : ` in ${name}`}`);
    return failures.any ? EXIT.failed : EXIT.done;
  },
});

async function conversationOf(desk: Desk, thread: ThreadRecord) {
  // The messages of a thread that is listed without an id cannot be asked for.
  if (thread.ref === null) return { ...thread, messages: null };
  const messages = await Array.fromAsync(desk.messages(parseThreadRef(thread.ref)));
  return { ...thread, messages: messages.map(({ ref: _, ...message }) => message) };
}
