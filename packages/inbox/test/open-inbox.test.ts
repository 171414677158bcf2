import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, type Source, type Vendor } from '@ticketbridge/facade';
import { type Sandbox, startSandbox } from '@ticketbridge/sandbox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePoint } from '../../../vitest.text.ts';
import { type DeliveredEvent, type EventType, type Inbox, isInboxError, openInbox } from '../src/index.ts';
import type { Store } from '../src/store.ts';
import { freshStore } from './stores.ts';
import { openStore } from './support/store.ts';

const SHOP = { vendor: 'brandlovers', account: 'shop' } as const;
const CLUB = { vendor: 'clubcollect', account: 'hockeyclub-de-voorbeelden' } as const;
const TICKET = { ...SHOP, id: '7300402' };
const INVOICE = { ...CLUB, id: 'hv-2026-0001' };

function sourcesOf(sandbox: Sandbox): readonly Source<Vendor>[] {
  const seller = createBrandlovers({ baseUrl: sandbox.brandlovers.baseUrl, token: 'sandbox-seller-aurora' });
  const partner = createClubcollect({ baseUrl: sandbox.clubcollect.baseUrl, apiKey: 'sandbox-partner-noord' });
  return [
    brandloversSource(seller, { account: SHOP.account }),
    clubcollectSource(partner, { companyId: CLUB.account }),
  ];
}

const POLLING = { interval: 20, coldInterval: 100, maxPerSecond: 1_000, maxPerSecondAndAccount: 1_000 };

async function openOn(sandbox: Sandbox, store: Store): Promise<Inbox> {
  return openInbox({ store, sources: sourcesOf(sandbox), polling: POLLING, lookDelays: [10, 20, 40] });
}

/** Takes and acknowledges events until one is of a type, and returns that. */
async function next<T extends EventType>(inbox: Inbox, type: T): Promise<DeliveredEvent & { type: T }> {
  for await (const event of inbox.events('test')) {
    await event.ack();
    if (isOf(event, type)) return event;
  }
  throw new Error('the events have ended');
}

function isOf<T extends EventType>(event: DeliveredEvent, type: T): event is DeliveredEvent & { type: T } {
  return event.type === type;
}

test('takes a clock that is an object of a class, also for what is queued', async () => {
  class Clock {
    #at = Date.UTC(2026, 0, 1);
    now(): number {
      return this.#at;
    }
  }
  await using sandbox = await startSandbox();
  const clock = new Clock();
  await using inbox = await openInbox({ store: await freshStore(), sources: sourcesOf(sandbox), clock });
  const { createdAt } = await inbox.outbox.reply(INVOICE, 'Ja.');
  expect(createdAt).toMatch(process.env.INBOX_STORE ? /Z$/ : '2026-01-01T00:00:00.000Z');
});

test('tells each change once, mirrors it, and sends what was asked for', async () => {
  await using sandbox = await startSandbox();
  await using inbox = await openOn(sandbox, await freshStore());
  const ending = new AbortController();
  const progress: string[] = [];
  const onProgress = ({ vendor }: { vendor: string }) => progress.push(vendor);
  const running = inbox.run({ signal: ending.signal, onProgress });
  const ready = [await next(inbox, 'account.ready'), await next(inbox, 'account.ready')];
  expect(ready.map(({ vendor }) => vendor).sort()).toEqual(['brandlovers', 'clubcollect']);
  expect(new Set(progress)).toEqual(new Set(['brandlovers', 'clubcollect']));

  sandbox.clubcollect.customerWrites(INVOICE.id, 'Klopt dit?');
  const asked = await next(inbox, 'message.new');
  expect(asked).toMatchObject({ ref: INVOICE, message: { text: 'Klopt dit?', author: 'customer' } });
  const entry = await inbox.outbox.reply(INVOICE, 'Ja.', { key: asked.id });
  expect(await next(inbox, 'message.new')).toMatchObject({ message: { text: 'Ja.', author: 'us' } });
  expect(await inbox.outbox.reply(INVOICE, 'Ja.', { key: asked.id })).toMatchObject({ id: entry.id });

  sandbox.brandlovers.statusChanges(TICKET.id, 'CLOSED');
  expect(await next(inbox, 'thread.state')).toMatchObject({ ref: TICKET, to: { native: 'CLOSED', active: false } });
  const found = await Array.fromAsync(inbox.search('DIT klopt'));
  expect(found).toMatchObject([{ id: asked.message.id, ref: INVOICE }]);
  expect(await inbox.status()).toMatchObject({ isRunning: true, outbox: { queued: 0, undecided: 0 } });
  ending.abort();
  await running;
  expect(await inbox.status()).toMatchObject({ isRunning: false });
});

