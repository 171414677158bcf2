import type { Clock } from '../clock.ts';

/** Milliseconds since 1970, as SQL: not the time at which the transaction began. */
export const NOW = 'extract(epoch from clock_timestamp())::double precision * 1000';

/** The clock of the server, by which those of all machines that use it are one. It is set with every transaction. */
export class ServerClock implements Clock {
  /** What is to be added to the milliseconds of this process. */
  #offset = Date.now() - performance.now();

  readonly now = (): number => Math.round(performance.now() + this.#offset);

  /** @param now what the server has just told */
  set(now: number | undefined): void {
    if (now !== undefined) this.#offset = now - performance.now();
  }
}
