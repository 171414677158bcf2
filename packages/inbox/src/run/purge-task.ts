import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { purge } from '../privacy.ts';
import { Steadiness } from './steadiness.ts';
import type { Task } from './tasks.ts';

/** Milliseconds between two purges. */
const INTERVAL = 3_600_000;

/** What purging works with. */
interface Purging {
  readonly database: Database;
  readonly clock: Clock;
}

/** Makes the task that purges what is old: a clock that jumps must not take texts before their time. */
export function purgeTask({ database, clock }: Purging): Task {
  const steadiness = new Steadiness(clock);
  return {
    name: 'purge',
    isExclusive: true,
    isWoken: false,
    run: async () => {
      if (steadiness.isSteady()) await purge(database, clock.now());
      return INTERVAL;
    },
  };
}
