import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { copiesAt, type Desk, gateOf, INVOICE, REFS, sendAll, TICKET, textsAt, useDesk } from './desk.ts';

const openDesk = useDesk();
const TEXT = 'ok';
const LOST = { kind: 'reset', calls: 1 } as const;
const WRITES = { brandlovers: 'addTicketMessage', clubcollect: 'createInvoiceTicket' } as const;
const READS: readonly (string | undefined)[] = ['listTicketMessages', 'listInvoiceTickets'];

/** Lets so many lists show what was before. */
const late = (lists: number) => ({ brandlovers: { messageLag: lists }, clubcollect: { messageLag: lists } });

const stateOf = async (desk: Desk, id: string) => {
  const entry = await desk.outbox.get(id);
  return entry && { state: entry.state, isUndecided: entry.isUndecided, settledBy: entry.settledBy };
};
const UNDECIDED = { state: 'unknown', isUndecided: true, settledBy: undefined };
const FOUND = { state: 'accepted', isUndecided: false, settledBy: 'look' };

describe.each(REFS)('at $vendor', (ref) => {
  const operation = WRITES[ref.vendor];
  const colleagueWrites = ({ sandbox }: Desk, text: string) =>
    ref.vendor === 'brandlovers'
      ? sandbox.brandlovers.colleagueWrites(ref.id, text)
      : sandbox.clubcollect.companyWrites(ref.id, text);

  test('looks three times, seconds apart, and then no more', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ ...LOST, operation, applied: false });
    const { id } = await desk.outbox.reply(ref, TEXT);
    const from = desk.clock.at;
    const looks: number[] = [];
    for (let { nextAt } = await desk.send(); nextAt !== undefined; { nextAt } = await desk.send()) {
      expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', isUndecided: false });
      looks.push(nextAt - from);
      desk.clock.at = nextAt;
    }
    expect(looks).toEqual([2_000, 12_000, 72_000]);
    expect(await stateOf(desk, id)).toEqual(UNDECIDED);
    const asked = desk.sandbox.journal.entries().length;
    desk.clock.at += 86_400_000;
    expect(await desk.send()).toEqual({});
    expect(desk.sandbox.journal.entries()).toHaveLength(asked);
  });

  test('a look that fails does not count', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ ...LOST, operation, applied: true });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await desk.send();
    for (const name of READS) {
      if (name) desk.sandbox.addFault({ kind: 'status', status: 503, operation: name, calls: 5 });
    }
    await sendAll(desk);
    expect(await stateOf(desk, id)).toEqual(FOUND);
  });

  test('copies that were there before prove nothing', async () => {
    const desk = await openDesk();
    for (const _ of 'three') colleagueWrites(desk, TEXT);
    desk.sandbox.addFault({ ...LOST, operation, applied: false });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    expect(await stateOf(desk, id)).toEqual(UNDECIDED);
  });

  test('a copy more than before is found, however many there were', async () => {
    const desk = await openDesk();
    for (const _ of 'three') colleagueWrites(desk, TEXT);
    desk.sandbox.addFault({ ...LOST, operation, applied: true });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    expect(await stateOf(desk, id)).toEqual(FOUND);
    expect(copiesAt(desk, ref, TEXT)).toBe('three'.length + 1);
  });

  test('a similar text is none of ours', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ ...LOST, operation, applied: false });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await desk.send();
    for (const similar of ['OK', 'ok ', ' ok', 'ok\u200b', 'o\u212a']) colleagueWrites(desk, similar);
    await sendAll(desk);
    expect(await stateOf(desk, id)).toEqual(UNDECIDED);
  });

  // Nothing tells the two apart, and the customer has the text.
  test('what a colleague has written to the letter meanwhile is taken for it, and it is not sent again', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ ...LOST, operation, applied: false });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await desk.send();
    colleagueWrites(desk, TEXT);
    await sendAll(desk);
    expect(await stateOf(desk, id)).toEqual(FOUND);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });

  test('is found when it shows late, as long as it is looked for', async () => {
    const desk = await openDesk(late(2));
    desk.sandbox.addFault({ ...LOST, operation, applied: true });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await desk.send();
    expect(await stateOf(desk, id)).toMatchObject({ state: 'unknown' });
    await sendAll(desk);
    expect(await stateOf(desk, id)).toEqual(FOUND);
  });

  test('an earlier reply that shows late is not taken for it', async () => {
    const desk = await openDesk(late(6));
    const first = await desk.outbox.reply(ref, TEXT);
    await desk.send();
    expect(await stateOf(desk, first.id)).toMatchObject({ state: 'accepted', settledBy: 'answer' });
    desk.sandbox.addFault({ ...LOST, operation, applied: false });
    const second = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await stateOf(desk, second.id)).toEqual(UNDECIDED);
  });

  test('a reply that a person took out does not pass for a later one when it shows', async () => {
    const desk = await openDesk(late(12));
    desk.sandbox.addFault({ ...LOST, operation, applied: true });
    const first = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    await desk.outbox.cancel(first.id);
    desk.sandbox.addFault({ ...LOST, operation, applied: false });
    const second = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await stateOf(desk, second.id)).toEqual(UNDECIDED);
  });

  test('a person who says that it was not sent is wrong where it shows by then', async () => {
    const desk = await openDesk(late(9));
    desk.sandbox.addFault({ ...LOST, operation, applied: true });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    expect(await stateOf(desk, id)).toEqual(UNDECIDED);
    await desk.outbox.decide(id, 'was-not-sent');
    desk.sandbox.switches.set(late(0));
    for (let list = 0; list < 9; list += 1) for await (const _ of desk.bridge.messages(ref, { maxPages: 1 })) break;
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await stateOf(desk, id)).toEqual(FOUND);
  });

  test('what was said to be not sent counts as such when it is lost again', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ ...LOST, operation, applied: false, calls: 2 });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    await desk.outbox.decide(id, 'was-not-sent');
    await sendAll(desk);
    expect(await stateOf(desk, id)).toEqual(UNDECIDED);
    expect(await desk.outbox.get(id)).toMatchObject({ attempts: 2 });
    await desk.outbox.decide(id, 'was-not-sent');
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await stateOf(desk, id)).toMatchObject({ state: 'accepted', settledBy: 'answer' });
  });

  test('an attempt without effect leaves what is known of the one before it', async () => {
    const desk = await openDesk(late(40));
    desk.sandbox.addFault({ ...LOST, operation, applied: true });
    const { id } = await desk.outbox.reply(ref, TEXT);
    await sendAll(desk);
    await desk.outbox.decide(id, 'was-not-sent');
    desk.sandbox.addFault({ kind: 'status', status: 429, operation, calls: 1 });
    await desk.send();
    expect(await stateOf(desk, id)).toMatchObject({ state: 'queued' });
    desk.sandbox.switches.set(late(0));
    for (let list = 0; list < 40; list += 1) for await (const _ of desk.bridge.messages(ref, { maxPages: 1 })) break;
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await stateOf(desk, id)).toEqual(FOUND);
  });
});

