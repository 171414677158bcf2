import { expect, test } from 'vitest';
import { Steadiness } from '../../src/run/steadiness.ts';

const HOUR = 3_600_000;
const YEAR = 8_766 * HOUR;

function steadiness() {
  let elapsed = 0;
  let offset = Date.UTC(2026, 10, 26);
  const watched = new Steadiness({ now: () => offset + elapsed }, () => elapsed);
  const isSteadyAfter = (hours: number, jump = 0) => {
    elapsed += hours * HOUR;
    offset += jump;
    return watched.isSteady();
  };
  return isSteadyAfter;
}

test('trusts a clock that goes with time, also one that is corrected by little', () => {
  const isSteadyAfter = steadiness();
  for (let hour = 0; hour < 48; hour++) expect(isSteadyAfter(1, 60_000)).toBe(true);
});

test.each([YEAR, -YEAR])('does not trust a clock for a day after it has jumped by %d ms', (jump) => {
  const isSteadyAfter = steadiness();
  expect(isSteadyAfter(1, jump)).toBe(false);
  expect(isSteadyAfter(23)).toBe(false);
  expect(isSteadyAfter(1)).toBe(true);
});

test('begins the day anew with every jump', () => {
  const isSteadyAfter = steadiness();
  expect(isSteadyAfter(1, YEAR)).toBe(false);
  expect(isSteadyAfter(20, -YEAR)).toBe(false);
  expect(isSteadyAfter(20)).toBe(false);
  expect(isSteadyAfter(4)).toBe(true);
});
