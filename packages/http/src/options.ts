import { checkBaseUrl } from './base-url.ts';
import { invalidInput, type TicketbridgeError } from './error.ts';
import type { CallEvent } from './events.ts';
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

const DEFAULT_TIMEOUT = 30_000;
const DEFAULT_DEADLINE = 120_000;
const DEFAULT_MAX_ATTEMPTS = 3;

/** The largest delay that a platform's timer takes. */
const MAX_DELAY = 2 ** 31 - 1;

type Check = (value: unknown) => string | undefined;

const integer: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_DELAY
    ? undefined
    : `a whole number from 1 to ${MAX_DELAY}`;
const callable: Check = (value) => (typeof value === 'function' ? undefined : 'a function');
const signal: Check = (value) =>
  typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value
    ? undefined
    : 'an AbortSignal';
const headers: Check = (value) =>
  typeof value === 'object' && value !== null && !(Symbol.iterator in value)
    ? undefined
    : 'a plain object of names and values';
const notChecked: Check = () => undefined;

const PATIENCE = { timeout: integer, deadline: integer, maxAttempts: integer };
const CLIENT: Readonly<Record<string, Check>> = {
  ...PATIENCE,
  maxPerSecond: (value) => (typeof value === 'number' && value >= 0.001 ? undefined : 'a number from 0.001'),
  maxConcurrent: integer,
  maxResponseBytes: integer,
  fetch: callable,
  onEvent: callable,
  baseUrl: notChecked,
};
const CALL: Readonly<Record<string, Check>> = { ...PATIENCE, signal, headers };

/**
 * Checks the options of a client, its credential aside.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function checkClientOptions(api: Api, credentialField: string, options: ClientOptions): string {
  const { source } = api;
  check({ [credentialField]: notChecked, ...CLIENT }, options, (why) => invalidInput(`${source}: ${why}`, { source }));
  return checkBaseUrl(source, options.baseUrl === undefined ? api.baseUrl : options.baseUrl);
}

/** The options of a call that names none. */
export function defaultCallOptions({ timeout, deadline, maxAttempts }: ClientOptions): ResolvedOptions {
  return {
    signal: undefined,
    headers: undefined,
    timeout: timeout ?? DEFAULT_TIMEOUT,
    deadline: deadline ?? DEFAULT_DEADLINE,
    maxAttempts: maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
  };
}

/**
 * Checks the options of a call and fills in the client's.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function resolveCallOptions(
  api: Api,
  operation: string,
  defaults: ResolvedOptions,
  options?: CallOptions,
): ResolvedOptions {
  if (options === undefined) return defaults;
  const { source, credential } = api;
  const refuse = (why: string) => invalidInput(`${source}.${operation}: ${why}`, { source, operation });
  check(CALL, options, refuse);
  const reserved = [
    'accept',
    'content-type',
    'content-length',
    'host',
    credential.in === 'header' ? credential.name : '',
  ];
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (reserved.includes(name.toLowerCase())) throw refuse(`the header "${name}" is set by the client`);
    if (!isHeader(name, value)) throw refuse(`the header ${JSON.stringify(name)} needs a valid name and value`);
  }
  return {
    signal: options.signal,
    headers: options.headers,
    timeout: options.timeout ?? defaults.timeout,
    deadline: options.deadline ?? defaults.deadline,
    maxAttempts: options.maxAttempts ?? defaults.maxAttempts,
  };
}

function check(
  checks: Readonly<Record<string, Check>>,
  options: object,
  refuse: (why: string) => TicketbridgeError,
): void {
  if (typeof options !== 'object' || options === null) throw refuse('the options must be an object');
  for (const [name, value] of Object.entries(options)) {
    const expected = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!expected) throw refuse(`"${name}" is not an option; there are ${Object.keys(checks).join(', ')}`);
    const required = value === undefined ? undefined : expected(value);
    if (required) throw refuse(`"${name}" must be ${required}`);
  }
}

function isHeader(name: string, value: unknown): boolean {
  try {
    return typeof value === 'string' && new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
}
