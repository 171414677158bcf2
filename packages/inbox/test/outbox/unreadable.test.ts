import type { ThreadRef } from '@ticketbridge/facade';
import type { Fault } from '@ticketbridge/sandbox';
import { describe, expect, test } from 'vitest';
import { copiesAt, type Desk, gateOf, INVOICE, REFS, sendAll, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();
const TEXT = 'Está a caminho.';
const WRITES = { brandlovers: 'addTicketMessage', clubcollect: 'createInvoiceTicket' } as const;
const READS = { brandlovers: 'listTicketMessages', clubcollect: 'listInvoiceTickets' } as const;
const MINUTE = 60_000;

/**
 * Sends until nothing is due any more, as time passes, with a vendor that answers otherwise, and returns how long it took.
 *
 * @param isOver ends it earlier
 */
async function sendBesidePolls(desk: Desk, isOver: () => Promise<boolean> = async () => false): Promise<number> {
  const from = desk.clock.at;
  for (let nextAt: number | undefined = from; nextAt !== undefined && !(await isOver()); ) {
    desk.clock.at = Math.max(desk.clock.at, nextAt);
    const polled = { polled_at: desk.clock.at };
    await desk.database.write((tx) => tx.updateTable('accounts').set(polled).execute());
    ({ nextAt } = await desk.send({ gate: gateOf(500) }));
  }
  return desk.clock.at - from;
}

/** Loses the answer to the next message to a thread. */
const lose = (desk: Desk, { vendor }: ThreadRef, applied: boolean) =>
  desk.sandbox.addFault({ kind: 'reset', operation: WRITES[vendor], applied, calls: 1 });

describe.each(REFS)('at $vendor', (ref) => {
  const read = READS[ref.vendor];

  const failures: readonly Fault[] = [
    { kind: 'status', status: 500, operation: read },
    { kind: 'reset', operation: read },
  ];

  test.each(failures)('asks a person about a thread that cannot be read: $kind $status', async (fault) => {
    const desk = await openDesk();
    lose(desk, ref, true);
    const { id } = await desk.outbox.reply(ref, TEXT);
    await desk.send();
    desk.sandbox.addFault(fault);
    const later = await desk.outbox.reply(ref, 'Outra coisa.');
    const equal = await desk.outbox.reply(ref, TEXT);
    const isAsked = async () => (await desk.outbox.get(id))?.isUndecided === true;
    expect(await sendBesidePolls(desk, isAsked)).toBeLessThan(3 * MINUTE);
    expect(await desk.status()).toMatchObject({ outbox: { undecided: 1, unknown: 0 } });
    await sendBesidePolls(desk);
    expect(await desk.outbox.get(later.id)).toMatchObject({ state: 'accepted' });
    expect(await desk.outbox.get(equal.id)).toMatchObject({ state: 'queued', attempts: 0 });
    await desk.outbox.decide(id, 'was-sent');
    await sendBesidePolls(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(2);
    expect(await desk.outbox.open()).toEqual([]);
  });

  test('sends to a thread that cannot be read, and leaves it to a person if the answer is lost', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'status', status: 500, operation: read });
    const first = await desk.outbox.reply(ref, TEXT);
    expect(await sendBesidePolls(desk)).toBeLessThan(3 * MINUTE);
    expect(await desk.outbox.get(first.id)).toMatchObject({ state: 'accepted', attempts: 1 });
    lose(desk, ref, true);
    const second = await desk.outbox.reply(ref, 'Chegou?');
    await sendBesidePolls(desk);
    expect(await desk.outbox.get(second.id)).toMatchObject({ state: 'unknown', isUndecided: true, attempts: 1 });
    expect(copiesAt(desk, ref, 'Chegou?')).toBe(1);
  });

  test('sends what a person says was not sent, and looks first as long as there is hope', async () => {
    const desk = await openDesk();
    lose(desk, ref, false);
    const { id } = await desk.outbox.reply(ref, TEXT);
    await desk.send();
    const fault = desk.sandbox.addFault({ kind: 'status', status: 500, operation: read });
    await sendBesidePolls(desk);
    await desk.outbox.decide(id, 'was-not-sent');
    await desk.send();
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 1 });
    await sendBesidePolls(desk);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', attempts: 2 });
    fault.clear();
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });

  test('does not send again what a person says was not sent, and what shows once the thread can be read', async () => {
    const desk = await openDesk();
    lose(desk, ref, true);
    const { id } = await desk.outbox.reply(ref, TEXT);
    await desk.send();
    const fault = desk.sandbox.addFault({ kind: 'status', status: 500, operation: read });
    await sendBesidePolls(desk);
    await desk.outbox.decide(id, 'was-not-sent');
    await desk.send();
    fault.clear();
    await sendBesidePolls(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'look', attempts: 1 });
  });
});

