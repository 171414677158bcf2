import { mock } from 'node:test';
import type { ClubcollectThreadFragment, ListedThread, Ticketbridge } from '@ticketbridge/facade';
import { receiptOf, TicketbridgeError } from '@ticketbridge/facade';
import * as testing from '@ticketbridge/facade/testing';
import { describe, expect, test, vi } from 'vitest';
import { openDesk } from './desk.ts';
import { clubThat } from './vendors.ts';

const BUILDERS: Readonly<Record<string, unknown>> = { ...testing };

const shop = { vendor: 'brandlovers', account: 'shop', id: 't-1' } as const;
const club = { vendor: 'clubcollect', account: 'club', id: 'i-1' } as const;
const created = { ticket_id: 'm-1', message: 'Dank u.', sender: 'COMPANY', date: '2026-03-01T09:00:00Z' };
const newThread = { orderId: '1', type: 'DELIVERY', from: 'Loja', text: 'Seu pedido saiu.' };
const lost = () => new TicketbridgeError('the answer was lost', { kind: 'network', outcome: 'unknown', attempts: 1 });

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const read: Item[] = [];
  for await (const item of items) read.push(item);
  return read;
}

/** Without the instants at which something was seen or asked for. */
function timeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, field) => (key === 'asOf' || key === 'at' ? undefined : field)));
}

const isFragment = (thread: ListedThread): thread is ClubcollectThreadFragment => thread.vendor === 'clubcollect';

describe('what is built of a payload is what the facade makes of it', () => {
  test('threads, fragments and messages of every listing', async () => {
    const { bridge, companyId } = await openDesk();
    const listed = await all(bridge.threads());
    const native = ({ state }: ListedThread) => state.native;
    const threads = listed.map((thread) =>
      thread.vendor === 'brandlovers' ? testing.brandloversThread('shop', thread.raw) : thread,
    );
    expect(timeless(threads)).toEqual(timeless(listed));

    for (const list of ['unanswered', 'answered', 'archived'] as const) {
      const fragments = listed.filter(isFragment).filter((thread) => native(thread) === list);
      const built = fragments.flatMap(({ raw }) => testing.clubcollectFragments(companyId, list, raw));
      expect(timeless(built)).toEqual(timeless(fragments));
      for (const { messages } of fragments) {
        expect(messages.map(({ raw }) => testing.clubcollectListedMessage(companyId, Object(raw)))).toEqual(messages);
      }
    }
    for (const thread of await all(bridge.threads({ vendors: ['clubcollect'], hydrate: true }))) {
      if (thread.vendor !== 'clubcollect' || !thread.ref) throw new Error('not a thread of an invoice');
      const { ref, raw, state } = thread;
      const list = (['unanswered', 'answered', 'archived'] as const).find((name) => name === state.native);
      expect(timeless(testing.clubcollectThread(ref, raw, list))).toEqual(timeless(thread));
      const whole = await bridge.clubcollect.thread(ref);
      expect(timeless(testing.clubcollectThread(ref, raw))).toEqual(timeless(whole));
      expect(raw.map((ticket) => testing.clubcollectMessage(ref, ticket))).toEqual(whole.messages);
    }
    for (const thread of listed) {
      if (thread.vendor !== 'brandlovers' || !thread.ref) continue;
      const { ref } = thread;
      const messages = await all(bridge.messages(ref));
      expect(messages.map(({ raw }) => testing.brandloversMessage(ref, raw))).toEqual(messages);
    }
  });

  test('receipts of every write', async () => {
    const { bridge } = await openDesk();
    const [ticket] = await all(bridge.threads({ vendors: ['brandlovers'], maxItems: 1 }));
    const [invoice] = await all(bridge.threads({ vendors: ['clubcollect'], maxItems: 1, hydrate: true }));
    if (ticket?.vendor !== 'brandlovers' || !ticket.ref) throw new Error('no ticket');
    if (invoice?.vendor !== 'clubcollect' || !invoice.ref) throw new Error('no invoice');
    const { brandlovers, clubcollect } = bridge;
    const replied = await bridge.reply(invoice.ref, 'Dank u.');
    const begun = await clubcollect.createThread({ invoiceId: invoice.ref.id, text: 'Dank u.' });
    const pairs: readonly (readonly [built: unknown, real: unknown])[] = [
      [testing.brandloversReceipt('reply', ticket.ref, 'Oi'), await bridge.reply(ticket.ref, 'Oi')],
      [testing.brandloversReceipt('note', ticket.ref, 'Oi'), await brandlovers.note(ticket.ref, 'Oi')],
      [testing.brandloversReceipt('close', ticket.ref), await brandlovers.close(ticket.ref)],
      [testing.brandloversReceipt('reopen', ticket.ref), await brandlovers.reopen(ticket.ref)],
      [
        testing.brandloversCreateReceipt('shop', newThread, { marker: 'm-1' }),
        await brandlovers.createThread(newThread, { marker: 'm-1' }),
      ],
      [testing.clubcollectReceipt('assignToSupport', invoice.ref), await clubcollect.assignToSupport(invoice.ref)],
      [testing.clubcollectReceipt('archive', invoice.ref), await clubcollect.archive(invoice.ref)],
      [testing.clubcollectMessageReceipt('reply', invoice.ref, replied.message.raw), replied],
      [testing.clubcollectMessageReceipt('createThread', invoice.ref, begun.message.raw), begun],
    ];
    for (const [built, real] of pairs) expect(timeless(built)).toEqual(timeless(real));
  });

  test('what is not as documented is told, and kept', () => {
    const raw = { ticketId: '', colour: 'blue' };
    expect(testing.brandloversThread('shop', raw)).toMatchObject({
      ref: undefined,
      onlyInRaw: ['/colour'],
      anomalies: [{ pointer: '/ticketId' }],
      raw,
    });
  });
});

