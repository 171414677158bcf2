import { expect, test } from 'vitest';
import { crash } from './crashes.ts';
import type { Findings } from './findings.ts';

const SEED = Number(process.env.SEED);
const isExhaustive = process.env.EXHAUSTIVE !== undefined;
const SEEDS = Array.from({ length: isExhaustive ? 6 : 1 }, (_, run) => SEED + run);
const NOTHING: Findings = { lost: [], redelivered: [], sentTwice: [], unsent: [], differing: [] };

test.each(SEEDS)(
  'loses no event, repeats none that was acknowledged and sends no reply twice, however often it is killed (SEED=%d)',
  { timeout: 600_000 },
  async (seed) => {
    expect(await crash({ seed, kills: isExhaustive ? 50 : 3 })).toEqual(NOTHING);
  },
);
