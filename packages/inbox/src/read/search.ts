import type { Account } from '@ticketbridge/facade';
import type { Database } from '../database.ts';
import type { InboxMessage } from '../model.ts';
import { wordsOf } from '../words.ts';
import { ofAccounts } from './accounts.ts';
import { readByKeys } from './messages.ts';

/** What to search, and how far. */
export interface SearchFilter {
  /** In these accounts alone. Default: in all. */
  readonly accounts?: readonly Account[] | undefined;
  /** Messages at most. Default: all that are found. */
  readonly limit?: number | undefined;
}

/**
 * Finds the messages that hold all words of a text, whole, whatever their case and accents, the newest first. A text
 * without a word finds nothing.
 */
export async function* searchMessages(
  { reader, search }: Pick<Database, 'reader' | 'search'>,
  text: string,
  { accounts, limit }: SearchFilter,
): AsyncGenerator<InboxMessage, void, undefined> {
  const words = [...new Set(wordsOf(text))];
  if (words.length === 0) return;
  const keys = await reader
    .selectFrom('messages')
    .select('n')
    .where(search.holdsAll(words))
    .where(ofAccounts(accounts))
    .orderBy(({ fn }) => fn.coalesce('sent_at', 'seen_at'), 'desc')
    .orderBy('place', 'desc')
    .orderBy('id')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute();
  yield* readByKeys(
    reader,
    keys.map(({ n }) => n),
  );
}
