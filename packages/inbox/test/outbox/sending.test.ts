import { TicketbridgeError } from '@ticketbridge/facade';
import type { Fault } from '@ticketbridge/sandbox';
import { describe, expect, test } from 'vitest';
import { PausedError } from '../../src/gate.ts';
import { copiesAt, gateOf, INVOICE, REFS, sendAll, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();

const WRITES = { brandlovers: 'addTicketMessage', clubcollect: 'createInvoiceTicket' } as const;
const READS = { brandlovers: 'listTicketMessages', clubcollect: 'listInvoiceTickets' } as const;
const TEXT = 'Está a caminho.';

describe.each(REFS)('at $vendor', (ref) => {
  const operation = WRITES[ref.vendor];

  test('sends a reply once', async () => {
    const desk = await openDesk();
    const { id } = await desk.outbox.reply(ref, TEXT);
    await desk.send();
    await desk.send();
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'answer', attempts: 1 });
    expect(await desk.outbox.open()).toEqual([]);
  });

  const lost: readonly Exclude<Fault, { readonly kind: 'latency' }>[] = [
    { kind: 'reset', operation, calls: 1 },
    { kind: 'status', status: 503, operation, calls: 1 },
    { kind: 'status', status: 408, operation, calls: 1 },
    { kind: 'redirect', operation, calls: 1 },
    { kind: 'stall', where: 'headers', operation, calls: 1 },
  ];

  test.each(lost)('finds a reply whose answer was lost: $kind $status', async (fault) => {
    const desk = await openDesk();
    desk.sandbox.addFault({ ...fault, applied: true });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk, { gate: gateOf(500) });
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'look', attempts: 1 });
  });

  test.each(lost)('leaves a reply that may be lost to a person: $kind $status', async (fault) => {
    const desk = await openDesk();
    desk.sandbox.addFault({ ...fault, applied: false });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk, { gate: gateOf(500) });
    expect(copiesAt(desk, ref, TEXT)).toBe(0);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', isUndecided: true, attempts: 1 });
    expect(await desk.outbox.open()).toHaveLength(1);
  });

  const passing: readonly Fault[] = [
    { kind: 'status', status: 429, operation, calls: 3 },
    { kind: 'status', status: 425, operation, calls: 3 },
    { kind: 'status', status: 401, operation, calls: 3 },
  ];

  test.each(passing)('repeats by itself what had no effect: $status', async (fault) => {
    const desk = await openDesk();
    desk.sandbox.addFault(fault);
    const { id } = await desk.outbox.reply(ref, TEXT);
    const { nextAt } = await desk.send();
    expect(nextAt).toBe(desk.clock.at + 2_000);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 1, sentAt: undefined });
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'answer', attempts: 4 });
  });

  test.each([400, 404, 422])('does not repeat what the vendor refuses: %i', async (status) => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'status', status, operation });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(0);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'refused', settledBy: 'answer', attempts: 1 });
    expect(await desk.outbox.get(id)).toHaveProperty('reason', expect.stringContaining(`${status}`));
  });

  test('repeats a refusal that may be throttling, and goes on after it', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'status', status: 403, operation, calls: 1 });
    const { id } = await desk.outbox.reply(ref, TEXT);
    expect(await desk.send()).toEqual({ nextAt: desk.clock.at + 30_000 });
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 1, sentAt: undefined });
    expect(await desk.status()).toMatchObject({ outbox: { queued: 1, failing: 1 } });
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'answer', attempts: 2 });
    expect(await desk.status()).toMatchObject({ outbox: { queued: 0, failing: 0 } });
  });

  test('takes a refusal that stays for an hour for one for good', async () => {
    const desk = await openDesk();
    const from = desk.clock.at;
    const fault = desk.sandbox.addFault({ kind: 'status', status: 403, operation });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    const refused = { state: 'refused', settledBy: 'answer', attempts: 8, reason: expect.stringContaining('403') };
    expect(await desk.outbox.get(id)).toMatchObject(refused);
    expect(desk.clock.at - from).toBeGreaterThan(3_600_000);
    fault.clear();
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(0);
  });

  test('counts such refusals whatever else fails between them', async () => {
    const desk = await openDesk();
    const { id } = await desk.outbox.reply(ref, TEXT);
    for (let refusals = 0; refusals < 8; refusals += 1) {
      desk.sandbox.addFault({ kind: 'status', status: 429, operation, calls: 1 });
      desk.sandbox.addFault({ kind: 'status', status: 403, operation, calls: 1 });
    }
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(0);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'refused', attempts: 16 });
  });

  test('waits as long as Retry-After says', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'status', status: 429, retryAfter: '120', operation, calls: 1 });
    await desk.outbox.reply(ref, TEXT);
    expect(await desk.send()).toEqual({ nextAt: desk.clock.at + 120_000 });
  });

  test('sends nothing as long as it is not known what the thread holds', async () => {
    const desk = await openDesk();
    const fault = desk.sandbox.addFault({ kind: 'status', status: 503, operation: READS[ref.vendor] });
    const { id } = await desk.outbox.reply(ref, TEXT);
    const { nextAt } = await desk.send();
    expect(nextAt).toBeGreaterThan(desk.clock.at);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 0 });
    fault.clear();
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });

  test('sends to a thread that is not shown, and leaves it to a person if the answer is lost', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'status', status: 404, operation: READS[ref.vendor] });
    const first = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    expect(await desk.outbox.get(first.id)).toMatchObject({ state: 'accepted' });
    desk.sandbox.addFault({ kind: 'reset', applied: true, operation, calls: 1 });
    const second = await desk.outbox.reply(ref, 'Chegou?');
    await sendAll(desk);
    expect(await desk.outbox.get(second.id)).toMatchObject({ state: 'unknown', isUndecided: true });
  });

  test('is put off as long as its vendor wants to be left alone', async () => {
    const desk = await openDesk();
    const until = desk.clock.at + 600_000;
    await desk.database.write((tx) =>
      tx.updateTable('accounts').set({ paused_until: until }).where('vendor', '=', ref.vendor).execute(),
    );
    const beforeAttempt = () => {
      if (desk.clock.at < until) throw new PausedError(ref.vendor);
    };
    const options = gateOf(10_000).options;
    const gate = {
      ...gateOf(10_000),
      options: (...given: Parameters<typeof options>) => ({ ...options(...given), beforeAttempt }),
    };
    const { id } = await desk.outbox.reply(ref, TEXT);
    expect(await desk.send({ gate })).toEqual({ nextAt: until });
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 0 });
    await sendAll(desk, { gate });
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });
});

