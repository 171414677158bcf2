import type { Insertable } from 'kysely';
import { describe, expect, test } from 'vitest';
import { awaitedThreads, matchEntries, matchThread, type NewMessage } from '../../src/outbox/match.ts';
import type { MessagesTable } from '../../src/schema.ts';
import { copiesAt, type Desk, INVOICE, OTHER_TICKET, sendAll, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();
const ours = (text: string): NewMessage => ({ native: TICKET.id, text, visibility: 'CUSTOMER' });
const match = (
  { database }: Desk,
  ref: typeof TICKET | typeof INVOICE | typeof OTHER_TICKET,
  ...messages: NewMessage[]
) => database.write((tx) => matchEntries(tx, ref, messages));

/** Puts a message into the mirror. */
const hold = ({ database, clock }: Desk, columns: Partial<Insertable<MessagesTable>>) =>
  database.write((tx) =>
    tx
      .insertInto('messages')
      .values({
        id: crypto.randomUUID(),
        vendor: TICKET.vendor,
        account: TICKET.account,
        thread: TICKET.id,
        author: 'unknown',
        visibility: 'CUSTOMER',
        place: 0,
        seen_at: clock.at,
        ...columns,
      })
      .execute(),
  );

/** Sends a reply, before which the thread holds copies of it. */
async function replied(desk: Desk, text: string, copies = 0): Promise<string> {
  for (let copy = 0; copy < copies; copy += 1) desk.sandbox.brandlovers.customerWrites(TICKET.id, text);
  const { id } = await desk.outbox.reply(TICKET, text);
  await sendAll(desk);
  return id;
}

test('a new message that an entry has written is its effect, once', async () => {
  const desk = await openDesk();
  const id = await replied(desk, 'ok');
  expect(await match(desk, TICKET, ours('hello'), ours('ok'), ours('ok'))).toEqual([undefined, id, undefined]);
  await hold(desk, { text: 'ok', entry: id });
  expect(await match(desk, TICKET, ours('ok'))).toEqual([undefined]);
});

const NOT_OURS: readonly (readonly [string, NewMessage])[] = [
  ['of another text', ours('OK')],
  ['that the customer cannot read', { ...ours('ok'), visibility: 'INTERNAL' }],
  ['without a text', { native: TICKET.id, text: undefined, visibility: 'CUSTOMER' }],
];

test.each(NOT_OURS)('a message %s is not its effect', async (_, message) => {
  const desk = await openDesk();
  await replied(desk, 'ok');
  expect(await match(desk, TICKET, message)).toEqual([undefined]);
  expect(await match(desk, OTHER_TICKET, ours('ok'))).toEqual([undefined]);
});

test('a message of a customer is not its effect, though it has the id that the vendor gave to ours', async () => {
  const desk = await openDesk();
  const { id } = await desk.outbox.reply(INVOICE, 'ok');
  await sendAll(desk);
  const { message } = await desk.database.reader
    .selectFrom('outbox')
    .select('message')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const numbered = { native: message ?? undefined, text: 'ok' };
  expect(await match(desk, INVOICE, { ...numbered, sender: 'CUSTOMER' })).toEqual([undefined]);
  expect(await match(desk, INVOICE, { ...numbered, sender: 'COMPANY' })).toEqual([id]);
});

test('a note is what only we can read', async () => {
  const desk = await openDesk();
  const { id } = await desk.outbox.note(TICKET, 'ok');
  await sendAll(desk);
  expect(await match(desk, TICKET, ours('ok'), { ...ours('ok'), visibility: 'INTERNAL' })).toEqual([undefined, id]);
});

describe('copies that were there before', () => {
  test('are not its effect, though the mirror has not seen them before either', async () => {
    const desk = await openDesk();
    const id = await replied(desk, 'ok', 2);
    expect(await match(desk, TICKET, ours('ok'), ours('ok'), ours('ok'))).toEqual([undefined, undefined, id]);
  });

  test('are counted where the mirror holds them', async () => {
    const desk = await openDesk();
    const id = await replied(desk, 'ok', 1);
    await hold(desk, { text: 'ok' });
    expect(await match(desk, TICKET, ours('ok'))).toEqual([id]);
  });

  test('are not counted where they were gone by then', async () => {
    const desk = await openDesk();
    await hold(desk, { text: 'ok', gone_at: desk.clock.at - 1 });
    await replied(desk, 'ok', 1);
    expect(await match(desk, TICKET, ours('ok'))).toEqual([undefined]);
  });
});

test('two equal replies are two messages, in their order', async () => {
  const desk = await openDesk();
  const first = await replied(desk, 'ok');
  const second = await replied(desk, 'ok');
  expect(await match(desk, TICKET, ours('ok'), ours('ok'))).toEqual([first, second]);
});

test('what is queued, refused or without effect has no message', async () => {
  const desk = await openDesk();
  for (const status of [404, 429]) {
    desk.sandbox.addFault({ kind: 'status', status, operation: 'addTicketMessage', calls: 1 });
    await desk.outbox.reply(TICKET, `${status}`);
  }
  await desk.send();
  await desk.outbox.reply(OTHER_TICKET, 'queued');
  expect(await desk.database.write((tx) => awaitedThreads(tx, TICKET))).toEqual(new Set());
  expect(await match(desk, TICKET, ours('404'), ours('429'))).toEqual([undefined, undefined]);
});

test('a message is recognised although the text of its entry was purged', async () => {
  const desk = await openDesk();
  const id = await replied(desk, 'ok');
  await desk.database.write((tx) => tx.updateTable('outbox').set({ content: null }).execute());
  expect(await match(desk, TICKET, ours('no'), ours('ok'))).toEqual([undefined, id]);
});

test('what ClubCollect has told the id of is that message, whatever its text has become', async () => {
  const desk = await openDesk();
  const { id } = await desk.outbox.reply(INVOICE, 'ok');
  await sendAll(desk);
  const native = (await desk.outbox.get(id))?.message;
  const message = { text: 'ok', sender: 'COMPANY' };
  const other = { ...message, native: 'another' };
  expect(await match(desk, INVOICE, other, { native, text: 'o&#107;', sender: 'COMPANY' })).toEqual([undefined, id]);
});

test('what shows after the last look is looked at once more, and no person is needed', async () => {
  const desk = await openDesk({ brandlovers: { messageLag: 12 } });
  desk.sandbox.addFault({ kind: 'reset', applied: true, operation: 'addTicketMessage', calls: 1 });
  const id = await replied(desk, 'ok');
  expect(await desk.outbox.get(id)).toMatchObject({ isUndecided: true });
  for (let list = 0; list < 12; list += 1) for await (const _ of desk.bridge.messages(TICKET, { maxPages: 1 })) break;
  expect(await match(desk, TICKET, ours('ok'))).toEqual([id]);
  await sendAll(desk);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'look' });
  expect(copiesAt(desk, TICKET, 'ok')).toBe(1);
});

