import { describe, expect, test } from 'vitest';
import { beginSending, claimEntry } from '../../src/outbox/claims.ts';
import { CLAIM } from '../../src/outbox/sending.ts';
import { copiesAt, type Desk, gateOf, REFS, sendAll, signpost, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();
const TEXT = 'Está a caminho.';
const YEAR = 365 * 86_400_000;

const stateOf = async (desk: Desk, id: string) => (await desk.outbox.get(id))?.state;

/** A worker whose requests that write are on their way, or answered, until it is let go. */
function stalled(desk: Desk, where: 'before' | 'after') {
  const reached = signpost();
  const go = signpost();
  const bridge = desk.bridgeBy(async (url, init) => {
    if (init.method === 'GET') return fetch(url, init);
    const response = where === 'after' ? await fetch(url, init) : undefined;
    reached.reach();
    await go.reached;
    return response ?? fetch(url, init);
  });
  return { bridge, reached: reached.reached, go: go.reach };
}

/** A gate at which a request waits, counted from the first, until it is let go. BrandLovers asks twice before it writes. */
function stalledBefore(request: number) {
  const reached = signpost();
  const go = signpost();
  const gate = gateOf(10_000);
  let requests = 0;
  const beforeAttempt = async () => {
    requests += 1;
    if (requests < request) return;
    reached.reach();
    await go.reached;
  };
  return {
    gate: {
      ...gate,
      options: (...given: Parameters<typeof gate.options>) => ({ ...gate.options(...given), beforeAttempt }),
    },
    reached: reached.reached,
    go: go.reach,
  };
}

describe.each(REFS)('at $vendor', (ref) => {
  /** The request that writes, after those that read. */
  const WRITE = ref.vendor === 'brandlovers' ? 3 : 2;

  test.each([
    ['after a while', CLAIM, false],
    ['at once where nobody else sends', 0, true],
  ] as const)('whoever dies before sending leaves it to the next, %s', async (_, wait, isAlone) => {
    const desk = await openDesk();
    const { id } = await desk.outbox.reply(ref, TEXT);
    await claimEntry(desk.sending({ worker: 'dead' }), id);
    desk.clock.at += wait;
    await desk.send({ worker: 'next', isAlone });
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });

  test.each([
    [true, 'look'],
    [false, undefined],
  ] as const)('whoever dies while sending leaves it to be looked for: applied %s', async (isApplied, settledBy) => {
    const desk = await openDesk();
    const { id } = await desk.outbox.reply(ref, TEXT);
    const sending = desk.sending({ worker: 'dead' });
    const claimed = await claimEntry(sending, id);
    if (!claimed) throw new Error('it is there to be claimed');
    await beginSending(sending, claimed, 0);
    if (isApplied) await desk.bridge.reply(ref, TEXT);
    expect(await desk.send({ worker: 'next' })).toEqual({ nextAt: desk.clock.at + CLAIM });
    expect(await stateOf(desk, id)).toBe('sending');
    await sendAll(desk, { worker: 'next' });
    expect(copiesAt(desk, ref, TEXT)).toBe(isApplied ? 1 : 0);
    expect(await desk.outbox.get(id)).toMatchObject({ isUndecided: !isApplied, settledBy, attempts: 1 });
  });

  test('whoever stalls before sending for longer than a claim does not send what another has sent', async () => {
    const desk = await openDesk();
    const { id } = await desk.outbox.reply(ref, TEXT);
    const late = stalledBefore(WRITE);
    const sent = desk.send({ worker: 'late', gate: late.gate });
    await late.reached;
    desk.clock.at += CLAIM;
    await desk.send({ worker: 'next' });
    late.go();
    await sent;
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', attempts: 1 });
  });

  test('of two that have stalled before sending only the one sends whose claim holds', async () => {
    const desk = await openDesk();
    await desk.outbox.reply(ref, TEXT);
    const late = stalledBefore(WRITE);
    const { bridge, reached, go } = stalled(desk, 'before');
    const sentLate = desk.send({ worker: 'late', gate: late.gate, bridge });
    await late.reached;
    desk.clock.at += CLAIM;
    const next = stalledBefore(WRITE);
    const sentNext = desk.send({ worker: 'next', gate: next.gate });
    await next.reached;
    late.go();
    await Promise.race([sentLate, reached]);
    next.go();
    await sentNext;
    go();
    await sentLate;
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });

  test('whoever has lost an entry asks the vendor for nothing more', async () => {
    const desk = await openDesk();
    await desk.outbox.reply(ref, TEXT);
    const late = stalledBefore(1);
    const sent = desk.send({ worker: 'late', gate: late.gate });
    await late.reached;
    desk.clock.at += CLAIM;
    await desk.send({ worker: 'next' });
    const asked = desk.sandbox.journal.entries().length;
    late.go();
    await sent;
    expect(desk.sandbox.journal.entries()).toHaveLength(asked);
  });

  test('the next of a thread waits for the answer to the one before it, also in another process', async () => {
    const desk = await openDesk();
    await desk.outbox.reply(ref, 'first');
    const { bridge, reached, go } = stalled(desk, 'before');
    const sent = desk.send({ worker: 'late', bridge });
    await reached;
    await desk.outbox.reply(ref, 'second');
    await desk.send({ worker: 'next' });
    expect(copiesAt(desk, ref, 'second')).toBe(0);
    go();
    await sent;
    await sendAll(desk);
    expect(copiesAt(desk, ref, 'second')).toBe(1);
  });

  test('a claim from before the clock went back does not hold for as long', async () => {
    const desk = await openDesk();
    const { id } = await desk.outbox.reply(ref, TEXT);
    await claimEntry(desk.sending({ worker: 'dead' }), id);
    desk.clock.at -= YEAR;
    await desk.send({ worker: 'next' });
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });

  test('an answer that comes after a person has decided is believed, and nothing is sent twice', async () => {
    const lag = { messageLag: 60 };
    const desk = await openDesk({ brandlovers: lag, clubcollect: lag });
    const { id } = await desk.outbox.reply(ref, TEXT);
    const { bridge, reached, go } = stalled(desk, 'after');
    const late = desk.send({ worker: 'late', bridge });
    await reached;
    await sendAll(desk, { worker: 'next' });
    expect(await desk.outbox.get(id)).toMatchObject({ isUndecided: true });
    await desk.outbox.decide(id, 'was-not-sent');
    go();
    await late;
    await sendAll(desk, { worker: 'next' });
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'accepted', settledBy: 'answer' });
  });

  test('a refusal that comes after it was given up for unknown is believed', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'status', status: 404, operation: WRITES[ref.vendor], calls: 1 });
    const { id } = await desk.outbox.reply(ref, TEXT);
    const { bridge, reached, go } = stalled(desk, 'after');
    const late = desk.send({ worker: 'late', bridge });
    await reached;
    desk.clock.at += CLAIM;
    await desk.send({ worker: 'next' });
    expect(await stateOf(desk, id)).toBe('unknown');
    go();
    await late;
    expect(await stateOf(desk, id)).toBe('refused');
  });

  test('an abort ends waiting at once, and waits for what is under way', async () => {
    const desk = await openDesk();
    const { id } = await desk.outbox.reply(ref, TEXT);
    const { bridge, reached, go } = stalled(desk, 'before');
    const stop = new AbortController();
    const sent = desk.send({ bridge, signal: stop.signal });
    await reached;
    stop.abort();
    go();
    await sent;
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
    expect(await stateOf(desk, id)).toBe('accepted');
  });

  test('an abort while it waits for its turn leaves it queued', async () => {
    const desk = await openDesk();
    const { id } = await desk.outbox.reply(ref, TEXT);
    const stop = new AbortController();
    const gate = gateOf(10_000);
    const beforeAttempt = async () => stop.abort();
    await desk.send({
      signal: stop.signal,
      gate: { ...gate, options: (...given) => ({ ...gate.options(...given), beforeAttempt }) },
    });
    expect(copiesAt(desk, ref, TEXT)).toBe(0);
    expect(await desk.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 0 });
    await sendAll(desk);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });

  test.each([YEAR, -YEAR])('a clock that jumps by %i ms delays nothing and sends nothing twice', async (jump) => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'status', status: 429, operation: WRITES[ref.vendor], calls: 1 });
    const refused = await desk.outbox.reply(ref, 'refused at first');
    await desk.send();
    const { bridge, reached, go } = stalled(desk, 'before');
    desk.clock.at += 5_000;
    const underWay = desk.send({ worker: 'late', bridge });
    await reached;
    desk.clock.at += jump;
    await desk.send({ worker: 'next' });
    go();
    await underWay;
    await desk.outbox.reply(ref, TEXT);
    await sendAll(desk, { worker: 'next' });
    expect(await stateOf(desk, refused.id)).toBe('accepted');
    expect(copiesAt(desk, ref, 'refused at first')).toBe(1);
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });

  test('what was put off before the clock went back is sent now', async () => {
    const desk = await openDesk();
    desk.sandbox.addFault({ kind: 'status', status: 429, operation: WRITES[ref.vendor], calls: 1 });
    await desk.outbox.reply(ref, TEXT);
    await desk.send();
    desk.clock.at -= YEAR;
    await desk.send();
    expect(copiesAt(desk, ref, TEXT)).toBe(1);
  });
});

