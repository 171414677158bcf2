import { setTimeout as pause } from 'node:timers/promises';
import { whenAborted } from '@ticketbridge/http';
import { Client, escapeIdentifier } from 'pg';
import { configOf } from './connection.ts';
import { channelOf, type Place } from './dialect.ts';

/** Milliseconds between two tries to listen again. */
const RETRY = 1_000;

/** Hears of each commit, on a connection of its own that is made when somebody first waits. */
export class Changes implements AsyncDisposable {
  readonly #place: Place;
  readonly #closed = new AbortController();
  #listening: Promise<void> | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** Resolves after the next commit, on abort, and when it is closed. */
  async next(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#closed.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = whenAborted(signal, resolve);
    this.#waiting.add(resolve);
    this.#listening ??= this.#listen();
    await promise;
    stop();
    this.#waiting.delete(resolve);
  }

  async #listen(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      await this.#hear().catch(() => {});
      await pause(RETRY, undefined, { signal: this.#closed.signal }).catch(() => {});
    }
  }

  /** Listens until the connection ends. What was committed before it listened may be news. */
  async #hear(): Promise<void> {
    const client = new Client(configOf(this.#place.reach));
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    client.on('error', () => end());
    client.on('end', () => end());
    client.on('notification', () => this.#ring());
    this.#closed.signal.addEventListener('abort', () => end());
    try {
      await client.connect();
      await client.query(`listen ${escapeIdentifier(channelOf(this.#place.schema))}`);
      this.#ring();
      await ended;
    } finally {
      await client.end();
    }
  }

  #ring(): void {
    for (const resolve of this.#waiting) resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    this.#ring();
    await this.#listening;
  }
}
