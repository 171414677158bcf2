import { expect, onTestFinished, test } from 'vitest';
import { Steadiness } from '../../src/run/steadiness.ts';
import { openStore } from '../support/store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** A store, and a clock that goes with time until it jumps. */
async function openWatched() {
  const database = await openStore();
  onTestFinished(() => database[Symbol.asyncDispose]());
  let elapsed = 0;
  let offset = Date.UTC(2026, 10, 26);
  const start = () => {
    const started = elapsed;
    return new Steadiness(database, { now: () => offset + elapsed }, () => elapsed - started);
  };
  let watched = start();
  return {
    /** Lets the process run for some hours, while the clock jumps. */
    async isSteadyAfter(hours: number, jump = 0) {
      elapsed += hours * HOUR;
      offset += jump;
      return (await watched.look()).wait === 0;
    },
    /** Starts another process after some hours, before which the clock jumps. */
    startAfter(hours: number, jump = 0) {
      elapsed += hours * HOUR;
      offset += jump;
      watched = start();
    },
    startBeside: start,
  };
}

test('trusts a clock that goes with time, also one that is corrected by little', async () => {
  const { isSteadyAfter } = await openWatched();
  for (let hour = 0; hour < 48; hour++) expect(await isSteadyAfter(1, 60_000)).toBe(true);
});

test.each([YEAR, -YEAR])('does not trust a clock for a day after it has jumped by %d ms', async (jump) => {
  const { isSteadyAfter } = await openWatched();
  expect(await isSteadyAfter(1, jump)).toBe(false);
  expect(await isSteadyAfter(23)).toBe(false);
  expect(await isSteadyAfter(1)).toBe(true);
});

test('begins the day anew with every jump', async () => {
  const { isSteadyAfter } = await openWatched();
  expect(await isSteadyAfter(1, YEAR)).toBe(false);
  expect(await isSteadyAfter(20, -YEAR)).toBe(false);
  expect(await isSteadyAfter(20)).toBe(false);
  expect(await isSteadyAfter(4)).toBe(true);
});

test.each([
  ['a night', 16, 0, true],
  ['a night, and is corrected by little', 16, -60_000, true],
  ['a day', 24, 0, true],
  ['two days', 48, 0, false],
  ['an hour, and is ahead by a year', 1, YEAR, false],
  ['an hour, and is ahead by two days', 1, 2 * DAY, false],
  ['an hour, and is behind by a year', 1, -YEAR, false],
  ['an hour, and is behind by two', 1, -2 * HOUR, false],
])('of a clock that starts after %s is trust in it %#', async (_, hours, jump, isTrusted) => {
  const { isSteadyAfter, startAfter } = await openWatched();
  expect(await isSteadyAfter(1)).toBe(true);
  startAfter(hours, jump);
  expect(await isSteadyAfter(0)).toBe(isTrusted);
  expect(await isSteadyAfter(23)).toBe(isTrusted);
  expect(await isSteadyAfter(1)).toBe(true);
});

test('counts the hours that were run, whoever has run them, and no others', async () => {
  const { isSteadyAfter, startAfter, startBeside } = await openWatched();
  await isSteadyAfter(1, YEAR);
  for (let run = 0; run < 3; run++) {
    startAfter(12);
    const beside = startBeside();
    expect(await isSteadyAfter(0)).toBe(false);
    expect(await isSteadyAfter(6)).toBe(false);
    expect((await beside.look()).wait).toBe((24 - 6 * (run + 1)) * HOUR);
  }
  startAfter(12);
  expect(await isSteadyAfter(6)).toBe(true);
});

test('trusts a clock that has gone on while its process was stopped for days', async () => {
  const { isSteadyAfter } = await openWatched();
  expect(await isSteadyAfter(1)).toBe(true);
  expect(await isSteadyAfter(72)).toBe(true);
});
