import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import { NOW, type ServerClock } from './clock.ts';
import { configOf, type Reach } from './connection.ts';
import { isUnheard, storeErrorOf } from './errors.ts';

/** Where the tables are, and how the server is reached. */
export interface Place {
  readonly reach: Reach;
  readonly schema: string;
  /** Connections at most. */
  readonly connections: number;
}

/**
 * Kysely on PostgreSQL, with transactions as SQLite has them: one after the other, whoever begins them. So nothing that
 * was read in one is outdated when it writes, events are seen in the order of their positions, and what is right on one
 * database is right on the other.
 */
export function dialectOf(place: Place, clock: ServerClock): Dialect {
  return {
    createAdapter: () => new UnlockedAdapter(),
    createDriver: () => new PostgresDriver(place, clock),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/** Who migrates has the lock of writers: one of a session's own would outlive a migration that fails. */
class UnlockedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

/** The channel of LISTEN and NOTIFY on which commits are told. */
export const channelOf = (schema: string): string => `ticketbridge ${schema}`;

/**
 * A transaction whose process stands still holds all others up: after a while the server ends it. A commit is on the
 * disk, whatever the server's default.
 */
const PREPARE = `select
  set_config('search_path', quote_ident($1), false),
  set_config('lock_timeout', '60s', false),
  set_config('idle_in_transaction_session_timeout', '30s', false),
  set_config('synchronous_commit', case current_setting('synchronous_commit') when 'off' then 'on'
    else current_setting('synchronous_commit') end, false),
  ${NOW} as now`;

/**
 * Waits for its turn. The channel's name is the lock's name too, and what is notified is told with the commit. The id of
 * the transaction tells later whether it was committed.
 */
const LOCK = `select pg_advisory_xact_lock(hashtextextended($1, 0)), pg_notify($1, ''),
  pg_current_xact_id()::text as xid, ${NOW} as now`;

class PostgresDriver implements Driver {
  readonly #place: Place;
  readonly #pool: Pool;
  readonly #clock: ServerClock;
  readonly #prepared = new WeakSet<PoolClient>();

  constructor(place: Place, clock: ServerClock) {
    this.#place = place;
    this.#clock = clock;
    this.#pool = new Pool({ ...configOf(place.reach), max: place.connections });
    // Of a connection that ends while nobody uses it; the next one who needs one makes another.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresClient> {
    const client = await this.#connect();
    if (this.#prepared.has(client)) return new PostgresClient(client);
    try {
      const { rows } = await client.query<{ now: number }>(PREPARE, [this.#place.schema]);
      this.#clock.set(rows[0]?.now);
    } catch (error) {
      client.release(true);
      throw storeErrorOf(error);
    }
    this.#prepared.add(client);
    return new PostgresClient(client);
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  async releaseConnection({ client, isBroken }: PostgresClient): Promise<void> {
    client.release(isBroken);
  }

  async beginTransaction(connection: PostgresClient): Promise<void> {
    try {
      await connection.client.query('begin');
      const channel = channelOf(this.#place.schema);
      const { rows } = await connection.client.query<{ xid: string; now: number }>(LOCK, [channel]);
      connection.xid = rows[0]?.xid;
      this.#clock.set(rows[0]?.now);
    } catch (error) {
      connection.isBroken = true;
      throw storeErrorOf(error);
    }
  }

  async commitTransaction(connection: PostgresClient): Promise<void> {
    const { command } = await connection.client.query('commit').catch(async (error: unknown) => {
      if (!isUnheard(error)) throw storeErrorOf(error);
      connection.isBroken = true;
      if (await this.#wasCommitted(connection.xid)) return { command: 'COMMIT' };
      throw storeErrorOf(error);
    });
    if (command === 'ROLLBACK') throw new AbortedTransactionError();
  }

  /** Asks what became of a transaction whose end nobody has heard: on another connection, once it has given up its lock. */
  async #wasCommitted(xid: string | undefined): Promise<boolean> {
    const connection = await this.acquireConnection();
    try {
      await this.beginTransaction(connection);
      const { rows } = await connection.client.query<{ status: string }>('select pg_xact_status($1::xid8) as status', [
        xid,
      ]);
      return rows[0]?.status === 'committed';
    } finally {
      await this.rollbackTransaction(connection);
      await this.releaseConnection(connection);
    }
  }

  async rollbackTransaction(connection: PostgresClient): Promise<void> {
    if (connection.isBroken) return;
    // What the server does not hear, it does by itself when the connection ends.
    await connection.client.query('rollback').catch(() => {
      connection.isBroken = true;
    });
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

class PostgresClient implements DatabaseConnection {
  readonly client: PoolClient;
  /** The connection is of no further use. */
  isBroken = false;
  /** The id of its transaction. */
  xid: string | undefined;

  constructor(client: PoolClient) {
    this.client = client;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const { rows, rowCount } = await this.client.query<Row & QueryResultRow>(sql, parameters.map(storable));
      return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
    } catch (error) {
      throw storeErrorOf(error);
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('this dialect gives all rows of a query at once');
  }
}

/** PostgreSQL keeps no NUL in a text. */
function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value;
}
