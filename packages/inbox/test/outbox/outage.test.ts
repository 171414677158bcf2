import { type Account, TicketbridgeError } from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import { Gate } from '../../src/gate.ts';
import { addEntry } from '../support/rows.ts';
import { copiesAt, gateOf, INVOICE, REFS, sendAll, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();

const HOUR = 3_600_000;
const UNLIMITED = { maxPerSecond: Number.POSITIVE_INFINITY, maxPerSecondAndAccount: Number.POSITIVE_INFINITY };

const gone = async (): Promise<Response> => {
  throw Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
  });
};

test('waits a minute at most between two attempts, however long an outage lasts', async () => {
  const desk = await openDesk();
  const bridge = desk.bridgeBy(gone);
  for (const ref of REFS) await desk.outbox.reply(ref, 'Chega hoje.');
  await desk.outbox.close(TICKET);
  await desk.outbox.archive(INVOICE);
  const end = desk.clock.at + 600_000;
  let longest = 0;
  while (desk.clock.at < end) {
    const { nextAt = end } = await desk.send({ bridge });
    longest = Math.max(longest, nextAt - desk.clock.at);
    desk.clock.at = Math.max(nextAt, desk.clock.at + 20_000);
  }
  expect(longest).toBeLessThanOrEqual(60_000);
  expect((await desk.outbox.open()).map(({ state }) => state)).toEqual(Array(4).fill('queued'));
  await sendAll(desk);
  expect(desk.clock.at).toBeLessThanOrEqual(end + 2 * 60_000);
  for (const ref of REFS) expect(copiesAt(desk, ref, 'Chega hoje.')).toBe(1);
  expect(await desk.outbox.open()).toEqual([]);
});

const failure = (kind: 'network' | 'server' | 'timeout' | 'rejected') =>
  new TicketbridgeError('no', { kind, outcome: 'not-sent' });

test.each([
  { name: 'an outage', kinds: ['network', 'network'], isDue: true },
  { name: 'failures of several kinds', kinds: ['server', 'timeout'], isDue: true },
  { name: 'one failure', kinds: ['network'], isDue: false },
  { name: 'refusals', kinds: ['rejected', 'rejected', 'rejected'], isDue: false },
] as const)('after $name, the first answer makes due at once what failures have put off: $isDue', async (facts) => {
  const desk = await openDesk();
  const { database, clock } = desk;
  const gate = new Gate(database, clock, UNLIMITED);
  const account: Account = { vendor: 'brandlovers', account: TICKET.account };
  const other: Account = { vendor: 'clubcollect', account: INVOICE.account };
  const at = (ms: number) => clock.at + ms;
  await database.write(async (tx) => {
    await addEntry(tx, TICKET, { key: 'failed', reason: 'no', due_at: at(50_000) });
    await addEntry(tx, TICKET, { key: 'wanted later', reason: 'Retry-After', due_at: at(HOUR) });
    await addEntry(tx, TICKET, { key: 'refused, perhaps', reason: '403', doubts: 1, due_at: at(50_000) });
    await addEntry(tx, TICKET, { key: 'looked for', reason: 'lost', state: 'unknown', due_at: at(50_000) });
    await addEntry(tx, INVOICE, { key: 'of another account', reason: 'no', due_at: at(50_000) });
  });
  for (const kind of facts.kinds) await gate.failed(account, failure(kind));
  await gate.answered(other);
  await gate.answered(account);
  await gate.answered(account);
  const rows = await database.reader.selectFrom('outbox').select(['key', 'due_at']).execute();
  expect(Object.fromEntries(rows.map(({ key, due_at }) => [key, due_at - clock.at]))).toEqual({
    failed: facts.isDue ? 0 : 50_000,
    'wanted later': HOUR,
    'refused, perhaps': 50_000,
    'looked for': 50_000,
    'of another account': 50_000,
  });
});

test.each(REFS)('tells the gate of every answer of $vendor', async (ref) => {
  const desk = await openDesk();
  const answered: Account[] = [];
  await desk.outbox.reply(ref, 'Chega hoje.');
  await desk.send({ gate: { ...gateOf(10_000), answered: async (account) => void answered.push(account) } });
  // What the thread holds was read, and the reply sent.
  expect(answered).toEqual(Array(2).fill({ vendor: ref.vendor, account: ref.account }));
});
