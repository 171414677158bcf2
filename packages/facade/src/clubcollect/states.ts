import type { ListCompanyTicketsInput } from '@ticketbridge/clubcollect';
import type { Meanings } from '../state.ts';

/** One of a company's lists, as the spec lists them. */
export type List = ListCompanyTicketsInput['status'];

/** What it means to be in each list. That unanswered is our turn and answered theirs is inferred from the names. */
export const STATES: Meanings<List> = {
  unanswered: { active: true, turn: 'ours' },
  answered: { active: true, turn: 'theirs' },
  archived: { active: false, turn: 'unknown' },
};
