import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { storeErrorOf } from './errors.ts';
import { patiently } from './patience.ts';

/** A connection of `node:sqlite`, and how it is used. */
export interface Connection {
  readonly database: DatabaseSync;
  /** The file, for errors. */
  readonly path: string;
  /** The statement that begins a transaction. */
  readonly begin: 'BEGIN' | 'BEGIN IMMEDIATE';
  /** Milliseconds to wait for another process. */
  readonly busyTimeout: number;
  /** Called before each statement; throws where the store is to be used no more. */
  readonly refuse?: () => void;
}

/** Kysely on a database of `node:sqlite`, whose own dialect for SQLite expects another library. */
export function dialectOf(connection: Connection): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new SqliteDriver(connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** SQLite undoes changed tables as it undoes changed rows; Kysely leaves that to its user. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Has one connection, which Kysely gives to one caller after the other: nothing else is read or written in a transaction. */
class SqliteDriver implements Driver {
  readonly #connection: Connection;
  readonly #executor: DatabaseConnection;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#executor = new SqliteConnection(connection);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#executor;
  }

  async releaseConnection(): Promise<void> {}

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#connection.begin));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('COMMIT'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk has SQLite roll back by itself.
    if (this.#connection.database.isTransaction) await connection.executeQuery(CompiledQuery.raw('ROLLBACK'));
  }

  async destroy(): Promise<void> {}
}

class SqliteConnection implements DatabaseConnection {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { database, path, busyTimeout, refuse } = this.#connection;
    const values = parameters as readonly SQLInputValue[];
    try {
      return await patiently(busyTimeout, () => {
        refuse?.();
        const statement = database.prepare(sql);
        if (statement.columns().length > 0) return { rows: statement.all(...values) as Row[] };
        const { changes, lastInsertRowid } = statement.run(...values);
        return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
      });
    } catch (error) {
      throw storeErrorOf(error, path);
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('node:sqlite gives all rows of a query at once');
  }
}
