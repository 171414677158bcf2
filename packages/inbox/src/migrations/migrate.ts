import { CompiledQuery } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Reader, Tx } from '../database.ts';
import { InboxError } from '../inbox-error.ts';
import { first } from './first.ts';
import type { Flavour } from './flavour.ts';

/** The statements that bring a store to the form of this version, in the order of their names. */
export type Migrations = Readonly<Record<string, (flavour: Flavour) => readonly string[]>>;

const MIGRATIONS: Migrations = { '0001-first': first };

/**
 * Tells whether migrations are to be run. Call it only where the tables of Kysely's migrations exist.
 *
 * @throws InboxError `store-newer` when a later version of this package has written the store
 */
export async function isOutdated(reader: Reader, migrations: Migrations = MIGRATIONS): Promise<boolean> {
  const rows = await reader
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const done = new Set(rows.map(({ name }) => name));
  const newer = [...done].filter((name) => !Object.hasOwn(migrations, name));
  if (newer.length > 0) {
    throw new InboxError(
      'store-newer',
      `The inbox was written by a later version of @ticketbridge/inbox (it has ${newer.join(', ')}): update the package in this program.`,
    );
  }
  return Object.keys(migrations).some((name) => !done.has(name));
}

/** Brings the tables to the form of this version, in the transaction that it is given. */
export async function migrate(tx: Tx, flavour: Flavour, migrations: Migrations = MIGRATIONS): Promise<void> {
  const provided = Object.entries(migrations).map(([name, statementsOf]) => {
    const up = async (db: Pick<Tx, 'executeQuery'>) => {
      for (const statement of statementsOf(flavour)) await db.executeQuery(CompiledQuery.raw(statement));
    };
    return [name, { up }] as const;
  });
  const provider = { getMigrations: async () => Object.fromEntries(provided) };
  const { error } = await new Migrator({
    db: tx,
    provider,
    ...(flavour.schema === undefined ? {} : { migrationTableSchema: flavour.schema }),
  }).migrateToLatest();
  if (error) throw error;
}
