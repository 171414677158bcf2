import type { Fault } from './fault.ts';
import { randomFrom } from './random.ts';

/** Decides which of the calls that a fault could meet it does meet. */
export interface Turns {
  /** Tells whether it meets this call. */
  next(): boolean;
  /** Whether it will meet no further call. */
  readonly isOver: boolean;
}

/** Makes the turns of a fault; `now` gives milliseconds that never go back. */
export function turnsOf(fault: Fault, seed: number, now: () => number): Turns {
  const meets = fault.script ? scripted(fault.script) : random(fault.rate ?? 1, seed);
  const isBeyond = fault.kind === 'throttle' ? beyond(fault.perSecond, now) : () => true;
  const end = fault.script?.length ?? Number.POSITIVE_INFINITY;
  let [seen, met] = [0, 0];
  return {
    next() {
      const isMet = meets(seen) && isBeyond();
      seen += 1;
      met += isMet ? 1 : 0;
      return isMet;
    },
    get isOver() {
      return seen >= end || met >= (fault.calls ?? Number.POSITIVE_INFINITY);
    },
  };
}

function scripted(script: readonly boolean[]): (seen: number) => boolean {
  return (seen) => script[seen] === true;
}

function random(rate: number, seed: number): () => boolean {
  const next = randomFrom(seed);
  return () => next() < rate;
}

/** Tells whether a call is one too many within the last second; one that is does not count. */
function beyond(perSecond: number, now: () => number): () => boolean {
  let through: readonly number[] = [];
  return () => {
    const time = now();
    through = through.filter((earlier) => time - earlier < 1000);
    if (through.length >= perSecond) return true;
    through = [...through, time];
    return false;
  };
}
