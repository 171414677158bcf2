import type { Page, Paged } from '@ticketbridge/facade';
import { wantsRest } from './gate.ts';
import type { PollContext } from './poll.ts';

/** Refusals of one request, one after the other, after which a poll ends: some minutes of pauses. */
const MOST = 10;

type Asking = Pick<PollContext, 'gate' | 'account'>;

/** Asks a vendor, and asks again where it throttles: the gate lets that wait as long as the vendor wants. */
export async function throughThrottling<T>(asking: Asking, ask: () => Promise<T>): Promise<T> {
  const patience = new Patience(asking);
  for (;;) {
    try {
      const answer = await ask();
      await patience.end();
      return answer;
    } catch (error) {
      await patience.tolerate(error);
    }
  }
}

/**
 * Reads a list page by page, and goes on after the last page where the vendor throttles: a list that is read from its
 * start again would never end where it has more pages than the vendor bears at once.
 */
export async function* pagesThroughThrottling<T>(
  asking: Asking,
  list: (from: string | undefined) => Paged<T>,
  start?: string,
): AsyncGenerator<Page<T>> {
  const patience = new Patience(asking);
  for (let from = start; ; ) {
    try {
      for await (const page of list(from).pages()) {
        await patience.end();
        yield page;
        from = page.position;
      }
      return;
    } catch (error) {
      await patience.tolerate(error);
    }
  }
}

/** Counts the refusals of a request, until it is answered. */
class Patience {
  readonly #asking: Asking;
  #count = 0;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  async end(): Promise<void> {
    this.#count = 0;
    await this.#asking.gate.answered(this.#asking.account);
  }

  /** Throws what no waiting mends. */
  async tolerate(error: unknown): Promise<void> {
    this.#count += 1;
    if (!wantsRest(error) || this.#count >= MOST) throw error;
    await this.#asking.gate.failed(this.#asking.account, error);
  }
}
