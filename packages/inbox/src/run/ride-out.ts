import { setTimeout } from 'node:timers/promises';
import { isInboxError } from '../inbox-error.ts';

/** Milliseconds before each of the first tries, and before any further one. */
const PAUSES: readonly number[] = [100, 250, 500, 1_000];
const LONGEST = 2_000;
/** Milliseconds of one outage after which somebody has to hear of it. */
const PATIENCE = 300_000;
/** Milliseconds of work after which an outage is another one. */
const STEADY = 60_000;

/** How time goes by. */
interface Time {
  /** In milliseconds, without jumps. */
  elapsed(): number;
  /** Rejects when `signal` aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

const TIME: Time = {
  elapsed: () => performance.now(),
  pause: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

/**
 * Repeats work while the server of a store cannot be reached, as when it restarts or another one takes its place. What was
 * not committed is undone then, so only work that begins with what stands in the tables can be repeated.
 *
 * @param signal ends waiting, not work that is under way
 * @returns what the work resolves to; rejects with its last failure on abort, and when an outage lasts for 5 minutes
 */
export async function rideOut<T>(work: () => Promise<T>, signal: AbortSignal, time: Time = TIME): Promise<T> {
  let failedAt = 0;
  for (let tries = 0; ; tries += 1) {
    const begunAt = time.elapsed();
    try {
      return await work();
    } catch (error) {
      const now = time.elapsed();
      if (tries === 0 || now - begunAt > STEADY) {
        failedAt = now;
        tries = 0;
      }
      if (!isUnreachable(error) || signal.aborted || now - failedAt > PATIENCE) throw error;
      await time.pause(PAUSES[tries] ?? LONGEST, signal).catch(() => {
        throw error;
      });
    }
  }
}

function isUnreachable(error: unknown): boolean {
  return isInboxError(error) && error.code === 'store-unreachable';
}
