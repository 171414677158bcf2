import type { ListTicketsInput } from '@ticketbridge/brandlovers';
import type { Meanings } from '../state.ts';

/** A status of a ticket, as the spec lists them. */
export type Status = NonNullable<ListTicketsInput['status']>;

/** What each status means. A new ticket is OPEN. */
export const STATES: Meanings<Status> = {
  OPEN: { active: true, turn: 'unknown' },
  REOPENED: { active: true, turn: 'unknown' },
  CLOSED: { active: false, turn: 'unknown' },
};