test('what a customer writes at ClubCollect is not taken for ours', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ ...LOST, operation: WRITES.clubcollect, applied: false });
  const { id } = await desk.outbox.reply(INVOICE, TEXT);
  await desk.send();
  desk.sandbox.clubcollect.customerWrites(INVOICE.id, TEXT);
  await sendAll(desk);
  expect(await stateOf(desk, id)).toEqual(UNDECIDED);
});

test.each([
  ['reply', 'INTERNAL'],
  ['note', 'CUSTOMER'],
] as const)('a %s at BrandLovers is not what others can read: %s', async (verb, visibility) => {
  const desk = await openDesk();
  desk.sandbox.addFault({ ...LOST, operation: WRITES.brandlovers, applied: false });
  const { id } = await desk.outbox[verb](TICKET, TEXT);
  await desk.send();
  desk.sandbox.brandlovers.colleagueWrites(TICKET.id, TEXT, { visibility });
  await sendAll(desk);
  expect(await stateOf(desk, id)).toEqual(UNDECIDED);
});

test('a sender of another name is ours all the same', async () => {
  const desk = await openDesk({ clubcollect: { ownSender: 'PARTNER' } });
  desk.sandbox.addFault({ ...LOST, operation: WRITES.clubcollect, applied: true });
  const { id } = await desk.outbox.reply(INVOICE, TEXT);
  await sendAll(desk);
  expect(await stateOf(desk, id)).toEqual(FOUND);
});

