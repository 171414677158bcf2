import type { Writing } from '../mirror/writing.ts';
import type { PollContext } from '../poll.ts';

/** A poll of a company that has begun. */
export interface Polling extends PollContext {
  /** Whether the first run has not ended: then no event tells what is found. */
  readonly isSilent: boolean;
}

/** Commits what was read. */
export function put<T>(polling: Polling, work: (writing: Writing) => Promise<T>): Promise<T> {
  const { database, account, clock, isSilent } = polling;
  return polling.commit((tx) => work({ database, tx, account, at: clock.now(), isSilent }));
}
