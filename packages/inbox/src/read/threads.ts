import type { Account } from '@ticketbridge/facade';
import type { Reader } from '../database.ts';
import { type InboxThread, threadOf } from '../model.ts';
import { ofAccounts } from './accounts.ts';
import { inBatches } from './batches.ts';

/** Which threads of the mirror to read. */
export interface ThreadsFilter {
  /** Whether somebody has something left to do; a thread that is missing, or of which it is not known, is neither. */
  readonly active?: boolean | undefined;
  /** Of these accounts alone. Default: of all. */
  readonly accounts?: readonly Account[] | undefined;
}

/** Reads threads of the mirror, the one that changed last first. */
export async function* readThreads(
  reader: Reader,
  filter: ThreadsFilter,
): AsyncGenerator<InboxThread, void, undefined> {
  const keys = await threads(reader, filter)
    .select(['vendor', 'account', 'thread'])
    .orderBy('changed_at', 'desc')
    .orderBy('vendor')
    .orderBy('account')
    .orderBy('thread')
    .execute();
  yield* inBatches(keys, async (batch) => {
    const rows = await threads(reader, filter)
      .selectAll()
      .where((eb) => eb.or(batch.map((key) => eb.and(key))))
      .execute();
    const byKey = new Map(rows.map((row) => [keyOf(row), row]));
    return batch.flatMap((key) => {
      const row = byKey.get(keyOf(key));
      return row ? [threadOf(row)] : [];
    });
  });
}

function threads(reader: Reader, { active, accounts }: ThreadsFilter) {
  const query = reader.selectFrom('threads').where(ofAccounts(accounts));
  if (active === undefined) return query;
  return query.where('active', '=', active ? 'yes' : 'no').where('missing_since', 'is', null);
}

function keyOf({ vendor, account, thread }: { vendor: string; account: string; thread: string }): string {
  return JSON.stringify([vendor, account, thread]);
}
