import { setTimeout } from 'node:timers/promises';
import { formatThreadRef } from '@ticketbridge/facade';
import { type Inbox, type InboxEvent, isInboxError } from '@ticketbridge/inbox';
import { readCount, readOneOf, readPositionals } from '../arguments.ts';
import { type Command, defineCommand } from '../command.ts';
import { messageRecord } from '../desk/inbox.ts';
import { tellOutages } from '../desk/outages.ts';
import { tellTroubles } from '../desk/troubles.ts';
import { EXIT } from '../exit-code.ts';
import type { Output } from '../output.ts';
import { shownAccount, shownRef } from '../ref.ts';
import { toSecond } from '../shown-time.ts';
import { excerpt } from '../visible.ts';

/** Milliseconds after which it is tried again to run an inbox that another process runs. */
const RETRY = 5_000;

export const watch: Command = defineCommand({
  name: 'watch',
  summary: 'runs the inbox, which polls and sends, and shows what changes until it is stopped',
  usage: '',
  notes: [
    'It makes the inbox where there is none. Beside another process that runs it, it shows what changes, and takes over',
    'when that one ends. What was shown is not shown again to the same consumer.',
  ],
  example: 'ticketbridge watch --inbox inbox.sqlite --json',
  refuses: ['no-inbox'],
  flags: {
    consumer: { type: 'string', placeholder: 'NAME', meaning: 'whose place in the events to keep; default: watch' },
    interval: { type: 'string', placeholder: 'SECONDS', meaning: 'between two polls of an account; default: 15' },
    from: { type: 'string', placeholder: 'WHERE', meaning: 'where a new consumer begins: start or now, the default' },
  },
  run: async ({ io, out, isJson, place, openInbox }, { values, positionals }) => {
    readPositionals(positionals);
    const { consumer = 'watch' } = values;
    const from = readOneOf('--from', ['start', 'now'], values.from ?? 'now');
    const interval = readCount('--interval', values.interval);
    await using desk = await openInbox({ mayMake: true, interval });
    const { inbox, accounts } = desk;
    const isKnown = (await inbox.status()).consumers.some(({ name }) => name === consumer);
    if (isKnown && values.from !== undefined) await out.note(`--from is for new consumers: ${consumer} goes on.`);
    const failed = new AbortController();
    const signal = AbortSignal.any([io.signal, failed.signal]);
    if (accounts.length === 0) await out.note('No account is configured: it only shows what another process finds.');
    const follow = async () => {
      for await (const event of inbox.events(consumer, { signal, from })) {
        await (isJson ? out.record(recordOf(event)) : out.line(lineOf(event)));
        await event.ack();
      }
    };
    const run = accounts.length === 0 ? [] : [runAlways(inbox, out, signal)];
    const tasks = [follow(), ...run, tellOutages(inbox, out, signal), tellTroubles(inbox, { out, place }, signal)];
    const results = await Promise.allSettled(tasks.map((task) => task.finally(() => failed.abort())));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    return EXIT.done;
  },
});

/** Runs the inbox, or waits for its turn. */
async function runAlways(inbox: Inbox, out: Output, signal: AbortSignal): Promise<void> {
  for (let isTold = false; !signal.aborted; isTold = true) {
    try {
      await inbox.run({
        signal,
        onProgress: ({ threads, messages, ...account }) =>
          out.progress(`${shownAccount(account)}: ${threads} threads, ${messages} messages`),
      });
    } catch (error) {
      if (!isInboxError(error) || error.code !== 'already-running') throw error;
      if (!isTold) await out.note('Another process runs this inbox.');
      await setTimeout(RETRY, undefined, { signal }).catch(() => {});
    }
  }
}

function recordOf({ ack: _, ...event }: InboxEvent & { readonly ack: unknown }) {
  if (!('ref' in event)) return event;
  const record = { ...event, ref: formatThreadRef(event.ref) };
  return 'message' in event
    ? { ...record, message: { id: event.message.id, ...messageRecord(event.message) } }
    : record;
}

function lineOf(event: InboxEvent): string {
  const place = 'ref' in event ? shownRef(event.ref) : shownAccount(event);
  return [toSecond(event.at), event.type.padEnd(16), place, detailOf(event)].filter((part) => part !== '').join('  ');
}

function detailOf(event: InboxEvent): string {
  if ('message' in event) return `by: ${event.message.author}  ${excerpt(event.message.text)}`;
  if (event.type === 'thread.state') return `${event.from.native ?? 'not told'} to ${event.to.native ?? 'not told'}`;
  if (event.type === 'thread.new') return event.state.native ?? '';
  return 'threads' in event ? `${event.threads} threads, ${event.messages} messages` : '';
}
