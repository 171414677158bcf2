import { expect, test } from 'vitest';
import { crash, type Trial } from './crashes.ts';

const SEED = Number(process.env.SEED);
/** Runs in which a mistake has to show. */
const MOST = 20;

/** What nobody should do, and what becomes of it. */
const MISTAKES: readonly (readonly [string, Partial<Trial>, 'lost' | 'sentTwice'])[] = [
  ['loses events where they are acknowledged before the work', { acksFirst: true }, 'lost'],
  ['sends replies twice where those are sent again of which nothing is known', { resendsUnknown: true }, 'sentTwice'],
];

test.each(MISTAKES)('%s', { timeout: 600_000 }, async (_, mistake, finding) => {
  for (let seed = SEED; seed < SEED + MOST; seed += 1) {
    const findings = await crash({ seed, kills: 6, ...mistake });
    if (findings[finding].length > 0) return;
  }
  expect.fail(`the mistake did not show in ${MOST} runs from SEED=${SEED} on`);
});
