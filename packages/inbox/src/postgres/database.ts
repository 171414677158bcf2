import { Kysely, sql } from 'kysely';
import type { Database, SearchIndex, Tx } from '../database.ts';
import type { Line } from '../run/line.ts';
import type { Tasks } from '../run/tasks.ts';
import type { Tables } from '../schema.ts';
import { Changes } from './changes.ts';
import { ServerClock } from './clock.ts';
import { dialectOf, type Place } from './dialect.ts';
import { ServerLine } from './line.ts';
import { isRunning } from './locks.ts';
import { runTasks } from './run.ts';
import { search } from './search.ts';

/** An inbox in a schema of PostgreSQL. */
export class PostgresDatabase implements Database {
  readonly kind = 'postgres';
  readonly search: SearchIndex = search;
  readonly clock: ServerClock = new ServerClock();
  readonly reader: Kysely<Tables>;
  readonly #changes: Changes;
  readonly #place: Place;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(place: Place) {
    this.#place = place;
    this.reader = new Kysely({ dialect: dialectOf(place, this.clock) });
    this.#changes = new Changes(place);
  }

  /** Of this process, one waits at the database for its turn: each of them keeps a connection busy. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const written = this.#writing.then(() => this.reader.transaction().execute(work));
    this.#writing = written.catch(() => {});
    return written;
  }

  /** One transaction writes at a time: positions are in the order of commits by themselves. */
  async orderEvents(): Promise<void> {}

  changed(signal: AbortSignal): Promise<void> {
    return this.#changes.next(signal);
  }

  /** Frees what the rows of before take. Its log, replicas and backups are the server's own. */
  async scrub(): Promise<void> {
    await sql`vacuum messages, threads, outbox`.execute(this.reader);
  }

  line(name: string): Line {
    return new ServerLine(this.reader, name);
  }

  run(tasks: Tasks, signal: AbortSignal, worker: string): Promise<void> {
    return runTasks(this, this.#place, tasks, signal, worker);
  }

  isRunning(): Promise<boolean> {
    return isRunning(this.reader, this.#place.schema);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#changes[Symbol.asyncDispose]();
    await this.#writing;
    await this.reader.destroy();
  }
}
