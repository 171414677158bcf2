import { setTimeout as pause } from 'node:timers/promises';
import { isLocked } from './errors.ts';

/** Milliseconds between two tries: spread, so that processes that wait do not try in step. */
const nextPause = () => 2 + Math.random() * 18;

/**
 * Repeats what fails because another process holds the store. SQLite's own waiting would stop the whole process, and
 * with it the answers of vendors.
 *
 * @param most milliseconds after which the last failure is thrown
 */
export async function patiently<T>(most: number, work: () => T): Promise<T> {
  const start = performance.now();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error) || performance.now() - start > most) throw error;
    }
    await pause(nextPause());
  }
}
