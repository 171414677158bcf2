import { sql } from 'kysely';
import type { SearchIndex } from '../database.ts';

/** The index is one of an expression: rows need nothing done to be found. */
export const search: SearchIndex = {
  add: async () => {},
  remove: async () => {},
  holdsAll: (words) => {
    const all = sql.val([...words]);
    return sql<boolean>`(words_of(words) @> words_of(array_to_string(${all}::text[], ' '))
      and string_to_array(words, ' ') @> ${all}::text[])`;
  },
};