test('a failed create is found by its error, in no rendering of it', () => {
  const receipt = testing.brandloversCreateReceipt('shop', newThread, { outcome: 'unknown', marker: 'm-1' });
  const error = testing.failedCreate(lost(), receipt);
  expect(receiptOf(error)).toEqual({ ...receipt, outcome: 'unknown' });
  expect(JSON.stringify(error)).not.toContain(newThread.text);
  expect(receiptOf(lost())).toBeUndefined();
});

describe('a list of items is paged as those of the facade', () => {
  const items = Array.from({ length: 7 }, (_, index) => ({ index }));

  test('by its pages, with totals and an end', async () => {
    const pages = await all(testing.pagedList(items, { pageSize: 3 }).pages());
    expect(pages.map(({ items: page }) => page.length)).toEqual([3, 3, 1]);
    expect(pages.map(({ end }) => end)).toEqual([false, false, true]);
    expect(pages.map(({ total }) => total)).toEqual([7, 7, 7]);
  });

  test('from each position on, with what has come since', async () => {
    for await (const { position } of testing.pagedList(items, { pageSize: 2 }).pages()) {
      const more = [...items, { index: 7 }];
      const rest = await all(testing.pagedList(more, { pageSize: 2, from: position }));
      expect(rest.at(-1)).toEqual({ index: 7 });
      expect(rest.length).toBe(8 - (rest[0]?.index ?? 0));
    }
  });

  test('as often as it is iterated, as far as is asked for', async () => {
    const list = testing.pagedList(items, { maxItems: 4 });
    expect(await all(list)).toEqual(items.slice(0, 4));
    expect(await all(list)).toEqual(items.slice(0, 4));
    expect(await all(testing.pagedList([]))).toEqual([]);
  });
});