test.each(['newest-first', 'oldest-first'] as const)(
  'a message that comes while pages are read, %s, counts once',
  async (messageOrder) => {
    const desk = await openDesk({ brandlovers: { messageOrder, maxLimit: 2 } });
    for (const text of ['a', 'b', TEXT, TEXT]) desk.sandbox.brandlovers.colleagueWrites(TICKET.id, text);
    desk.sandbox.addFault({ ...LOST, operation: WRITES.brandlovers, applied: false });
    const { id } = await desk.outbox.reply(TICKET, TEXT);
    await desk.send();
    // One arrives within each of the next readings: a repeated copy would pass for ours.
    let pages = 0;
    const stop = desk.sandbox.journal.subscribe(({ operation }) => {
      if (operation === 'listTicketMessages' && pages++ % 3 === 0 && pages < 8) {
        desk.sandbox.brandlovers.customerWrites(TICKET.id, `arrived ${pages}`);
      }
    });
    await sendAll(desk);
    stop();
    expect(await stateOf(desk, id)).toEqual(UNDECIDED);
  },
);

test('a message that leaves while pages are read hides no other one', async () => {
  const desk = await openDesk({ brandlovers: { maxLimit: 2 } });
  const { length } = textsAt(desk, TICKET);
  for (let message = 0; message < length; message += 1) desk.sandbox.brandlovers.messageDisappears(TICKET.id, 0);
  for (const text of ['leaves', TEXT, TEXT, TEXT]) desk.sandbox.brandlovers.colleagueWrites(TICKET.id, text);
  desk.sandbox.addFault({ ...LOST, operation: WRITES.brandlovers, applied: false });
  const { id } = await desk.outbox.reply(TICKET, TEXT);
  let hasLeft = false;
  const stop = desk.sandbox.journal.subscribe(() => {
    if (!hasLeft) desk.sandbox.brandlovers.messageDisappears(TICKET.id, 0);
    hasLeft = true;
  });
  await sendAll(desk);
  stop();
  expect(await stateOf(desk, id)).toEqual(UNDECIDED);
});

test('what a thread held too long ago is read again before it is written to', async () => {
  const desk = await openDesk();
  const gate = gateOf(100_000);
  let requests = 0;
  const now = performance.now.bind(performance);
  let ahead = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ahead);
  onTestFinished(() => void vi.restoreAllMocks());
  const beforeAttempt = async () => {
    requests += 1;
    // The request that writes waits for a minute.
    if (requests === 2) ahead += 61_000;
  };
  const { id } = await desk.outbox.reply(INVOICE, TEXT);
  await desk.send({
    gate: { ...gate, options: (...given) => ({ ...gate.options(...given), deadline: 600_000, beforeAttempt }) },
  });
  expect(desk.sandbox.journal.entries().map(({ operation }) => operation)).toEqual([
    'listInvoiceTickets',
    'listInvoiceTickets',
    'createInvoiceTicket',
  ]);
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', attempts: 1 });
});

test('looks for what was written before its text was purged no more: a person decides', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ ...LOST, operation: WRITES.brandlovers, applied: true });
  const { id } = await desk.outbox.reply(TICKET, TEXT);
  await desk.send();
  await desk.database.write((tx) => tx.updateTable('outbox').set({ content: null }).execute());
  await sendAll(desk);
  expect(await stateOf(desk, id)).toEqual(UNDECIDED);
});

test('what is queued is not sent once its text was purged', async () => {
  const desk = await openDesk();
  const { id } = await desk.outbox.reply(TICKET, TEXT);
  await desk.database.write((tx) => tx.updateTable('outbox').set({ content: null }).execute());
  await sendAll(desk);
  expect(copiesAt(desk, TICKET, TEXT)).toBe(0);
  expect(await stateOf(desk, id)).toMatchObject({ state: 'cancelled' });
});
