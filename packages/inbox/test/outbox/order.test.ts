import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { CallGate } from '../../src/gate.ts';
import {
  copiesAt,
  type Desk,
  gateOf,
  INVOICE,
  OTHER_TICKET,
  REFS,
  sendAll,
  signpost,
  TICKET,
  textsAt,
  useDesk,
} from './desk.ts';

const openDesk = useDesk();
const LOST = { kind: 'reset', calls: 1, applied: false } as const;
const WRITES = { brandlovers: 'addTicketMessage', clubcollect: 'createInvoiceTicket' } as const;

/** A gate at which something is done before each request. */
function gateThat(beforeAttempt: (signal: AbortSignal) => Promise<void>): CallGate {
  const gate = gateOf(10_000);
  return { ...gate, options: (...given) => ({ ...gate.options(...given), beforeAttempt }) };
}

const states = async ({ outbox }: Desk) => (await outbox.open()).map(({ text, state }) => `${text} ${state}`);

describe.each(REFS)('at $vendor', (ref) => {
  const operation = WRITES[ref.vendor];

  test('writes to one thread go in their order, also past a refusal that passes', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'status', status: 429, operation, calls: 2 });
    const before = textsAt(desk, ref);
    for (const text of ['1', '2', '3', '4']) await desk.outbox.reply(ref, text);
    await desk.send();
    expect(textsAt(desk, ref)).toEqual(before);
    await sendAll(desk);
    expect(textsAt(desk, ref)).toEqual([...before, '1', '2', '3', '4']);
  });

  test('a thread waits while one of its entries is looked for, and no longer', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ ...LOST, operation });
    for (const text of ['lost', 'next']) await desk.outbox.reply(ref, text);
    await desk.send();
    expect(await states(desk)).toEqual(['lost unknown', 'next queued']);
    await sendAll(desk);
    expect(await states(desk)).toEqual(['lost unknown']);
    expect(copiesAt(desk, ref, 'next')).toBe(1);
  });

  test.each(['was-sent', 'was-not-sent', 'cancelled'] as const)(
    'what says the same waits until a person has decided: %s',
    async (verdict) => {
      const desk = await openDesk();
      desk.sandbox.addFault({ ...LOST, operation });
      const lost = await desk.outbox.reply(ref, 'ok');
      await desk.outbox.reply(ref, 'ok');
      await desk.outbox.reply(ref, 'and more');
      await sendAll(desk);
      expect(await states(desk)).toEqual(['ok unknown', 'ok queued']);
      expect(copiesAt(desk, ref, 'and more')).toBe(1);
      await (verdict === 'cancelled' ? desk.outbox.cancel(lost.id) : desk.outbox.decide(lost.id, verdict));
      await sendAll(desk);
      expect(await states(desk)).toEqual([]);
      expect(copiesAt(desk, ref, 'ok')).toBe(verdict === 'was-not-sent' ? 2 : 1);
    },
  );

  test('only sends the one that is wanted, after those of its thread before it', async () => {
    const desk = await openDesk();
    const other = ref === TICKET ? INVOICE : TICKET;
    for (const text of ['first', 'second', 'third']) await desk.outbox.reply(ref, text);
    await desk.outbox.reply(other, 'elsewhere');
    const [, second] = await desk.outbox.open();
    await desk.send({ only: second?.id });
    expect(await states(desk)).toEqual(['third queued', 'elsewhere queued']);
    expect(await desk.send({ only: 'no such entry' })).toEqual({});
  });

  test('several workers send each entry once', async () => {
    const desk = await openDesk();
    const texts = Array.from({ length: 12 }, (_, index) => `text ${index}`);
    for (const text of texts) await desk.outbox.reply(ref, text);
    for (const text of texts) await desk.outbox.reply(OTHER_TICKET, text);
    const work = async (worker: string) => {
      while ((await desk.outbox.open()).length > 0) {
        await desk.send({ worker });
        // Others work in this process, too.
        await setImmediate();
      }
    };
    await Promise.all(['a', 'b', 'c', 'c'].map(work));
    for (const text of texts) {
      expect(copiesAt(desk, ref, text)).toBe(1);
      expect(copiesAt(desk, OTHER_TICKET, text)).toBe(1);
    }
    expect(textsAt(desk, ref).slice(-12)).toEqual(texts);
  });
});

