import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { InboxError } from '../inbox-error.ts';
import { isOutdated, migrate } from '../migrations/migrate.ts';
import { PostgresDatabase } from './database.ts';
import type { Place } from './dialect.ts';
import { POSTGRES } from './flavour.ts';

/** Opens a schema as the store of an inbox, with the tables of this version. */
export async function openStore(place: Place): Promise<Database> {
  await using opening = new AsyncDisposableStack();
  const database = opening.use(new PostgresDatabase(place));
  if (!(await isCurrent(database, place.schema))) {
    await database.write(async (tx) => {
      await tx.schema.createSchema(place.schema).ifNotExists().execute();
      await migrate(tx, { ...POSTGRES, schema: place.schema });
    });
  }
  opening.move();
  return database;
}

/** Tells whether the tables are there, in the form of this version. Nothing is written before: they may be another program's. */
async function isCurrent({ reader }: Database, schema: string): Promise<boolean> {
  const { rows } = await sql<{ isOurs: boolean; isUsed: boolean }>`
    select to_regclass('acknowledged') is not null and to_regclass('kysely_migration') is not null as "isOurs",
      exists (select from pg_class where relnamespace = to_regnamespace(quote_ident(${schema}))) as "isUsed"`.execute(
    reader,
  );
  const { isOurs, isUsed } = rows[0] ?? {};
  if (isUsed && !isOurs) {
    throw new InboxError(
      'store-unusable',
      `The inbox on PostgreSQL: the schema "${schema}" has tables of another program: choose another schema.`,
    );
  }
  return isOurs === true && !(await isOutdated(reader));
}
