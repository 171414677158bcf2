import { createBrandlovers } from '@ticketbridge/brandlovers';
import { brandloversSource } from '@ticketbridge/facade';
import { startSandbox } from '@ticketbridge/sandbox';
import { expect, onTestFinished, test } from 'vitest';
import { openInbox } from '../../src/index.ts';
import { postgresStore } from '../../src/postgres/index.ts';
import { freshPlace } from '../stores.ts';
import { Access } from './access.ts';

const TICKET = '7300401';
const ref = { vendor: 'brandlovers', account: 'aurora', id: TICKET } as const;
const TEXT = 'A troca está a caminho.';

async function openDesk() {
  const [url = '', schema = ''] = freshPlace().split('#');
  const stack = new AsyncDisposableStack();
  onTestFinished(() => stack.disposeAsync());
  const access = new Access(url);
  await access.open();
  const sandbox = stack.use(await startSandbox());
  const client = createBrandlovers({ baseUrl: sandbox.brandlovers.baseUrl, token: 'sandbox-seller-aurora' });
  const inbox = stack.use(
    await openInbox({
      store: postgresStore(access.connection, { schema }),
      sources: [brandloversSource(client, { account: 'aurora' })],
      polling: { interval: 50, maxPerSecond: 1_000, maxPerSecondAndAccount: 1_000 },
    }),
  );
  return { access, sandbox, inbox };
}

test('runs and tells on after an outage of its server, and sends nothing twice', async () => {
  const { access, sandbox, inbox } = await openDesk();
  const leaving = new AbortController();
  const { signal } = leaving;
  const running = inbox.run({ signal });
  const told: string[] = [];
  for await (const event of inbox.events('crm', { signal })) {
    told.push('message' in event ? (event.message.text ?? '') : event.type);
    if (told.length === 1) await inbox.outbox.reply(ref, TEXT, { key: 'one' });
    if (told.length === 5) break;
    if (told.length === 2 || told.length === 3) {
      access.cut();
      sandbox.brandlovers.customerWrites(TICKET, `${told.length}`);
      const acknowledged = event.ack();
      await access.open();
      await acknowledged;
    } else {
      if (told.length === 4) sandbox.brandlovers.customerWrites(TICKET, '4');
      await event.ack();
    }
  }
  expect(told).toEqual(['account.ready', TEXT, '2', '3', '4']);
  leaving.abort();
  await running;
  const tickets = sandbox.inspect().brandlovers.sellers.flatMap((seller) => seller.tickets);
  const messages = tickets.find(({ ticketId }) => ticketId === TICKET)?.messages ?? [];
  expect(messages.filter(({ body }) => body === TEXT)).toHaveLength(1);
});

test('ends where it is told to while its server is away, and says that it was', async () => {
  const { access, inbox } = await openDesk();
  const leaving = new AbortController();
  const { signal } = leaving;
  const running = inbox.run({ signal });
  const events = inbox.events('crm', { signal })[Symbol.asyncIterator]();
  const { value: event } = await events.next();
  access.cut();
  await expect(inbox.status()).rejects.toMatchObject({ code: 'store-unreachable' });
  const ended = Promise.allSettled([running, event?.ack(), events.next()]);
  leaving.abort();
  expect(await ended).toMatchObject([
    { reason: { code: 'store-unreachable' } },
    { reason: { code: 'store-unreachable' } },
    { value: { done: true } },
  ]);
});
