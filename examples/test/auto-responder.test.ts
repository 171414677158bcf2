import { join } from 'node:path';
import { formatThreadRef, type ThreadRef, type Ticketbridge } from '@ticketbridge/facade';
import { type Inbox, openInbox, sqliteStore } from '@ticketbridge/inbox';
import { expect, test } from 'vitest';
import { invoice, kill, openDesk, scratch, start, ticket } from './desk.ts';

const TEXT = 'We got your message.';

/** How often each thread at the vendors has the text, those without it left out. */
async function answers(bridge: Ticketbridge): Promise<Readonly<Record<string, number>>> {
  const counts = new Map<string, number>();
  for await (const { ref } of bridge.threads()) {
    const count = ref ? await countAnswers(bridge, ref) : 0;
    if (ref && count) counts.set(formatThreadRef(ref), count);
  }
  return Object.fromEntries(counts);
}

async function countAnswers(bridge: Ticketbridge, ref: ThreadRef): Promise<number> {
  const messages = await Array.fromAsync(bridge.messages(ref));
  return messages.filter(({ text }) => text === TEXT).length;
}

/** Waits for as many events of a kind. */
async function seen(
  inbox: Inbox,
  consumer: string,
  count: number,
  is: (event: { type: string; message?: unknown }) => boolean,
) {
  let left = count;
  for await (const event of inbox.events(consumer)) {
    if (is(event)) left -= 1;
    await event.ack();
    if (left === 0) return;
  }
}

test('what customers write is answered once, also when it is killed and started again', async () => {
  const { sandbox, env, bridge } = await openDesk([ticket('old')], [invoice('a', 'CUSTOMER'), invoice('b', 'COMPANY')]);
  const path = join(await scratch(), 'inbox.sqlite');
  const flags = ['--inbox', path, '--text', TEXT, '--interval', '0.1'];
  const first = start('auto-responder', flags, env);
  await using inbox = await openInbox({ store: sqliteStore(path) });
  await seen(inbox, 'ready', 2, ({ type }) => type === 'account.ready');
  sandbox.brandlovers.customerOpensTicket({ ticketId: 'new', text: 'Oi?' });
  sandbox.clubcollect.customerWrites('b', 'Hallo?');
  await seen(inbox, 'new', 2, ({ type }) => type === 'message.new');
  await kill(first);
  const second = start('auto-responder', flags, env);
  // What comes from us is seen once it was sent.
  await seen(inbox, 'ours', 2, ({ message }) => Object(message).author === 'us');
  second.process.kill('SIGTERM');
  expect(await second.ended).toMatchObject({ code: 0, err: '' });
  expect(await answers(bridge)).toEqual({ 'brandlovers:shop:new': 1, 'clubcollect:club:b': 1 });
});
