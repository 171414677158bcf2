import type { Source, Vendor } from '@ticketbridge/facade';
import type { Check } from '@ticketbridge/http';
import { checkOptions, invalidInput, wholeNumber } from './checks.ts';
import type { Clock } from './clock.ts';
import type { GateLimits } from './gate.ts';
import type { Intervals } from './poll.ts';
import { isStore, type Store } from './store.ts';

/** How often an inbox asks its vendors. */
export interface PollingOptions {
  /**
   * Milliseconds between two polls of an account, and the least between two probes of a thread: one that has changed
   * lately is probed as often, an old one rarely. Default: 15 000.
   */
  readonly interval?: number | undefined;
  /** Milliseconds after which a thread is probed that has not changed for long. Default: 24 hours. */
  readonly coldInterval?: number | undefined;
  /** Milliseconds between two readings of everything, which find what leaves no trace in a list. Default: 24 hours. */
  readonly sweepInterval?: number | undefined;
  /** Requests that may be started per second by the whole inbox, evenly spaced. Default: 10. */
  readonly maxPerSecond?: number | undefined;
  /** The same, for each account. Default: 5. */
  readonly maxPerSecondAndAccount?: number | undefined;
}

/** How to open an inbox. */
export interface InboxOptions {
  /** Where it is kept: `sqliteStore`, or `postgresStore` of `@ticketbridge/inbox/postgres`. */
  readonly store: Store;
  /**
   * The accounts to poll and to write to, as `brandloversSource` and `clubcollectSource` make them. Default: none: what is
   * in the store can be read, and events acknowledged. An account that has no source any more is kept.
   */
  readonly sources?: readonly Source<Vendor>[] | undefined;
  readonly polling?: PollingOptions | undefined;
  /**
   * Milliseconds before each of the three looks at the vendor by which the inbox finds out what became of a write of which
   * that is not known; after them a person has to decide. Default: 2 000, 10 000 and 60 000.
   */
  readonly lookDelays?: readonly [number, number, number] | undefined;
  /** Tells the time of day; for tests. Default: the machine's, and PostgreSQL's where the inbox is there. */
  readonly clock?: Clock | undefined;
}

/** The options of an inbox with the defaults filled in. */
export interface Settings {
  readonly store: Store;
  readonly sources: readonly Source<Vendor>[];
  readonly intervals: Intervals;
  readonly limits: GateLimits;
  readonly lookDelays: readonly number[] | undefined;
  /** Undefined for that of the store. */
  readonly clock: Clock | undefined;
}

const DAY = 24 * 3_600_000;
const MILLISECONDS = wholeNumber('a whole number of milliseconds', 1);
const RATE: Check = ['a number from 0.001', (value) => typeof value === 'number' && value >= 0.001];

const OPTIONS: Readonly<Record<keyof InboxOptions, Check>> = {
  store: ['a store, as sqliteStore or postgresStore makes it', isStore],
  sources: ['a list of sources', Array.isArray],
  lookDelays: [
    'three whole numbers of milliseconds from 1',
    (value) => Array.isArray(value) && value.length === 3 && value.every(MILLISECONDS[1]),
  ],
  polling: ['an object', (value) => typeof value === 'object' && value !== null],
  clock: ['an object with a function "now"', (value) => typeof Object(value).now === 'function'],
};

const POLLING: Readonly<Record<keyof PollingOptions, Check>> = {
  interval: MILLISECONDS,
  coldInterval: MILLISECONDS,
  sweepInterval: MILLISECONDS,
  maxPerSecond: RATE,
  maxPerSecondAndAccount: RATE,
};

/** @throws TicketbridgeError `invalid-input` */
export function readSettings(given: unknown): Settings {
  const verb = 'openInbox';
  const options = checkOptions<Partial<InboxOptions>>(verb, OPTIONS, given);
  const { store, sources = [], polling, lookDelays, clock } = options;
  if (!store) throw invalidInput(verb, `"store" must be ${OPTIONS.store[0]}`, 'store');
  const {
    interval = 15_000,
    coldInterval = DAY,
    sweepInterval = DAY,
    maxPerSecond = 10,
    maxPerSecondAndAccount = 5,
  } = checkOptions<PollingOptions>(verb, POLLING, polling);
  return {
    store,
    sources,
    intervals: { hot: interval, cold: Math.max(interval, coldInterval), sweep: sweepInterval },
    limits: { maxPerSecond, maxPerSecondAndAccount },
    lookDelays,
    clock,
  };
}