test('tells the gate what has failed, so that it can pause', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ kind: 'status', status: 429, operation: WRITES.brandlovers, calls: 1 });
  const failed: unknown[] = [];
  await desk.outbox.reply(TICKET, TEXT);
  await desk.send({ gate: { ...gateOf(10_000), failed: async (...given) => void failed.push(given) } });
  expect(failed).toEqual([[{ vendor: 'brandlovers', account: 'shop' }, expect.any(TicketbridgeError)]]);
});

test('keeps the id of the message that ClubCollect has made of it', async () => {
  const desk = await openDesk();
  const { id } = await desk.outbox.reply(INVOICE, TEXT);
  await sendAll(desk);
  const entry = await desk.outbox.get(id);
  const { messages } = await desk.bridge.clubcollect.thread(INVOICE);
  expect(messages.filter(({ text }) => text === TEXT).map((message) => message.id)).toEqual([entry?.message]);
});

test('takes a 2xx whose body cannot be used for accepted', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ kind: 'broken-json', operation: WRITES.clubcollect, calls: 1 });
  const { id } = await desk.outbox.reply(INVOICE, TEXT);
  await sendAll(desk);
  expect(copiesAt(desk, INVOICE, TEXT)).toBe(1);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', message: undefined });
});

test('leaves an entry alone whose account this process has no source of', async () => {
  const desk = await openDesk();
  const { id } = await desk.outbox.reply(TICKET, TEXT);
  expect(await desk.send({ accounts: [{ vendor: 'clubcollect', account: INVOICE.account }] })).toEqual({});
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'queued' });
});
