import type { Meanings } from '../state.ts';

/** A status of a ticket. */
export type Status = 'OPEN' | 'REOPENED' | 'CLOSED';

/** What each status means. A new ticket is OPEN. */
export const STATES: Meanings<Status> = {
  OPEN: { active: true, turn: 'unknown' },
  REOPENED: { active: true, turn: 'unknown' },
  CLOSED: { active: false, turn: 'unknown' },
};
