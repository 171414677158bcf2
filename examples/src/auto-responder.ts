// Answers every message that comes from a customer with one text, once for each thread. It can be killed at any moment and
// started again: the inbox knows what was sent, and of what nobody knows whether it was (ticketbridge outbox lists that).
// Run: node src/auto-responder.ts --inbox inbox.sqlite --text "We got your message." (see README.md).
import { parseArgs } from 'node:util';
import { formatThreadRef } from '@ticketbridge/facade';
import { type Inbox, type InboxEvent, openInbox, sqliteStore } from '@ticketbridge/inbox';
import { readAccounts } from './configuration.ts';
import { runProgram, UsageError } from './program.ts';

await runProgram('auto-responder', async () => {
  const { inbox: path, text, interval } = readFlags();
  if (!path) throw new UsageError('--inbox FILE is missing: where the inbox is kept');
  if (!text?.trim()) throw new UsageError('--text TEXT is missing: what to answer');
  if (!(Number(interval) > 0)) throw new UsageError('--interval SECONDS must be a number: the time between two polls');
  const polling = { interval: Number(interval) * 1_000 };
  await using inbox = await openInbox({ store: sqliteStore(path), sources: readAccounts(process.env), polling });
  const stop = new AbortController();
  const { signal } = stop;
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  await Promise.all([inbox.run({ signal }).finally(() => stop.abort()), answerAll(inbox, text, signal)]);
  return 0;
});

function readFlags() {
  return parseArgs({
    options: { inbox: { type: 'string' }, text: { type: 'string' }, interval: { type: 'string', default: '15' } },
  }).values;
}

async function answerAll(inbox: Inbox, text: string, signal: AbortSignal): Promise<void> {
  for await (const event of inbox.events('auto-responder', { signal })) {
    // The key makes it one reply, however often the event is delivered.
    if (asks(event)) {
      await inbox.outbox.reply(event.ref, text, { key: `auto-responder ${formatThreadRef(event.ref)}` });
    }
    await event.ack();
  }
}

/** BrandLovers does not tell who wrote a message: there, a thread that is new is answered. */
function asks(event: InboxEvent): event is Extract<InboxEvent, { readonly type: 'message.new' | 'thread.new' }> {
  if (event.vendor === 'brandlovers') return event.type === 'thread.new';
  return event.type === 'message.new' && event.message.author === 'customer';
}
