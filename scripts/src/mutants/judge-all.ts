import { join } from 'node:path';
import { judge, rememberFindings } from './judge.ts';
import type { Mutant } from './mutant.ts';
import { probesFor } from './probes-for.ts';
import type { Judged } from './report.ts';
import { openSlot } from './slot.ts';

/**
 * Tries mutants in several slots side by side, each of which takes the next one when it is free.
 *
 * @param folder where the slots are made
 * @param tell called when a mutant was judged
 */
export async function judgeAll(
  mutants: readonly Mutant[],
  folder: string,
  slots: number,
  signal: AbortSignal,
  tell: (judged: Judged) => void,
): Promise<readonly Judged[]> {
  const waiting = [...mutants];
  const judged: Judged[] = [];
  const before = rememberFindings();
  const work = async (number: number): Promise<void> => {
    const slot = await openSlot(join(folder, `slot-${number}`), signal);
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const start = performance.now();
      const verdict = await judge(slot, mutant, await probesFor(slot.root, mutant), before);
      const one = { mutant, verdict, duration: performance.now() - start };
      judged.push(one);
      tell(one);
    }
  };
  const workOrStopAll = (number: number): Promise<void> =>
    work(number).catch((error: unknown) => {
      waiting.length = 0;
      throw error;
    });
  const working = await Promise.allSettled(Array.from({ length: slots }, (_, number) => workOrStopAll(number)));
  for (const ended of working) if (ended.status === 'rejected') throw ended.reason;
  return judged;
}
