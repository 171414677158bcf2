import type { Refuse } from './error.ts';
import type { CallEvent } from './events.ts';
import { jsonType } from './input.ts';
import type { Api } from './operation.ts';
import type { PaceOptions } from './pace.ts';

/** The `fetch` that a client uses: the platform's, or one with the same contract. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How long a call may take and how often it may be sent: for a client, or for one call. */
export interface PatienceOptions {
  /** Milliseconds that one attempt may take, until its whole answer is there. Default: 30 000. */
  readonly timeout?: number | undefined;
  /** Milliseconds that the call may take in all: waiting, credentials, attempts and pauses. Default: 120 000. */
  readonly deadline?: number | undefined;
  /** How often the call may be sent, where it is known that this does no harm. Default: 3. */
  readonly maxAttempts?: number | undefined;
}

/** The options that every client has, beside its credential. */
export interface ClientOptions extends PatienceOptions, PaceOptions {
  /** The server. Default: the vendor's production server. Must be https, except on loopback. */
  readonly baseUrl?: string | undefined;
  /** The `fetch` to send with. Default: the platform's, looked up at each call. */
  readonly fetch?: Fetch | undefined;
  /** Bytes that an answer's body may have. Default: 10 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** Is told what happens to each call. What it throws is dropped; it is not waited for. */
  readonly onEvent?: ((event: CallEvent) => void) | undefined;
}

/** The options of one call. */
export interface CallOptions extends PatienceOptions {
  /** Aborts the call. The error has the kind `aborted` and the signal's reason as its cause. */
  readonly signal?: AbortSignal | undefined;
  /** Headers to add. Those that the client sets itself (credential, `accept`, `content-type`) are refused. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The options of a call with the client's and the defaults filled in. */
export type ResolvedOptions = Pick<CallOptions, 'signal' | 'headers'> & {
  readonly [K in keyof PatienceOptions]-?: number;
};

/** The options of a client, checked and with the defaults filled in. */
export type Settings = ResolvedOptions & ClientOptions & { readonly maxResponseBytes: number };

const DEFAULTS: Settings = {
  timeout: 30_000,
  deadline: 120_000,
  maxAttempts: 3,
  maxResponseBytes: 10 * 1024 * 1024,
};

/** The largest delay that a platform's timer takes. */
const MAX_DELAY = 2 ** 31 - 1;

/** What an option must be, and whether a value is that. */
type Check = readonly [expected: string, holds: (value: unknown) => boolean];

const integer: Check = [
  `a whole number from 1 to ${MAX_DELAY}`,
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_DELAY,
];
const callable: Check = ['a function', (value) => typeof value === 'function'];
const checkedElsewhere: Check = ['', () => true];

const PATIENCE = { timeout: integer, deadline: integer, maxAttempts: integer };
const CLIENT: Readonly<Record<string, Check>> = {
  ...PATIENCE,
  maxPerSecond: ['a number from 0.001', (value) => typeof value === 'number' && value >= 0.001],
  maxConcurrent: integer,
  maxResponseBytes: integer,
  fetch: callable,
  onEvent: callable,
  baseUrl: checkedElsewhere,
};
const CALL: Readonly<Record<string, Check>> = {
  ...PATIENCE,
  signal: ['an AbortSignal', (value) => 'aborted' in Object(value) && 'addEventListener' in Object(value)],
  headers: ['a plain object', (value) => jsonType(value) === 'object' && !(Symbol.iterator in Object(value))],
};

/**
 * Checks the options of a client, its credential and base URL aside, and fills in the defaults.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function resolveClientOptions(credentialField: string, options: ClientOptions, refuse: Refuse): Settings {
  return resolve({ [credentialField]: checkedElsewhere, ...CLIENT }, DEFAULTS, options, refuse);
}

/**
 * Checks the options of a call and fills in the client's.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function resolveCallOptions(
  { credential }: Api,
  settings: Settings,
  options: CallOptions | undefined,
  refuse: Refuse,
): ResolvedOptions {
  if (options === undefined) return settings;
  const resolved = resolve(CALL, settings, options, refuse);
  const reserved = ['accept', 'content-type', 'content-length', 'host', credential.in === 'header' && credential.name];
  for (const [name, value] of Object.entries(resolved.headers ?? {})) {
    if (reserved.includes(name.toLowerCase())) throw refuse(`the header "${name}" is set by the client`);
    if (!isHeader(name, value)) throw refuse(`the header ${JSON.stringify(name)} needs a valid name and value`);
  }
  return resolved;
}

function resolve(
  checks: Readonly<Record<string, Check>>,
  defaults: Settings,
  options: ClientOptions | CallOptions,
  refuse: Refuse,
): Settings {
  if (jsonType(options) !== 'object') throw refuse('the options must be an object');
  const given = Object.entries(options).filter(([name, value]) => {
    const [expected, holds] = (Object.hasOwn(checks, name) && checks[name]) || [];
    if (!holds) throw refuse(`"${name}" is not an option; there are ${Object.keys(checks).join(', ')}`);
    if (value !== undefined && !holds(value)) throw refuse(`"${name}" must be ${expected}`);
    return value !== undefined;
  });
  return { ...defaults, ...Object.fromEntries(given) };
}

function isHeader(name: string, value: unknown): boolean {
  try {
    return typeof value === 'string' && new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
}
