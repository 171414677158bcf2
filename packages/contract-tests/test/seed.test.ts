import fc from 'fast-check';
import { expect, test } from 'vitest';

test('what is random starts from SEED, which is told at the start', () => {
  expect(fc.readConfigureGlobal().seed).toBe(Number(process.env.SEED));
  expect(fc.sample(fc.string(), 20)).toEqual(fc.sample(fc.string(), 20));
});