test('what only the mirror takes for new does not settle an entry', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ kind: 'reset', applied: false, operation: 'addTicketMessage', calls: 1 });
  const id = await replied(desk, 'ok');
  await match(desk, TICKET, ours('ok'));
  await sendAll(desk);
  expect(await desk.outbox.get(id)).toMatchObject({ isUndecided: true });
});

describe('a new ticket with the mark of an entry', () => {
  const input = { orderId: '1', type: 'OTHER', from: 'Loja', text: 'Saiu hoje.' };
  const ref = { ...TICKET, id: 'new' };

  test.each<[string, (key: string) => string]>([
    ['as it was sent', (key) => `[ticketbridge:${key}] Entrega`],
    ['in capitals', (key) => `[TICKETBRIDGE:${key.toUpperCase()}] ENTREGA`],
    ['at the end', (key) => `Entrega [ticketbridge:${key}]`],
    ['with references', (key) => `&#91;ticketbridge&#58;${key}&#93; Entrega`],
    ['with references twice', (key) => ` &amp;#x5B;ticketbridge&amp;#x3A;${key}&amp;#x5D;\r\nEntrega`],
  ])('%s is its thread, whose first message it has written', async (_, describe) => {
    const desk = await openDesk();
    const { id, key } = await desk.outbox.createThread(input);
    await sendAll(desk);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'answer', ref: undefined });
    await desk.database.write((tx) => matchThread(tx, ref, describe(key), desk.clock.at));
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'answer', ref });
    expect(await desk.database.write((tx) => matchEntries(tx, ref, [ours(input.text)]))).toEqual([id]);
  });

  test('settles one that may have been lost', async () => {
    const desk = await openDesk({ brandlovers: { ticketLag: 40 } });
    desk.sandbox.addFault({ kind: 'reset', applied: true, operation: 'createTicket', calls: 1 });
    const { id, key } = await desk.outbox.createThread(input);
    await sendAll(desk);
    expect(await desk.outbox.get(id)).toMatchObject({ isUndecided: true });
    await desk.database.write((tx) => matchThread(tx, ref, `[ticketbridge:${key}]`, desk.clock.at));
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'look', ref });
  });

  test('has written a message that was listed before the mark was, also where a look had found the thread', async () => {
    for (const isFound of [false, true]) {
      const desk = await openDesk();
      const { id, key } = await desk.outbox.createThread(input);
      await sendAll(desk);
      await hold(desk, { id: 'theirs', thread: ref.id, text: 'hello', place: 0 });
      await hold(desk, { id: 'own', thread: ref.id, text: input.text, place: 1 });
      if (isFound) await desk.database.write((tx) => tx.updateTable('outbox').set({ thread: ref.id }).execute());
      await desk.database.write((tx) => matchThread(tx, ref, `[ticketbridge:${key}]`, desk.clock.at));
      expect(
        await desk.database.reader.selectFrom('messages').select(['id', 'author', 'entry']).orderBy('place').execute(),
      ).toEqual([
        { id: 'theirs', author: 'unknown', entry: null },
        { id: 'own', author: 'us', entry: id },
      ]);
    }
  });

  test.each<[string | undefined, ((key: string) => string)?]>([
    [undefined],
    [''],
    ['Entrega'],
    ['[ticketbridge:other]'],
    ['quoted in another', (key) => `See [ticketbridge:${key}] please`],
  ])('is none: %s', async (description, quoting) => {
    const desk = await openDesk();
    const { id, key } = await desk.outbox.createThread(input);
    await sendAll(desk);
    await desk.database.write((tx) => matchThread(tx, ref, quoting?.(key) ?? description, desk.clock.at));
    expect(await desk.outbox.get(id)).toMatchObject({ ref: undefined });
  });
});
