import { describe, expect, test } from 'vitest';
import { copiesAt, type Desk, INVOICE, sendAll, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();

const TICKET_INPUT = { orderId: '998877', type: 'DELIVERY', from: 'Loja Aurora', text: 'Saiu hoje.' };
const statusOf = (desk: Desk) => ticketsOf(desk).find(({ ticketId }) => ticketId === TICKET.id)?.status;
const ticketsOf = ({ sandbox }: Desk) => sandbox.inspect().brandlovers.sellers.flatMap(({ tickets }) => tickets);
const invoiceOf = ({ sandbox }: Desk) =>
  sandbox
    .inspect()
    .clubcollect.partners.flatMap(({ companies }) => companies.flatMap(({ invoices }) => invoices))
    .find(({ invoiceId }) => invoiceId === INVOICE.id);
const createdWith = (desk: Desk, key: string) =>
  ticketsOf(desk).filter(({ description }) => description?.startsWith(`[ticketbridge:${key}]`));

/** Each verb but `reply`: how it is queued, its operation, and whether it has happened at the vendor. */
const VERBS = [
  {
    verb: 'note',
    operation: 'addTicketMessage',
    queue: ({ outbox }: Desk) => outbox.note(TICKET, 'Ligar amanhã.'),
    hasHappened: (desk: Desk) => copiesAt(desk, TICKET, 'Ligar amanhã.') === 1,
  },
  {
    verb: 'close',
    operation: 'setTicketStatus',
    queue: ({ outbox }: Desk) => outbox.close(TICKET),
    hasHappened: (desk: Desk) => statusOf(desk) === 'CLOSED',
  },
  {
    verb: 'reopen',
    operation: 'setTicketStatus',
    queue: ({ outbox, sandbox }: Desk) => {
      sandbox.brandlovers.statusChanges(TICKET.id, 'CLOSED');
      return outbox.reopen(TICKET);
    },
    hasHappened: (desk: Desk) => statusOf(desk) === 'REOPENED',
  },
  {
    verb: 'createThread',
    operation: 'createTicket',
    queue: ({ outbox }: Desk) => outbox.createThread(TICKET_INPUT, { key: 'order-998877' }),
    hasHappened: (desk: Desk) => createdWith(desk, 'order-998877').length === 1,
  },
  {
    verb: 'createThread',
    operation: 'createInvoiceTicket',
    queue: ({ outbox }: Desk) => outbox.createThread({ invoiceId: INVOICE.id, text: 'Dag!' }),
    hasHappened: (desk: Desk) => copiesAt(desk, INVOICE, 'Dag!') === 1,
  },
  {
    verb: 'archive',
    operation: 'archiveInvoiceTickets',
    queue: ({ outbox }: Desk) => outbox.archive(INVOICE),
    hasHappened: (desk: Desk) => invoiceOf(desk)?.archived === true,
  },
];

describe.each(VERBS)('$verb by $operation', ({ verb, operation, queue, hasHappened }) => {
  test('is sent', async () => {
    const desk = await openDesk();
    const { id } = await queue(desk);
    await sendAll(desk);
    expect(hasHappened(desk)).toBe(true);
    expect(await desk.outbox.get(id)).toMatchObject({ verb, state: 'accepted', settledBy: 'answer' });
  });

  test('is found where its answer was lost', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'reset', operation, applied: true, calls: 1 });
    const { id } = await queue(desk);
    await sendAll(desk);
    expect(hasHappened(desk)).toBe(true);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'look', attempts: 1 });
  });

  test('is left to a person where it may be lost, and sent once more if that one says so', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'reset', operation, applied: false, calls: 1 });
    const { id } = await queue(desk);
    await sendAll(desk);
    expect(hasHappened(desk)).toBe(false);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', isUndecided: true, attempts: 1 });
    await desk.outbox.decide(id, 'was-not-sent');
    await sendAll(desk);
    expect(hasHappened(desk)).toBe(true);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'answer', attempts: 2 });
  });

  test('is not decided about while it is still looked for', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'reset', operation, applied: false, calls: 1 });
    const { id } = await queue(desk);
    await desk.send();
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', isUndecided: false });
    await expect(desk.outbox.decide(id, 'was-not-sent')).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringContaining('it is still being looked for'),
    });
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', attempts: 1 });
  });

  test('is not sent again where a person says so and it shows after all', async () => {
    const desk = await openDesk({ brandlovers: LATE, clubcollect: { stateLag: 40, messageLag: 40 } });
    desk.sandbox.addFault({ kind: 'reset', operation, applied: true, calls: 1 });
    const { id } = await queue(desk);
    await sendAll(desk);
    expect(await desk.outbox.get(id)).toMatchObject({ isUndecided: true });
    desk.sandbox.switches.set({ brandlovers: SHOWN, clubcollect: { stateLag: 0, messageLag: 0 } });
    await readLists(desk, 40);
    await desk.outbox.decide(id, 'was-not-sent');
    await sendAll(desk);
    expect(hasHappened(desk)).toBe(true);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'look', attempts: 1 });
  });
});

const LATE = { messageLag: 40, statusLag: 40, ticketLag: 40 };
const SHOWN = { messageLag: 0, statusLag: 0, ticketLag: 0 };

/** Reads so many lists of each vendor: what is late shows after some of them. */
async function readLists({ bridge }: Desk, count: number): Promise<void> {
  for (let list = 0; list < count; list += 1) {
    await bridge.clubcollect.thread(INVOICE);
    for await (const _ of bridge.messages(TICKET, { maxPages: 1 })) break;
  }
}

test('handing a thread to support is left to a person where it may be lost: nothing is looked for', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ kind: 'reset', operation: 'assignInvoiceTicketsToSupport', applied: true, calls: 1 });
  const { id } = await desk.outbox.assignToSupport(INVOICE);
  await sendAll(desk);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', isUndecided: true });
  expect(desk.sandbox.journal.entries().map(({ operation }) => operation)).toEqual(['assignInvoiceTicketsToSupport']);
  await desk.outbox.decide(id, 'was-sent');
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'person' });
});

test('a thread whose key has a ticket already is not created again, whoever created it', async () => {
  const desk = await openDesk();
  await desk.bridge.brandlovers.createThread(TICKET_INPUT, { marker: 'order-998877' });
  const { id } = await desk.outbox.createThread(TICKET_INPUT, { key: 'order-998877' });
  await sendAll(desk);
  const [ticket, ...others] = createdWith(desk, 'order-998877');
  expect(others).toEqual([]);
  expect(await desk.outbox.get(id)).toMatchObject({
    state: 'accepted',
    settledBy: 'look',
    attempts: 0,
    ref: { vendor: 'brandlovers', account: 'shop', id: ticket?.ticketId },
  });
});

test('a thread with a random key is created without a look', async () => {
  const desk = await openDesk();
  const { key } = await desk.outbox.createThread(TICKET_INPUT);
  await sendAll(desk);
  expect(createdWith(desk, key)).toHaveLength(1);
  expect(desk.sandbox.journal.entries().map(({ operation }) => operation)).toEqual(['createTicket']);
});

test('a lost thread is found by its mark', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ kind: 'reset', operation: 'createTicket', applied: true, calls: 1 });
  const { id, key } = await desk.outbox.createThread(TICKET_INPUT);
  await sendAll(desk);
  const [ticket] = createdWith(desk, key);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', ref: { id: ticket?.ticketId } });
});
