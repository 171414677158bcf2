import { whenAborted } from '@ticketbridge/http';

/** Milliseconds until a commit of another process is noticed. */
const INTERVAL = 100;

/** Tells of commits: of this process at once, of other ones by looking. */
export class Changes {
  readonly #readVersion: () => number;
  readonly #waiting = new Set<() => void>();
  #seen = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param readVersion returns a number that is another one after each commit, whoever made it; NaN if it cannot tell */
  constructor(readVersion: () => number) {
    this.#readVersion = readVersion;
  }

  /** Resolves after the next commit, on abort, and when it is closed. */
  async next(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#isClosed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = whenAborted(signal, resolve);
    this.#waiting.add(resolve);
    this.#watch();
    await promise;
    stop();
    this.#waiting.delete(resolve);
    if (this.#waiting.size === 0) this.#rest();
  }

  /** Called after a commit of this process. */
  announce(): void {
    this.#rest();
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  close(): void {
    this.#isClosed = true;
    this.announce();
  }

  #watch(): void {
    if (this.#timer) return;
    this.#seen = this.#readVersion();
    this.#timer = setInterval(() => {
      if (this.#readVersion() !== this.#seen) this.announce();
    }, INTERVAL);
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
