import { expect, test } from 'vitest';
import { crash } from './crashes.ts';
import type { Findings } from './findings.ts';

const SEED = Number(process.env.SEED);
const isPostgres = process.env.INBOX_STORE !== undefined;
const KILLS = 20;
const SEEDS = Array.from({ length: isPostgres ? 1 : 2 }, (_, run) => SEED + run);
const NOTHING: Omit<Findings, 'counts'> = { lost: [], redelivered: [], sentTwice: [], unsent: [], differing: [] };

test.each(SEEDS)(
  'loses no event, repeats none that was acknowledged and sends no reply twice, however often it is killed (SEED=%d)',
  { timeout: 600_000 },
  async (seed) => {
    const { counts, ...wrong } = await crash({ seed, kills: KILLS });
    console.log(`SEED=${seed}: ${KILLS} kills, ${counts.events} events, ${counts.replies} replies`);
    expect(wrong).toEqual(NOTHING);
    expect(counts.replies).toBeGreaterThan(KILLS / 3);
  },
);