test.each([
  ['close', 'listTickets', (desk: Desk) => desk.outbox.close(TICKET), 'setTicketStatus'],
  ['archive', 'listCompanyTickets', (desk: Desk) => desk.outbox.archive(INVOICE), 'archiveInvoiceTickets'],
] as const)('asks a person about a %s where its list cannot be read', async (_, operation, queue, write) => {
  const desk = await openDesk();
  desk.sandbox.addFault({ kind: 'reset', operation: write, applied: true, calls: 1 });
  const { id } = await queue(desk);
  await desk.send();
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown' });
  desk.sandbox.addFault({ kind: 'status', status: 500, operation });
  await sendBesidePolls(desk);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', isUndecided: true });
});

test('a ticket that may exist already is not created before it was looked for', async () => {
  const desk = await openDesk();
  const fault = desk.sandbox.addFault({ kind: 'status', status: 500, operation: 'listTickets' });
  const input = { orderId: '998877', type: 'DELIVERY', from: 'Loja Aurora', text: TEXT };
  const { id } = await desk.outbox.createThread(input, { key: 'order-1' });
  const from = desk.clock.at;
  await sendBesidePolls(desk, async () => desk.clock.at - from > 20 * MINUTE);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 0 });
  fault.clear();
  await sendBesidePolls(desk);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', attempts: 1 });
});

test('asks nobody in an outage of less than an hour, and sends nothing unseen', async () => {
  const desk = await openDesk();
  lose(desk, INVOICE, true);
  const lost = await desk.outbox.reply(INVOICE, TEXT);
  await desk.send();
  const fault = desk.sandbox.addFault({ kind: 'status', status: 503, operation: READS.clubcollect });
  const queued = await desk.outbox.reply({ ...INVOICE, id: 'hv-2026-0002' }, TEXT);
  const from = desk.clock.at;
  while (desk.clock.at - from < 50 * MINUTE) {
    const { nextAt } = await desk.send();
    desk.clock.at = Math.max(desk.clock.at, nextAt ?? 0);
  }
  expect(await desk.outbox.get(lost.id)).toMatchObject({ state: 'unknown', isUndecided: false });
  expect(await desk.outbox.get(queued.id)).toMatchObject({ state: 'queued', attempts: 0 });
  fault.clear();
  await sendAll(desk);
  expect(await desk.outbox.get(lost.id)).toMatchObject({ state: 'accepted', settledBy: 'look' });
  expect(await desk.outbox.get(queued.id)).toMatchObject({ state: 'accepted', attempts: 1 });
});

test('asks a person after an hour, whatever does not answer', async () => {
  const desk = await openDesk();
  lose(desk, INVOICE, true);
  const { id } = await desk.outbox.reply(INVOICE, TEXT);
  await desk.send();
  desk.sandbox.addFault({ kind: 'status', status: 503, operation: READS.clubcollect });
  await sendAll(desk);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', isUndecided: true });
});

test('throttling asks nobody, however long it lasts', async () => {
  const desk = await openDesk();
  lose(desk, INVOICE, true);
  const { id } = await desk.outbox.reply(INVOICE, TEXT);
  await desk.send();
  desk.sandbox.addFault({ kind: 'status', status: 429, operation: READS.clubcollect, calls: 20 });
  await sendBesidePolls(desk);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'look' });
});
