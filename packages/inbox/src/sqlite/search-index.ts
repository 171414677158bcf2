import { sql } from 'kysely';
import type { SearchIndex } from '../database.ts';

/** The search by FTS5, which holds the words and reads nothing but `messages.words`. */
export const searchIndex: SearchIndex = {
  async add(tx, n, words) {
    await sql`insert into message_words (rowid, words) values (${n}, ${words})`.execute(tx);
  },
  async remove(tx, n, words) {
    await sql`insert into message_words (message_words, rowid, words) values ('delete', ${n}, ${words})`.execute(tx);
  },
  holdsAll(words) {
    const query = words.map((word) => `"${word}"`).join(' ');
    return sql<boolean>`n in (select rowid from message_words where message_words match ${query})`;
  },
};