const WRITES = { brandlovers: 'addTicketMessage', clubcollect: 'createInvoiceTicket' } as const;

test.each(['queued', 'sending', 'unknown', 'accepted'] as const)(
  'can be cancelled or decided as its state allows: %s',
  async (state) => {
    const desk = await openDesk();
    const { id } = await desk.outbox.reply(TICKET, TEXT);
    await desk.database.write((tx) => tx.updateTable('outbox').set({ state, looks: 3 }).execute());
    const refused = { kind: 'invalid-input', field: 'id' };
    const cancelled = { queued: true, sending: false, unknown: true, accepted: false }[state];
    if (cancelled) expect(await desk.outbox.cancel(id)).toMatchObject({ state: 'cancelled', settledBy: 'person' });
    else await expect(desk.outbox.cancel(id)).rejects.toMatchObject(refused);
    if (cancelled) expect(await desk.outbox.cancel(id)).toMatchObject({ state: 'cancelled' });
    await sendAll(desk);
    expect(copiesAt(desk, TICKET, TEXT)).toBe(0);
  },
);

test('what is cancelled while it waits for its turn is not sent', async () => {
  const desk = await openDesk();
  const { id } = await desk.outbox.reply(TICKET, TEXT);
  const gate = gateOf(10_000);
  const beforeAttempt = async () => void (await desk.outbox.cancel(id));
  await desk.send({ gate: { ...gate, options: (...given) => ({ ...gate.options(...given), beforeAttempt }) } });
  expect(copiesAt(desk, TICKET, TEXT)).toBe(0);
  expect(await stateOf(desk, id)).toBe('cancelled');
});

