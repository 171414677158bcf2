import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { purge } from '../privacy.ts';
import { Steadiness } from './steadiness.ts';
import type { Task } from './tasks.ts';

/** Milliseconds between two purges. */
const INTERVAL = 3_600_000;
/** Milliseconds between two looks at a clock that is not trusted: as much of its day may be lost when the process ends. */
const LOOKS = 10 * 60_000;

/** What purging works with. */
interface Purging {
  readonly database: Database;
  readonly clock: Clock;
}

/** Makes the task that purges what is old: a clock that is wrong must not take texts before their time. */
export function purgeTask({ database, clock }: Purging): Task {
  const steadiness = new Steadiness(database, clock);
  /** By a clock that does not jump. */
  let dueAt = 0;
  return {
    name: 'purge',
    isExclusive: true,
    isWoken: false,
    run: async () => {
      const left = dueAt - performance.now();
      // Other processes wake it more often, and a purge goes through whole tables.
      if (left > 0) return left;
      const { at, wait } = await steadiness.look();
      if (wait > 0) return Math.min(wait, LOOKS);
      await purge(database, at);
      dueAt = performance.now() + INTERVAL;
      return INTERVAL;
    },
  };
}
