import type { ExpressionBuilder, Updateable, UpdateQueryBuilder, UpdateResult } from 'kysely';
import type { Database, Tx } from '../database.ts';
import type { OutboxTable, Tables } from '../schema.ts';
import type { Row } from './entry.ts';
import { SETTLED } from './state.ts';

/** What changes of an entry. */
export type Change = Updateable<OutboxTable>;

type Update = UpdateQueryBuilder<Tables, 'outbox', 'outbox', UpdateResult>;

/**
 * Updates entries. Where a change settles one whose thread was forgotten, its text goes with it: nothing needs it any more.
 *
 * @param where narrows the update down to what is to be changed
 * @returns the rows as they are then
 */
export async function changeEntries(
  tx: Tx,
  change: Change,
  where: (update: Update) => Update,
): Promise<readonly Row[]> {
  const update = tx.updateTable('outbox').set(change);
  return where(isSettled(change) ? update.set(withoutForgotten) : update)
    .returningAll()
    .execute();
}

/** Called when a change is committed: what the database itself keeps of texts that went with it goes too. */
export async function scrubForgotten(database: Pick<Database, 'scrub'>, rows: readonly Row[]): Promise<void> {
  if (rows.some((row) => row.forgotten === 1 && isSettled(row))) await database.scrub();
}

function withoutForgotten(eb: ExpressionBuilder<Tables, 'outbox'>) {
  return { content: eb.case().when('forgotten', '=', 1).then(null).else(eb.ref('content')).end() };
}

function isSettled({ state }: Pick<Change, 'state'>): boolean {
  return SETTLED.some((settled) => settled === state);
}
