import type { Account } from '@ticketbridge/facade';
import { type RawBuilder, sql } from 'kysely';

/** Makes the condition of rows of these accounts, or of all where none are named. */
export function ofAccounts(accounts: readonly Account[] | undefined): RawBuilder<boolean> {
  if (!accounts) return sql`(1 = 1)`;
  const each = accounts.map(({ vendor, account }) => sql`(vendor = ${vendor} and account = ${account})`);
  return sql`(${sql.join([sql`1 = 0`, ...each], sql` or `)})`;
}
