import { expect, test } from 'vitest';
import { crash } from './crashes.ts';

/** A run that is repeated by its seed; all of them in the exhaustive one. */
const SEED = Number(process.env.SEED);
const RUNS = process.env.EXHAUSTIVE ? 6 : 1;
const KILLS = process.env.EXHAUSTIVE ? 50 : 4;
/** Kills until a mistake has to show. */
const MOST = 40;

test.each(Array.from({ length: RUNS }, (_, run) => SEED + run))(
  'loses no event and sends no reply twice, however often it is killed (SEED=%d)',
  { timeout: 600_000 },
  async (seed) => {
    const findings = await crash({ seed, kills: KILLS });
    expect(findings).toEqual({ lost: [], redelivered: [], sentTwice: [], unsent: [], differing: [] });
  },
);
