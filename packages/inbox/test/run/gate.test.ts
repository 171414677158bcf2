import { type Account, TicketbridgeError } from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { Gate, PausedError } from '../../src/gate.ts';
import { openDatabase } from '../../src/store.ts';
import { freshStore } from '../stores.ts';
import { addAccounts, aurora, boreal, club } from './accounts.ts';

const UNLIMITED = Number.POSITIVE_INFINITY;
const never = new AbortController().signal;
const hour = 3_600_000;

async function open(): Promise<Database> {
  const database = await openDatabase(await freshStore());
  await addAccounts(database);
  return database;
}

function gateOf(database: Database, { inbox = UNLIMITED, account = UNLIMITED, now = () => Date.now() } = {}): Gate {
  return new Gate(database, { now }, { maxPerSecond: inbox, maxPerSecondAndAccount: account });
}

async function enter(gate: Gate, account: Account, signal = never): Promise<void> {
  await gate.options(account, signal).beforeAttempt?.(signal);
}

function throttled(retryAfter?: number): TicketbridgeError {
  return new TicketbridgeError('slow down', { kind: 'throttled', outcome: 'refused', retryAfter });
}

test('spaces the requests of an account, and those of the whole inbox', async () => {
  await using database = await open();
  for (const gate of [gateOf(database, { account: 50 }), gateOf(database, { inbox: 50 })]) {
    const begin = performance.now();
    await Promise.all(Array.from({ length: 5 }, () => enter(gate, aurora)));
    expect(performance.now() - begin).toBeGreaterThanOrEqual(79);
  }
});

test('lets no account wait for the turns of another', async () => {
  await using database = await open();
  const gate = gateOf(database, { account: 0.001, inbox: 1_000 });
  await enter(gate, aurora);
  const leaving = new AbortController();
  const waiting = enter(gate, aurora, leaving.signal);
  await enter(gate, boreal);
  leaving.abort();
  await expect(waiting).rejects.toThrow();
  expect([gate.sent(aurora), gate.sent(boreal)]).toEqual([1, 1]);
});

test('counts a request until the store does', async () => {
  await using database = await open();
  const gate = gateOf(database);
  for (let n = 0; n < 3; n += 1) await enter(gate, club);
  expect(gate.sent(club)).toBe(3);
  gate.counted(club, 2);
  expect(gate.sent(club)).toBe(1);
});

test.each([
  ['throttling', throttled(hour)],
  ['Retry-After of an outage', new TicketbridgeError('x', { kind: 'server', outcome: 'unknown', retryAfter: hour })],
])('keeps back all accounts of the vendor after %s, in every process, and no other vendor', async (_, error) => {
  await using database = await open();
  const gate = gateOf(database);
  await gate.failed(aurora, error);
  for (const any of [gate, gateOf(database)]) {
    await expect(enter(any, aurora)).rejects.toThrow(PausedError);
    await expect(enter(any, boreal)).rejects.toThrow(PausedError);
    await enter(any, club);
  }
  expect(gate.sent(aurora)).toBe(0);
});

test.each([
  ['a refusal', new TicketbridgeError('x', { kind: 'rejected', outcome: 'refused' })],
  ['a 403 that is not documented', new TicketbridgeError('x', { kind: 'forbidden-or-throttled', outcome: 'refused' })],
  ['an error of another kind', new Error('x')],
])('goes on after %s', async (_, error) => {
  await using database = await open();
  const gate = gateOf(database);
  await gate.failed(aurora, error);
  await enter(gate, aurora);
});

test('waits for the end of a short pause, then goes in turns, and waits longer where it is refused at once', async () => {
  await using database = await open();
  const gate = gateOf(database, { account: 50 });
  const seconds = async () => Math.round((await gate.pause('brandlovers')) / 1_000);
  const begin = performance.now();
  // Requests that were under way together.
  await Promise.all([gate.failed(aurora, throttled()), gate.failed(boreal, throttled())]);
  expect(await seconds()).toBe(1);
  const ends: number[] = [];
  const waiting = Array.from({ length: 4 }, () => enter(gate, aurora).then(() => ends.push(performance.now())));
  await Promise.all(waiting);
  expect(Math.min(...ends) - begin).toBeGreaterThanOrEqual(990);
  expect(Math.max(...ends) - Math.min(...ends)).toBeGreaterThanOrEqual(55);
  await gate.failed(aurora, throttled());
  expect(await seconds()).toBe(2);
  await gate.failed(boreal, throttled(10_000));
  expect(await seconds()).toBe(10);
  await gate.failed(aurora, throttled(5_000));
  expect(await seconds()).toBe(10);
});

test('is not kept back for ever by a clock that was wrong when the pause began', async () => {
  await using database = await open();
  await gateOf(database, { now: () => Date.now() + 1_000 * hour }).failed(aurora, throttled(hour));
  await enter(gateOf(database), aurora);
});

test('measures a pause by a clock that does not jump', async () => {
  await using database = await open();
  let now = Date.now();
  const gate = gateOf(database, { now: () => now });
  await gate.failed(aurora, throttled(hour));
  now += 2 * hour;
  expect(await gate.pause('brandlovers')).toBeGreaterThan(0.9 * hour);
});

test('leaves its place when the call is given up', async () => {
  await using database = await open();
  const gate = gateOf(database, { account: 0.001 });
  await enter(gate, aurora);
  await expect(enter(gate, aurora, AbortSignal.abort())).rejects.toThrow();
  expect(gate.sent(aurora)).toBe(1);
});
