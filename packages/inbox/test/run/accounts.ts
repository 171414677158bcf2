import type { Account } from '@ticketbridge/facade';
import type { Database } from '../../src/database.ts';

export const aurora: Account = { vendor: 'brandlovers', account: 'aurora' };
export const boreal: Account = { vendor: 'brandlovers', account: 'boreal' };
export const club: Account = { vendor: 'clubcollect', account: 'club' };

/** Adds the accounts as those that a source is given for. */
export async function addAccounts(database: Database): Promise<void> {
  await database.write((tx) => tx.insertInto('accounts').values([aurora, boreal, club]).execute());
}
