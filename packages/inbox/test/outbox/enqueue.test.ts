import { createBrandlovers } from '@ticketbridge/brandlovers';
import {
  brandloversSource,
  createTicketbridge,
  isTicketbridgeError,
  type ThreadRef,
  type Ticketbridge,
} from '@ticketbridge/facade';
import { describe, expect, test } from 'vitest';
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import { copiesAt, INVOICE, OTHER_TICKET, sendAll, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();
const TICKET_INPUT = { orderId: '998877', type: 'DELIVERY', from: 'Loja Aurora', text: 'Saiu hoje.' };

test('an entry is on the disk when its promise resolves, and nothing was sent', async () => {
  const { outbox, sandbox, clock } = await openDesk();
  const entry = await outbox.reply(TICKET, 'Bom dia!', { key: 'greeting' });
  expect(entry).toEqual({
    id: expect.any(String),
    key: 'greeting',
    verb: 'reply',
    vendor: 'brandlovers',
    account: 'shop',
    ref: TICKET,
    text: 'Bom dia!',
    state: 'queued',
    isUndecided: false,
    attempts: 0,
    reason: undefined,
    message: undefined,
    createdAt: new Date(clock.at).toISOString(),
    sentAt: undefined,
    settledAt: undefined,
    settledBy: undefined,
  });
  expect(await outbox.get(entry.id)).toEqual(entry);
  expect(await outbox.open()).toEqual([entry]);
  expect(await outbox.get('no such entry')).toBeUndefined();
  expect(sandbox.journal.entries()).toEqual([]);
});

type Queue = (outbox: Outbox, key: string) => Promise<unknown>;

const SAME: Readonly<Record<string, Queue>> = {
  reply: (outbox, key) => outbox.reply(TICKET, 'Bom dia!', { key }),
  'reply to an invoice': (outbox, key) => outbox.reply(INVOICE, 'Dag!', { key }),
  note: (outbox, key) => outbox.note(TICKET, 'Bom dia!', { key }),
  close: (outbox, key) => outbox.close(TICKET, { key }),
  reopen: (outbox, key) => outbox.reopen(TICKET, { key }),
  archive: (outbox, key) => outbox.archive(INVOICE, { key }),
  assignToSupport: (outbox, key) => outbox.assignToSupport(INVOICE, { key }),
  'createThread of a ticket': (outbox, key) => outbox.createThread(TICKET_INPUT, { key }),
  'createThread of an invoice': (outbox, key) => outbox.createThread({ invoiceId: INVOICE.id, text: 'Dag!' }, { key }),
  'reply of another text': (outbox, key) => outbox.reply(TICKET, 'Bom dia! ', { key }),
  'reply to another thread': (outbox, key) => outbox.reply(OTHER_TICKET, 'Bom dia!', { key }),
  'createThread of another type': (outbox, key) => outbox.createThread({ ...TICKET_INPUT, type: 'OTHER' }, { key }),
};

describe.each(Object.keys(SAME))('%s', (name) => {
  const queue: Queue = async (...given) => SAME[name]?.(...given);

  test('is one entry however often it is queued with a key, also at the same time', async () => {
    const { outbox, database } = await openDesk();
    const entries = await Promise.all([1, 2, 3].map(() => queue(outbox, 'the-key')));
    expect(new Set(entries.map((entry) => JSON.stringify(entry))).size).toBe(1);
    expect(await database.reader.selectFrom('outbox').selectAll().execute()).toHaveLength(1);
  });

  test('is no other write', async () => {
    const { outbox } = await openDesk();
    await queue(outbox, 'the-key');
    for (const [other, call] of Object.entries(SAME)) {
      if (other === name) continue;
      const refused = { kind: 'invalid-input', field: 'key' };
      await expect(call(outbox, 'the-key'), other).rejects.toMatchObject(refused);
    }
  });
});

test('the same key is the same entry whatever became of it', async () => {
  const desk = await openDesk();
  const queue = () => desk.outbox.reply(TICKET, 'Bom dia!', { key: 'greeting' });
  const { id } = await queue();
  await sendAll(desk);
  expect(await queue()).toMatchObject({ id, state: 'accepted' });
  await desk.database.write((tx) => tx.updateTable('outbox').set({ content: null }).execute());
  expect(await queue()).toMatchObject({ id, text: undefined });
  await sendAll(desk);
  expect(copiesAt(desk, TICKET, 'Bom dia!')).toBe(1);
});

test('without a key each is an entry of its own', async () => {
  const desk = await openDesk();
  await desk.outbox.reply(TICKET, 'ok');
  await desk.outbox.reply(TICKET, 'ok');
  await sendAll(desk);
  expect(copiesAt(desk, TICKET, 'ok')).toBe(2);
});

const unknown = { ...TICKET, account: 'nobody' };
const text = 'Bom dia!';

/** What is refused, and which field is named. What the types forbid comes from programs without types. */
const REFUSED: readonly (readonly [field: string | undefined, call: (outbox: Outbox) => Promise<unknown>])[] = [
  ['text', (outbox) => outbox.reply(TICKET, ' \u200b ')],
  ['text', (outbox) => outbox.note(TICKET, '\ud800')],
  ['ref.id', (outbox) => outbox.reply({ ...TICKET, id: '..' }, text)],
  ['ref.account', (outbox) => outbox.reply(unknown, text)],
  ['ref.account', (outbox) => outbox.close(unknown)],
  ['account', (outbox) => outbox.createThread({ ...TICKET_INPUT, account: 'nobody' })],
  ['orderId', (outbox) => outbox.createThread({ ...TICKET_INPUT, orderId: '' })],
  ['invoiceId', (outbox) => outbox.createThread({ invoiceId: '..', text })],
  ['key', (outbox) => outbox.reply(TICKET, text, { key: '' })],
  ['key', (outbox) => outbox.reply(TICKET, text, { key: 'a\u0000b' })],
  ['key', (outbox) => outbox.reply(TICKET, text, { key: 'x'.repeat(201) })],
  ['key', (outbox) => outbox.createThread(TICKET_INPUT, { key: 'Order 1' })],
  ['ref', (outbox) => Reflect.apply(outbox.reply, outbox, [])],
  ['ref.vendor', (outbox) => Reflect.apply(outbox.archive, outbox, [TICKET])],
  ['ref.vendor', (outbox) => Reflect.apply(outbox.close, outbox, [INVOICE])],
  ['marker', (outbox) => Reflect.apply(outbox.reply, outbox, [TICKET, text, { marker: 'x' }])],
  ['vendor', (outbox) => Reflect.apply(outbox.reply, outbox, [TICKET, text, { vendor: 'brandlovers' }])],
  ['vendor', (outbox) => Reflect.apply(outbox.createThread, outbox, [TICKET_INPUT, { vendor: 'nobody' }])],
  [undefined, (outbox) => Reflect.apply(outbox.reply, outbox, [TICKET, text, 'key'])],
  ['verdict', (outbox) => Reflect.apply(outbox.decide, outbox, ['x', 'sent'])],
  ['id', (outbox) => Reflect.apply(outbox.decide, outbox, [undefined, 'was-sent'])],
  ['id', (outbox) => Reflect.apply(outbox.cancel, outbox, [7])],
];

test('names the field of an argument that is wrong, and queues nothing', async () => {
  const { outbox, sandbox } = await openDesk();
  for (const [field, call] of REFUSED) {
    const error = await call(outbox).catch((error: unknown) => error);
    expect(isTicketbridgeError(error) && { kind: error.kind, outcome: error.outcome, field: error.field }).toEqual({
      kind: 'invalid-input',
      outcome: 'not-sent',
      field,
    });
  }
  expect(await outbox.open()).toEqual([]);
  expect(sandbox.journal.entries()).toEqual([]);
});

test('refuses what is for a vendor of which no source was given', async () => {
  const { database, clock } = await openDesk();
  const client = createBrandlovers({ token: 'none', baseUrl: 'http://127.0.0.1:9' });
  const bridge: Ticketbridge = Reflect.apply(createTicketbridge, undefined, [
    brandloversSource(client, { account: 'shop' }),
  ]);
  const outbox = createOutbox({ bridge, accounts: [{ vendor: 'brandlovers', account: 'shop' }], database, clock });
  const refused = { kind: 'invalid-input', field: 'ref.vendor' };
  await expect(outbox.archive(INVOICE)).rejects.toMatchObject(refused);
  await expect(outbox.createThread({ invoiceId: '1', text }, { vendor: 'clubcollect' })).rejects.toMatchObject({
    kind: 'invalid-input',
    field: 'vendor',
  });
  const ref: ThreadRef = INVOICE;
  await expect(outbox.reply(ref, text)).rejects.toMatchObject({ kind: 'invalid-input', field: 'ref.account' });
});
