import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { InboxError } from '../inbox-error.ts';

const CHANGES = ['insert', 'update', 'delete'] as const;

/** Returns the store to which a file was moved, or undefined. */
export async function whereto(reader: Reader): Promise<string | undefined> {
  const tables = await reader.introspection.getTables();
  if (!tables.some(({ name }) => name === 'moved')) return undefined;
  const { rows } = await sql<{ target: string }>`select target from moved`.execute(reader);
  return rows[0]?.target;
}

/** Says what a file is of which SQLite, or this package, finds that it is frozen. */
export const MOVED = 'it was moved to PostgreSQL: open it there, or repeat a move that was cut short';

/** Returns a function that throws once the file of a connection was moved to another store. */
export function watchMove(connection: DatabaseSync, path: string): () => void {
  const moved = connection.prepare("select 1 from sqlite_schema where name = 'moved'");
  return () => {
    if (moved.get()) throw new InboxError('store-moved', `The inbox ${path}: ${MOVED}.`);
  };
}

/** Keeps everybody from changing a file that is moved to another store, also those who have it open. */
export async function freeze(tx: Tx, tables: readonly string[], target: string): Promise<void> {
  await sql`create table moved (target text not null) strict`.execute(tx);
  await sql`insert into moved values (${target})`.execute(tx);
  for (const table of tables) {
    for (const change of CHANGES) {
      await sql`create trigger ${triggerOf(table, change)} before ${sql.raw(change)} on ${sql.table(table)}
        begin select raise(abort, 'moved'); end`.execute(tx);
    }
  }
}

export async function unfreeze(tx: Tx, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    for (const change of CHANGES) await sql`drop trigger ${triggerOf(table, change)}`.execute(tx);
  }
  await sql`drop table moved`.execute(tx);
}

const triggerOf = (table: string, change: string) => sql.id(`moved_${table}_${change}`);
