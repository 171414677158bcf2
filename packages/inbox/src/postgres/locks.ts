import { type RawBuilder, sql } from 'kysely';
import { Client } from 'pg';
import type { Reader } from '../database.ts';
import { configOf } from './connection.ts';
import type { Place } from './dialect.ts';
import { storeErrorOf } from './errors.ts';

/** What is locked: that tasks are run, which every process shares that runs some, a worker, or a task. */
type Subject = 'runs' | `worker ${string}` | `task ${string}`;

const keyOf = (schema: string, subject: Subject): string => `ticketbridge ${schema} ${subject}`;

/** Selects who has a lock. */
const holderOf = (key: RawBuilder<unknown>) => sql`
  select from pg_locks
  where locktype = 'advisory' and granted and objsubid = 1
    and database = (select oid from pg_database where datname = current_database())
    and (classid::bigint << 32) | objid::bigint = hashtextextended(${key}, 0)`;

/** Tells whether some process runs tasks now. */
export async function isRunning(reader: Reader, schema: string): Promise<boolean> {
  const holder = holderOf(sql`${keyOf(schema, 'runs')}`);
  const { rows } = await sql<{ isHeld: boolean }>`select exists (${holder}) as "isHeld"`.execute(reader);
  return rows[0]?.isHeld === true;
}

/** Ends the claims in the outbox of workers that have ended: nobody waits for them any more. */
export async function endClaims(reader: Reader, schema: string): Promise<void> {
  const holder = holderOf(sql`${keyOf(schema, 'worker ')} || split_part(claim, '/', 1)`);
  await sql`update outbox set claimed_until = 0
    where claim is not null and claimed_until > 0 and not exists (${holder})`.execute(reader);
}

/** Locks that belong to a connection, and so end with their process, at once and however it dies. */
export class Locks implements AsyncDisposable {
  readonly #client: Client;
  readonly #schema: string;
  readonly #taken = new Set<string>();
  #idle: Promise<unknown> = Promise.resolve();

  private constructor(client: Client, schema: string) {
    this.#client = client;
    this.#schema = schema;
  }

  /**
   * Takes the lock of a worker, and tells that tasks are run.
   *
   * @param onLost called when the connection ends, and all locks with it
   */
  static async open({ reach, schema }: Place, worker: string, onLost: (error: unknown) => void): Promise<Locks> {
    const client = new Client(configOf(reach));
    client.on('error', (error) => onLost(storeErrorOf(error)));
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared(hashtextextended($1, 0))', [keyOf(schema, 'runs')]);
      await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [keyOf(schema, `worker ${worker}`)]);
    } catch (error) {
      await client.end();
      throw storeErrorOf(error);
    }
    return new Locks(client, schema);
  }

  /** Takes the lock of a task, and returns how it is given back; or undefined, when somebody has it. */
  async take(task: string): Promise<(() => Promise<void>) | undefined> {
    if (this.#taken.has(task)) return undefined;
    this.#taken.add(task);
    if (!(await this.#ask('select pg_try_advisory_lock(hashtextextended($1, 0)) as is_done', task))) {
      this.#taken.delete(task);
      return undefined;
    }
    return async () => {
      await this.#ask('select pg_advisory_unlock(hashtextextended($1, 0)) as is_done', task);
      this.#taken.delete(task);
    };
  }

  /** A connection is asked one thing after the other. */
  #ask(statement: string, task: string): Promise<boolean> {
    const answer = this.#idle.then(async () => {
      const { rows } = await this.#client.query<{ is_done: boolean }>(statement, [keyOf(this.#schema, `task ${task}`)]);
      return rows[0]?.is_done === true;
    });
    this.#idle = answer.catch(() => {});
    return answer.catch((error: unknown) => {
      throw storeErrorOf(error);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }
}