test('an invoice that is written to by either verb is one thread', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ ...LOST, operation: WRITES.clubcollect });
  await desk.outbox.reply(INVOICE, 'ok');
  await desk.outbox.createThread({ invoiceId: INVOICE.id, text: 'ok' });
  await sendAll(desk);
  expect(await states(desk)).toEqual(['ok unknown', 'ok queued']);
});

test('a note is not what a reply is, of the same text', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ ...LOST, operation: WRITES.brandlovers });
  await desk.outbox.reply(TICKET, 'ok');
  await desk.outbox.note(TICKET, 'ok');
  await sendAll(desk);
  expect(await states(desk)).toEqual(['ok unknown']);
});

test('new tickets do not wait for each other', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ kind: 'reset', applied: false, operation: 'createTicket', calls: 1 });
  const input = { orderId: '1', type: 'OTHER', from: 'Loja', text: 'ok' };
  for (const key of ['one', 'two']) await desk.outbox.createThread(input, { key });
  await desk.send();
  expect((await desk.outbox.open()).map(({ key, state }) => `${key} ${state}`)).toEqual(['one unknown']);
});

test('writes to four threads at once, and to a fifth when one is done with', async () => {
  const desk = await openDesk();
  const invoices = ['v', 'w', 'x', 'y', 'z'];
  for (const invoiceId of invoices) {
    desk.sandbox.clubcollect.clubGetsInvoice({ companyId: INVOICE.account, invoiceId });
    await desk.outbox.reply({ ...INVOICE, id: invoiceId }, 'Dag!');
  }
  const four = signpost();
  const go = signpost();
  let waiting = 0;
  const gate = gateThat(async () => {
    waiting += 1;
    if (waiting === 4) four.reach();
    await go.reached;
  });
  const sent = desk.send({ gate });
  await four.reached;
  expect(
    await desk.database.reader.selectFrom('outbox').select('id').where('claim', 'is not', null).execute(),
  ).toHaveLength(4);
  go.reach();
  await sent;
  for (const id of invoices) expect(copiesAt(desk, { ...INVOICE, id }, 'Dag!')).toBe(1);
});

test('takes up what is queued while something else is under way', async () => {
  const desk = await openDesk();
  const isSent = signpost();
  const gate = gateOf(10_000);
  const waits: CallGate = {
    ...gate,
    options: (account, signal) => ({
      ...gate.options(account, signal),
      beforeAttempt: () => (account.vendor === 'brandlovers' ? isSent.reached : undefined),
    }),
  };
  const stop = desk.sandbox.journal.subscribe(({ operation }) => {
    if (operation === WRITES.clubcollect) isSent.reach();
  });
  await desk.outbox.reply(TICKET, 'slow');
  const sent = desk.send({ gate: waits });
  await desk.outbox.reply(INVOICE, 'later');
  await sent;
  stop();
  expect(await states(desk)).toEqual([]);
});

test('an older entry that is queued again waits for the later one that is under way', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ ...LOST, operation: WRITES.brandlovers });
  const lost = await desk.outbox.reply(TICKET, 'older');
  await sendAll(desk);
  await desk.outbox.reply(TICKET, 'later');
  const before = textsAt(desk, TICKET);
  const underWay = signpost();
  const go = signpost();
  const later = desk.send({
    worker: 'later',
    gate: gateThat(async () => {
      underWay.reach();
      await go.reached;
    }),
  });
  await underWay.reached;
  await desk.outbox.decide(lost.id, 'was-not-sent');
  await desk.send({ worker: 'older' });
  expect(textsAt(desk, TICKET)).toEqual(before);
  go.reach();
  await later;
  await sendAll(desk);
  expect(textsAt(desk, TICKET)).toEqual([...before, 'later', 'older']);
});
