import type { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { type Clock, systemClock } from '../clock.ts';
import type { Database, SearchIndex, Tx } from '../database.ts';
import { type Line, LocalLine } from '../run/line.ts';
import { runLoops } from '../run/loops.ts';
import type { Tasks } from '../run/tasks.ts';
import type { Tables } from '../schema.ts';
import { Changes } from './changes.ts';
import { dialectOf } from './dialect.ts';
import { watchIdentity } from './file.ts';
import { watchMove } from './frozen.ts';
import { holdInbox, isHeld } from './holder.ts';
import { searchIndex } from './search-index.ts';

/** The two connections of an open store. */
export interface Connections {
  readonly path: string;
  readonly busyTimeout: number;
  readonly writing: DatabaseSync;
  readonly reading: DatabaseSync;
  /** Whether it may be used after it was moved to another store. Default: false. */
  readonly mayBeMoved?: boolean;
}

/** An inbox in a file. What is read, on a connection of its own, never waits for what is written. */
export class SqliteDatabase implements Database {
  readonly kind = 'sqlite';
  readonly search: SearchIndex = searchIndex;
  readonly clock: Clock = systemClock;
  /** The file, behind all links. */
  readonly path: string;
  readonly reader: Kysely<Tables>;
  readonly #writer: Kysely<Tables>;
  readonly #connections: Connections;
  readonly #changes: Changes;
  readonly #refuse: () => void;
  #closing: Promise<void> | undefined;

  constructor(connections: Connections) {
    const { path, busyTimeout, writing, reading, mayBeMoved = false } = connections;
    const watch = (connection: DatabaseSync) => (mayBeMoved ? () => {} : watchMove(connection, path));
    const refuseMoved = watch(writing);
    this.path = path;
    this.#connections = connections;
    const refuseAnother = watchIdentity(path);
    this.#refuse = () => {
      refuseAnother();
      refuseMoved();
    };
    this.reader = new Kysely({
      dialect: dialectOf({ database: reading, path, busyTimeout, begin: 'BEGIN', refuse: watch(reading) }),
    });
    this.#writer = new Kysely({
      dialect: dialectOf({ database: writing, path, busyTimeout, begin: 'BEGIN IMMEDIATE' }),
    });
    this.#changes = new Changes(() => versionOf(reading));
  }

  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const result = await this.#writer.transaction().execute(async (tx) => {
      this.#refuse();
      return work(tx);
    });
    this.#changes.announce();
    return result;
  }

  /** Only one connection writes at a time, so that positions are in the order of commits by themselves. */
  async orderEvents(): Promise<void> {}

  changed(signal: AbortSignal): Promise<void> {
    return this.#changes.next(signal);
  }

  /** Only one process sends at a time. */
  line(): Line {
    return new LocalLine();
  }

  /** Others who read an older state keep the log from being cut: it is, when they are done and this is called again. */
  async scrub(): Promise<void> {
    await sql`pragma wal_checkpoint(truncate)`.execute(this.#writer);
  }

  async run(tasks: Tasks, signal: AbortSignal): Promise<void> {
    using _held = await holdInbox(this.path);
    await runLoops(this, tasks, signal);
  }

  async isRunning(): Promise<boolean> {
    return isHeld(this.path);
  }

  /** Waits for what was begun before. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { writing, reading } = this.#connections;
    this.#changes.close();
    for (const kysely of [this.#writer, this.reader]) {
      await kysely.connection().execute(async () => {});
      await kysely.destroy();
    }
    reading.close();
    writing.close();
  }
}

/** Returns a count of the commits of all other connections: the one that reads makes none. */
function versionOf(reading: DatabaseSync): number {
  try {
    return Number(reading.prepare('PRAGMA data_version').get()?.data_version);
  } catch {
    // Whoever waits reads next, and meets what is wrong there.
    return Number.NaN;
  }
}