describe('the verbs of a bridge are replaced', () => {
  const fragments = testing.clubcollectFragments('club', 'unanswered', [{ ...created, invoice_id: 'i-1' }]);
  const wholes = [testing.clubcollectThread(club, [created], 'unanswered')];
  const bridgeWith = async (replaced: Partial<Ticketbridge<'clubcollect'>>): Promise<Ticketbridge<'clubcollect'>> => ({
    ...(await clubThat(() => 'never')).bridge,
    ...replaced,
  });

  test.each(['threads', 'drain'] as const)(
    '%s gives whole threads to who asks for them, else fragments',
    async (verb) => {
      const both = { listed: () => testing.pagedList(fragments), hydrated: () => testing.pagedList(wholes) };
      const bridge = await bridgeWith({ [verb]: testing.listing(both) });
      expect(await all(bridge[verb]())).toEqual(fragments);
      expect(await all(bridge[verb]({ hydrate: false, active: true }))).toEqual(fragments);
      expect(await all(bridge[verb]({ hydrate: true }))).toEqual(wholes);
    },
  );

  test('with the options of the call, which may be those of a page', async () => {
    const listed = vi.fn(({ maxItems }: { maxItems?: number | undefined }) =>
      testing.pagedList(fragments, { maxItems }),
    );
    const bridge = await bridgeWith({ threads: testing.listing({ listed }) });
    expect(await all(bridge.threads({ maxItems: 0 }))).toEqual([]);
    expect(listed.mock.calls).toEqual([[{ maxItems: 0 }]]);
  });

  test('refusing whole threads where the test made none', async () => {
    const { threads } = await bridgeWith({ threads: testing.listing({ listed: () => testing.pagedList(fragments) }) });
    expect(() => threads({ hydrate: true })).toThrow(
      expect.objectContaining({ kind: 'invalid-input', field: 'hydrated' }),
    );
  });

  test('by the spies of node:test and of Vitest', async () => {
    const bridge = await bridgeWith({});
    mock.method(bridge, 'threads', () => testing.pagedList(fragments));
    vi.spyOn(bridge, 'drain').mockImplementation(() => testing.pagedList(fragments));
    vi.spyOn(bridge, 'reply').mockImplementation(async (ref) =>
      testing.clubcollectMessageReceipt('reply', ref, created),
    );
    expect(await all(bridge.threads())).toEqual(fragments);
    expect(await all(bridge.drain())).toEqual(fragments);
    expect(await bridge.reply(club, 'Dank u.')).toMatchObject({ verb: 'reply', input: { text: 'Dank u.' } });
  });
});

const WRONG: readonly (readonly [name: keyof typeof testing, args: readonly unknown[], field: string])[] = [
  ['brandloversThread', ['', {}], 'account'],
  ['brandloversThread', ['shop', undefined], 'raw'],
  ['brandloversMessage', [club, {}], 'thread.vendor'],
  ['brandloversMessage', [shop, []], 'raw'],
  ['brandloversReceipt', ['createThread', shop], 'verb'],
  ['brandloversReceipt', ['reply', shop], 'text'],
  ['brandloversReceipt', ['note', shop, ' '], 'text'],
  ['brandloversReceipt', ['close', shop, 'x'], 'text'],
  ['brandloversReceipt', ['reopen', shop, ''], 'text'],
  ['brandloversCreateReceipt', ['shop', { ...newThread, account: 'another' }], 'input.account'],
  ['brandloversCreateReceipt', ['shop', { ...newThread, text: ' ' }], 'text'],
  ['brandloversCreateReceipt', ['shop', newThread, { marker: 'Ü' }], 'marker'],
  ['failedCreate', [new Error('x'), {}], 'error'],
  ['failedCreate', [lost(), { verb: 'reply' }], 'receipt.vendor'],
  ['clubcollectThread', [club, [created, null]], 'raw[1]'],
  ['clubcollectThread', [club, [created], 'open'], 'seenIn'],
  ['clubcollectFragments', ['..', 'answered', []], 'companyId'],
  ['clubcollectMessage', [shop, created], 'thread.vendor'],
  ['clubcollectListedMessage', ['club', 'x'], 'raw'],
  ['clubcollectReceipt', ['reply', club], 'verb'],
  ['clubcollectMessageReceipt', ['archive', club, created], 'verb'],
  ['clubcollectMessageReceipt', ['reply', club, { ...created, message: ' ' }], 'raw.message'],
  ['clubcollectMessageReceipt', ['reply', club, { ticket_id: 'm-1' }], 'raw.message'],
  ['listing', [{ hydrated: () => [] }], 'listed'],
  ['listing', [{ listed: [] }], 'listed'],
  ['listing', [{ listed: () => [], hydrated: [] }], 'hydrated'],
  ['pagedList', ['abc'], 'items'],
  ['pagedList', [[], { pageSize: 0 }], 'pageSize'],
  ['pagedList', [[], { maxItem: 1 }], 'maxItem'],
];

test.each(WRONG)('%s refuses what is wrong, and names it: %o', (name, args, field) => {
  const build = () => Reflect.apply(Object(BUILDERS[name]), undefined, args);
  expect(build).toThrow(expect.objectContaining({ kind: 'invalid-input', field }));
});

test('every builder is tried with what is wrong', () => {
  expect(new Set(WRONG.map(([name]) => name))).toEqual(new Set(Object.keys(testing)));
});
