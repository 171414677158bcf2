import type { Account, Ticketbridge } from '@ticketbridge/facade';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { CallGate } from '../gate.ts';

/** What sending needs. */
export interface Sending {
  readonly bridge: Ticketbridge;
  /** The accounts that the bridge has sources of: entries of others wait for a process that has. */
  readonly accounts: readonly Account[];
  readonly database: Pick<Database, 'reader' | 'write' | 'orderEvents' | 'scrub'>;
  readonly gate: CallGate;
  readonly clock: Clock;
  /** Ends sending. A request that is under way is waited for: what became of it has to be known. */
  readonly signal: AbortSignal;
  /** A name of the sender that no other one has ever had. */
  readonly worker: string;
  /** Whether nobody else sends now, as with a file: whatever other workers have begun was cut short. */
  readonly isAlone: boolean;
  /** The id of the one entry to send, after those of its thread that were made before it. Default: all. */
  readonly only?: string | undefined;
  /** Milliseconds before each look at what became of an entry. Default: {@link LOOK_DELAYS}. */
  readonly lookDelays?: readonly number[] | undefined;
}

/** When something is due again. */
export interface Due {
  /** In milliseconds since 1970, by the clock; absent where nothing is. */
  readonly nextAt?: number | undefined;
}

/** Milliseconds before each look: an accepted message may show late. */
export const LOOK_DELAYS: readonly number[] = [2_000, 10_000, 60_000];

/** Milliseconds that a claim holds: longer than a request may take, and renewed before each. */
export const CLAIM = 45_000;

/** The longest that anything is put off. A time further ahead was written by a clock that has gone back since. */
export const LONGEST = 3_600_000;
