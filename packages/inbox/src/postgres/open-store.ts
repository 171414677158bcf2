import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { InboxError } from '../inbox-error.ts';
import { isOutdated, migrate } from '../migrations/migrate.ts';
import { PostgresDatabase } from './database.ts';
import type { Place } from './dialect.ts';
import { POSTGRES } from './flavour.ts';
import { checkTables, lookAtSchema } from './rights.ts';

/** Opens a schema as the store of an inbox, with the tables of this version. */
export async function openStore(place: Place): Promise<Database> {
  await using opening = new AsyncDisposableStack();
  const database = opening.use(new PostgresDatabase(place));
  const { schema } = place;
  const { exists, isUsed } = await lookAtSchema(database.reader, schema);
  if (!(isUsed && (await isCurrent(database, schema)))) {
    await database.write(async (tx) => {
      // Also where it exists, this would need the right to make one.
      if (!exists) await tx.schema.createSchema(schema).ifNotExists().execute();
      await migrate(tx, { ...POSTGRES, schema });
    });
  }
  opening.move();
  return database;
}

/** Tells whether the tables have the form of this version. Nothing is written before: they may be another program's. */
async function isCurrent({ reader }: Database, schema: string): Promise<boolean> {
  const { rows } = await sql<{ isOurs: boolean }>`
    select to_regclass('acknowledged') is not null and to_regclass('kysely_migration') is not null as "isOurs"`.execute(
    reader,
  );
  if (rows[0]?.isOurs !== true) {
    throw new InboxError(
      'store-unusable',
      `The inbox on PostgreSQL: the schema "${schema}" has tables of another program: choose another schema.`,
    );
  }
  await checkTables(reader, schema);
  return !(await isOutdated(reader));
}
