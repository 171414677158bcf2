/** How quickly a client may send. */
export interface PaceOptions {
  /** Requests that may be started per second, evenly spaced. Default: unlimited. */
  readonly maxPerSecond?: number | undefined;
  /** Requests that may be under way at once. Default: unlimited. */
  readonly maxConcurrent?: number | undefined;
}

const UNLIMITED = Number.POSITIVE_INFINITY;

/** A queue that lets requests go in the order in which they came. */
export class Pace {
  readonly #interval: number;
  readonly #maxConcurrent: number;
  readonly #waiting: (() => void)[] = [];
  #active = 0;
  #nextAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ maxPerSecond = UNLIMITED, maxConcurrent = UNLIMITED }: PaceOptions) {
    this.#interval = 1000 / maxPerSecond;
    this.#maxConcurrent = maxConcurrent;
  }

  /** Resolves when the request may go. A `signal` that aborts before the caller hears of it gives the place away. */
  enter(signal: AbortSignal): Promise<{ readonly ok: true; readonly value: undefined }> {
    return new Promise((resolve) => {
      const go = () => resolve({ ok: true, value: undefined });
      const giveAway = () => {
        const place = this.#waiting.indexOf(go);
        // Its turn may have come in the very moment in which it stopped waiting.
        if (place < 0) return this.leave();
        this.#waiting.splice(place, 1);
        this.#advance();
      };
      signal.addEventListener('abort', giveAway, { once: true });
      this.#waiting.push(go);
      this.#advance();
    });
  }

  /** Gives the place of a request that is over to the next. */
  leave(): void {
    this.#active -= 1;
    this.#advance();
  }

  #advance(): void {
    clearTimeout(this.#timer);
    while (this.#waiting.length > 0 && this.#active < this.#maxConcurrent) {
      const now = performance.now();
      if (now < this.#nextAt) {
        this.#timer = setTimeout(() => this.#advance(), Math.ceil(this.#nextAt - now));
        return;
      }
      this.#nextAt = now + this.#interval;
      this.#active += 1;
      this.#waiting.shift()?.();
    }
  }
}
