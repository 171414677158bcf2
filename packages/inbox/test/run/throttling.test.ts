import { TicketbridgeError } from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { Gate, type GateLimits } from '../../src/gate.ts';
import { LocalLine } from '../../src/run/line.ts';
import type { Timer } from '../../src/run/timer.ts';
import { readStatus } from '../../src/status.ts';
import { throughThrottling } from '../../src/through-throttling.ts';
import { openStore } from '../support/store.ts';
import { addAccounts, aurora, boreal } from './accounts.ts';

const { signal } = new AbortController();
const MINUTE = 60_000;
const LIMITS: GateLimits = { maxPerSecond: 10, maxPerSecondAndAccount: 5 };

/** A gate in a world in which nothing takes time but waiting. */
function worldOf(database: Database, limits = LIMITS) {
  const time = { at: 1_000_000 };
  const timer: Timer = {
    now: () => time.at,
    wait: async (ms) => {
      time.at += Math.ceil(ms);
    },
  };
  const { reader } = database;
  const store: Pick<Database, 'reader' | 'write' | 'line'> = {
    reader,
    write: (work) => database.write(work),
    line: () => new LocalLine(timer),
  };
  const clock = { now: () => Date.UTC(2026, 10, 26) + time.at };
  const gate = () => new Gate(store, clock, limits, timer);
  return { time, clock, gate };
}

/** A vendor that takes so many requests in any time of a length. */
function vendorThatTakes(most: number, within: number, now: () => number) {
  let taken: number[] = [];
  const count = { taken: 0, refused: 0 };
  const ask = async () => {
    taken = taken.filter((at) => now() - at < within);
    if (taken.length >= most) {
      count.refused += 1;
      throw new TicketbridgeError('slow down', { kind: 'throttled', outcome: 'refused' });
    }
    taken.push(now());
    count.taken += 1;
  };
  return { count, ask };
}

async function askTimes(times: number, gate: Gate, ask: () => Promise<void>): Promise<void> {
  const patient = {
    options: (...[account, stop]: Parameters<Gate['options']>) => gate.options(account, stop, MINUTE),
    failed: (...given: Parameters<Gate['failed']>) => gate.failed(...given),
    answered: (...given: Parameters<Gate['answered']>) => gate.answered(...given),
  };
  for (let n = 0; n < times; n += 1) {
    await throughThrottling({ account: aurora, gate: patient }, async () => {
      await patient.options(aurora, signal).beforeAttempt?.(signal);
      await ask();
    });
  }
}

const UNLIMITED = { maxPerSecond: Number.POSITIVE_INFINITY, maxPerSecondAndAccount: Number.POSITIVE_INFINITY };

test.each([
  { most: 4, within: 1_000, share: 0.5 },
  { most: 3, within: 1_000, share: 0.5 },
  { most: 2, within: 1_000, share: 0.5 },
  { most: 1, within: 1_000, share: 0.5 },
  { most: 3, within: 1_000, share: 0.5, limits: UNLIMITED },
  { most: 60, within: MINUTE, share: 0.4 },
  { most: 10, within: MINUTE, share: 0.4 },
  { most: 1, within: MINUTE, share: 0.4 },
])('goes on where a vendor takes $most requests in $within ms', async ({ most, within, share, limits }) => {
  await using database = await openStore();
  await addAccounts(database);
  const { time, gate } = worldOf(database, limits);
  const { count, ask } = vendorThatTakes(most, within, () => time.at);
  const times = Math.min(200, most * 40);
  const begin = time.at;
  await askTimes(times, gate(), ask);
  expect(count.taken).toBe(times);
  expect(most / within / (times / (time.at - begin))).toBeLessThan(1 / share);
  // A vendor that takes less than one in two seconds is asked in vain, after pauses.
  if (within / most < 2_000) expect(count.refused).toBeLessThan(0.1 * times + 10);
});

test('slows all accounts of the vendor down, in other processes and after a restart, and recovers slowly', async () => {
  await using database = await openStore();
  await addAccounts(database);
  const { time, clock, gate } = worldOf(database);
  const { ask } = vendorThatTakes(1, 1_000, () => time.at);
  await askTimes(20, gate(), ask);
  const told = async () => {
    const { accounts } = await readStatus(database, { sources: [], clock, limits: LIMITS });
    return accounts.map(({ account, perSecond = 'free' }) => `${account} ${perSecond}`);
  };
  expect(await told()).toEqual([
    expect.stringMatching(/^aurora (0\.[6-9]\d?|1)$/),
    expect.stringMatching(/^boreal (0\.[6-9]\d?|1)$/),
    'club free',
  ]);
  const other = gate();
  const millisecondsFor = async (requests: number) => {
    const begin = time.at;
    for (let n = 0; n <= requests; n += 1) await other.options(boreal, signal, MINUTE).beforeAttempt?.(signal);
    return time.at - begin;
  };
  expect(await millisecondsFor(10)).toBeGreaterThan(9_000);
  time.at += 60 * MINUTE;
  expect(await millisecondsFor(10)).toBe(2_000);
  expect(await told()).toEqual(['aurora free', 'boreal free', 'club free']);
});

test('takes refusals of requests that were under way together for one', async () => {
  await using database = await openStore();
  await addAccounts(database);
  const { gate } = worldOf(database);
  const refused = new TicketbridgeError('slow down', { kind: 'throttled', outcome: 'refused' });
  const one = gate();
  for (let n = 0; n < 8; n += 1) await one.failed(n % 2 === 0 ? aurora : boreal, refused);
  const rows = await database.reader
    .selectFrom('accounts')
    .select('spacing')
    .where('spacing', 'is not', null)
    .execute();
  expect(rows).toEqual([{ spacing: 200 }]);
});

test('does not slow down for Retry-After of an outage', async () => {
  await using database = await openStore();
  await addAccounts(database);
  const { gate } = worldOf(database);
  await gate().failed(aurora, new TicketbridgeError('x', { kind: 'server', outcome: 'unknown', retryAfter: MINUTE }));
  expect(await gate().pause('brandlovers')).toBe(MINUTE);
  expect(await database.reader.selectFrom('accounts').select('spacing').distinct().execute()).toEqual([
    { spacing: null },
  ]);
});