test('whoever decides twice sends once', async () => {
  const desk = await openDesk();
  desk.sandbox.addFault({ kind: 'reset', applied: false, operation: WRITES.brandlovers, calls: 2 });
  const { id } = await desk.outbox.reply(TICKET, TEXT);
  await desk.send();
  await expect(desk.outbox.decide(id, 'was-not-sent')).rejects.toMatchObject({ kind: 'invalid-input', field: 'id' });
  await sendAll(desk);
  await Promise.all([desk.outbox.decide(id, 'was-not-sent'), desk.outbox.decide(id, 'was-not-sent')]);
  await desk.send();
  await expect(desk.outbox.decide(id, 'was-not-sent')).rejects.toMatchObject({ kind: 'invalid-input', field: 'id' });
  expect(await desk.outbox.get(id)).toMatchObject({ state: 'unknown', attempts: 2 });
  expect(await desk.outbox.decide(id, 'was-sent')).toMatchObject({ state: 'accepted', settledBy: 'person' });
  expect(await desk.outbox.decide(id, 'was-sent')).toMatchObject({ state: 'accepted' });
  await expect(desk.outbox.decide(id, 'was-not-sent')).rejects.toMatchObject({ kind: 'invalid-input', field: 'id' });
  await expect(desk.outbox.decide('no such entry', 'was-sent')).rejects.toMatchObject({ code: 'not-found' });
});