test('goes on with the first run where it was stopped', async () => {
  await using sandbox = await startSandbox();
  await using inbox = await openOn(sandbox, await freshStore());
  for (let requests = 0, isReady = false; !isReady; ) {
    const ending = new AbortController();
    await inbox.run({ signal: ending.signal, onProgress: () => ending.abort() });
    const { accounts } = await inbox.status();
    const now = accounts.reduce((sum, account) => sum + account.requests, 0);
    expect(now).toBeGreaterThan(requests);
    requests = now;
    isReady = accounts.every(({ phase }) => phase === 'ready');
  }
  expect(sandbox.journal.entries().length).toBeLessThan(200);
});

test('sends one entry where nobody runs the inbox, and nothing else', async () => {
  await using sandbox = await startSandbox();
  await using inbox = await openOn(sandbox, await freshStore());
  await inbox.outbox.reply(TICKET, 'Depois.');
  const { id } = await inbox.outbox.reply(INVOICE, 'Nu.');
  expect(await inbox.send(id)).toMatchObject({ id, state: 'accepted' });
  expect(await inbox.send(id)).toMatchObject({ id, state: 'accepted' });
  expect(await inbox.outbox.open()).toMatchObject([{ text: 'Depois.', state: 'queued' }]);
  expect((await inbox.status()).accounts).toMatchObject([{ phase: 'listing' }, { phase: 'listing' }]);
  await expect(inbox.send('nothing')).rejects.toMatchObject({ code: 'not-found' });
});

test('says how far an entry is that cannot be sent now', async () => {
  await using sandbox = await startSandbox();
  sandbox.addFault({ kind: 'throttle', perSecond: 0, retryAfter: '3600' });
  await using inbox = await openOn(sandbox, await freshStore());
  const first = await inbox.outbox.reply(INVOICE, 'Een.');
  const second = await inbox.outbox.reply(INVOICE, 'Twee.');
  await inbox.send(first.id, { signal: AbortSignal.timeout(200) });
  expect(await inbox.send(second.id, { signal: AbortSignal.timeout(200) })).toMatchObject({ state: 'queued' });
});

test('lets the same be opened, read and answered beside the one who runs it', async () => {
  await using sandbox = await startSandbox();
  const store = await freshStore();
  await using running = await openOn(sandbox, store);
  const ending = new AbortController();
  const run = running.run({ signal: ending.signal });
  await next(running, 'account.ready');
  await next(running, 'account.ready');
  await using beside = await openOn(sandbox, store);
  const { id } = await beside.outbox.reply(TICKET, 'Olá!');
  await expect.poll(async () => (await beside.outbox.get(id))?.state).toBe('accepted');
  await using reader = await openInbox({ store });
  expect(await Array.fromAsync(reader.threads({ accounts: [SHOP] }))).toHaveLength(12);
  expect(await reader.status()).toMatchObject({ accounts: [{ hasSource: false }, { hasSource: false }] });
  await expect(reader.outbox.reply(TICKET, 'Olá!')).rejects.toMatchObject({ kind: 'invalid-input', field: 'sources' });
  await expect(reader.run()).rejects.toMatchObject({ kind: 'invalid-input', field: 'sources' });
  ending.abort();
  await run;
});

