// Writes every thread with its messages as NDJSON, one thread a line. A killed export goes on where it was: start it
// again with the same --out. Without --out it writes to stdout, and cannot go on.
// Run: node src/export.ts --out threads.ndjson, with the variables of src/configuration.ts set.
import { parseArgs } from 'node:util';
import {
  createTicketbridge,
  formatThreadRef,
  isTicketbridgeError,
  type Message,
  type Thread,
  type Ticketbridge,
} from '@ticketbridge/facade';
import { Presets, SingleBar } from 'cli-progress';
import { readAccounts } from './configuration.ts';
import { complain, print, runProgram } from './program.ts';
import { ResumableFile } from './resumable-file.ts';
import { visible } from './visible.ts';

/** Where the lines go: a file that can be gone on with, or stdout. */
type Output = Pick<ResumableFile, 'position' | 'lines' | 'writeLine' | 'checkpoint' | 'complete'>;

const stdout: Output = {
  position: undefined,
  lines: 0,
  writeLine: print,
  checkpoint: async () => {},
  complete: async () => {},
};

await runProgram('export', async () => {
  const { out } = parseArgs({ options: { out: { type: 'string' } } }).values;
  const bridge = createTicketbridge(readAccounts(process.env));
  if (out === undefined) {
    await exportThreads(bridge, stdout, new Set());
    return 0;
  }
  // A thread comes once in a reading, and again where a later page of another run holds more of it.
  const exported = new Set<string>();
  await using file = await ResumableFile.open(out, (line) => note(line, exported));
  try {
    await exportThreads(bridge, file, exported);
  } catch (error) {
    throw isTicketbridgeError(error) && error.field === 'from' ? file.distrust(error.message) : error;
  }
  complain(`${file.lines} threads in ${out}`);
  return 0;
});

async function exportThreads(bridge: Ticketbridge, output: Output, exported: ReadonlySet<string>): Promise<void> {
  // Without a terminal it shows nothing. On a signal, the library would restore the terminal and let the program go on.
  const bar = new SingleBar(
    { stream: process.stderr, format: '{bar} {value}/{total} threads, {eta_formatted}', gracefulExit: false },
    Presets.rect,
  );
  process.once('exit', () => bar.stop());
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  bar.start(process.stderr.isTTY ? await countThreads(bridge) : 0, output.lines);
  try {
    for await (const { items, position } of bridge.threads({ hydrate: true, from: output.position }).pages()) {
      for (const thread of items) {
        if (thread.ref && exported.has(formatThreadRef(thread.ref))) continue;
        await output.writeLine(visible(JSON.stringify(await recordOf(bridge, thread))));
        bar.increment();
      }
      await output.checkpoint(position);
    }
    await output.complete();
  } finally {
    bar.stop();
  }
}

/** Neither vendor tells how many threads there are, but listing them is a small part of reading their messages. */
async function countThreads(bridge: Ticketbridge): Promise<number> {
  const refs = new Set<string>();
  let withoutRef = 0;
  for await (const { ref } of bridge.threads()) {
    if (ref) refs.add(formatThreadRef(ref));
    else withoutRef += 1;
  }
  return refs.size + withoutRef;
}

/** Notes the ref in a line that an earlier run wrote; `false` when no run can have written it. */
function note(line: string, exported: Set<string>): boolean {
  const record = parse(line);
  if (typeof record !== 'object' || record === null || !('ref' in record)) return false;
  if (typeof record.ref === 'string') exported.add(record.ref);
  return typeof record.ref === 'string' || record.ref === null;
}

/** `undefined` for what is no JSON. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Makes the record of a thread. `raw` has the fields that the model has no place for. */
async function recordOf(bridge: Ticketbridge, thread: Thread) {
  const { vendor, account, ref, state } = thread;
  const { active, turn, native, from } = state;
  return {
    vendor,
    account,
    ref: ref ? formatThreadRef(ref) : null,
    state: { active, turn, native, from },
    ...(thread.vendor === 'brandlovers' && { raw: thread.raw }),
    messages: await messagesOf(bridge, thread),
  };
}

/** `null` for a thread that the vendor lists without an id: its messages cannot be asked for. */
async function messagesOf(bridge: Ticketbridge, thread: Thread) {
  if (thread.vendor === 'clubcollect') return thread.messages.map(messageRecord);
  if (!thread.ref) return null;
  return (await Array.fromAsync(bridge.messages(thread.ref))).map(messageRecord);
}

function messageRecord({ sentAt, text, raw }: Message) {
  return { sentAt, text, raw };
}
