import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { brandloversSource } from '@ticketbridge/facade';
import { startSandbox } from '@ticketbridge/sandbox';
import { expect, onTestFinished, test } from 'vitest';
import { openInbox } from '../../src/index.ts';
import { postgresStore } from '../../src/postgres/index.ts';
import { freshPlace } from '../stores.ts';

const TICKET = '7300401';
const ref = { vendor: 'brandlovers', account: 'aurora', id: TICKET } as const;
const TEXT = 'A troca está a caminho.';

/** Stands between an inbox and its server, and can be away: then all connections end, and nobody answers. */
class Access {
  readonly connection: { readonly host: string; readonly user: string; readonly database: string };
  readonly #sockets = new Set<Socket>();
  readonly #outer: string;
  #server: Server | undefined;

  constructor(url: string) {
    const folder = new URL(url.replace('@', '@localhost')).searchParams.get('host') ?? '';
    this.#outer = join(folder, '.s.PGSQL.5432');
    const host = mkdtempSync(join(tmpdir(), 'ticketbridge-access-'));
    this.connection = { host, user: 'inbox', database: 'postgres' };
    onTestFinished(() => {
      this.cut();
      rmSync(host, { recursive: true, force: true });
    });
  }

  async open(): Promise<void> {
    this.#server = createServer((inner) => {
      const outer = createConnection(this.#outer);
      this.#sockets.add(inner).add(outer);
      inner.on('error', () => {}).on('close', () => outer.destroy());
      outer.on('error', () => {}).on('close', () => inner.destroy());
      inner.pipe(outer).pipe(inner);
    });
    this.#server.listen(join(this.connection.host, '.s.PGSQL.5432'));
    await once(this.#server, 'listening');
  }

  cut(): void {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }
}

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