test('ends what goes on when it is closed', async () => {
  await using sandbox = await startSandbox();
  const inbox = await openOn(sandbox, await freshStore());
  const running = inbox.run();
  const following = Array.fromAsync({ length: 5 }, (_, n) => Array.fromAsync(inbox.events(`test ${n}`)));
  const { ack } = await next(inbox, 'account.ready');
  await inbox[Symbol.asyncDispose]();
  await Promise.all([running, following]);
  await expect(ack()).rejects.toMatchObject({ name: 'InboxError', code: 'store-unusable' });
  await expect(inbox.status()).rejects.toMatchObject({ name: 'InboxError', code: 'store-unusable' });
});

const VERBS = ['run', 'send', 'events', 'threads', 'messages', 'search', 'retain', 'forget'] as const;

/** Things that are nearly right. */
const nearly = fc.record(
  {
    vendor: fc.constantFrom('brandlovers', 'museum', 7),
    account: fc.oneof(fc.string(), fc.anything()),
    id: fc.oneof(fc.string(), fc.anything()),
    signal: fc.constantFrom(AbortSignal.abort(), {}, null),
    active: fc.anything(),
    accounts: fc.oneof(fc.array(fc.anything()), fc.anything()),
    limit: fc.oneof(fc.integer(), fc.double()),
    days: fc.oneof(fc.integer(), fc.double()),
    from: fc.constantFrom('start', 'now', 'here'),
  },
  { requiredKeys: [] },
);

test('refuses what is not as it should be with a field, and never fails otherwise', async () => {
  await using inbox = await openInbox({ store: await freshStore() });
  const argument = fc.oneof(nearly, fc.string({ unit: codePoint }), fc.anything());
  const call = async (verb: (typeof VERBS)[number], given: unknown[]) => {
    const result: unknown = Reflect.apply(inbox[verb], inbox, given);
    // What is followed does not end by itself.
    if (verb === 'events') await Reflect.get(Object(result), 'return').call(result);
    else await (Object(result)[Symbol.asyncIterator] ? Array.fromAsync(Object(result)) : result);
  };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...VERBS), fc.array(argument, { maxLength: 3 }), async (verb, given) => {
      const error: unknown = await call(verb, given).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error === undefined || (isInboxError(error) && error.code === 'not-found')) return;
      expect(error).toMatchObject({ name: 'TicketbridgeError', kind: 'invalid-input' });
    }),
    { numRuns: process.env.EXHAUSTIVE ? 300 : 25 },
  );
});

test.each([
  [undefined, 'store'],
  [{}, 'store'],
  [{ store: {} }, 'store'],
  [{ sources: [{}] }, 'sources[0]'],
  [{ sources: 'all' }, 'sources'],
  [{ polling: { interval: 0 } }, 'interval'],
  [{ polling: { maxPerSecond: Number.NaN } }, 'maxPerSecond'],
  [{ lookDelays: [1, 2] }, 'lookDelays'],
  [{ clock: 7 }, 'clock'],
  [{ poling: {} }, 'poling'],
])('refuses to be opened with %j', async (options, field) => {
  const store = await freshStore();
  const given = options && field !== 'store' ? { store, ...options } : options;
  const opening = Reflect.apply(openInbox, undefined, [given]);
  await expect(opening).rejects.toMatchObject({ kind: 'invalid-input', field });
});

test.each<[string, (store: Store) => unknown]>([
  ['an object with a function that opens', () => ({ open: openStore })],
  ['a function that opens', () => openStore],
  ['a copy', (store) => ({ ...store })],
  ['a copy of its properties', (store) => Object.defineProperties({}, Object.getOwnPropertyDescriptors(store))],
  ['what inherits from one', (store) => Object.create(store)],
  ['a proxy', (store) => new Proxy(store, {})],
  ['its promise', (store) => Promise.resolve(store)],
  ['a path', () => 'inbox.sqlite'],
])('takes no look-alike for a store: %s', async (_, alike) => {
  const opening = Reflect.apply(openInbox, undefined, [{ store: alike(await freshStore()) }]);
  await expect(opening).rejects.toMatchObject({
    kind: 'invalid-input',
    field: 'store',
    message: expect.stringContaining('sqliteStore'),
  });
});
