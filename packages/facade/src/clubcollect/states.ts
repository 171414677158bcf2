import type { Meanings } from '../state.ts';

/** One of a company's lists. */
export type List = 'unanswered' | 'answered' | 'archived';

/** What it means to be in each list. That unanswered is our turn and answered theirs is inferred from the names. */
export const STATES: Meanings<List> = {
  unanswered: { active: true, turn: 'ours' },
  answered: { active: true, turn: 'theirs' },
  archived: { active: false, turn: 'unknown' },
};
