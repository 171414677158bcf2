import { BASE_URL_EXPECTED, readBaseUrl } from './base-url.ts';
import type { MakeInvalid } from './checks.ts';
import { type Check, fieldsOf, readOptions } from './checks.ts';
import type { CallEvent } from './events.ts';
import { HEADER_VALUE_EXPECTED, isHeaderValue, readHeaders } from './headers.ts';
import type { Api, Operation } from './operation.ts';
import type { PaceOptions } from './pace.ts';

/** Gives the bytes of a body, as a `ReadableStream` and its reader do. */
export interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  /** Drops what has not been read. */
  cancel(): Promise<void>;
}

/** The body of an answer, as much as a client needs: the platform's `ReadableStream` is one. */
export interface ResponseBody {
  getReader(): BodyReader;
  /** Drops a body that nobody reads. */
  cancel(): Promise<void>;
}

/** An answer, as much as a client needs: the platform's `Response` is one. */
export interface ResponseLike {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: ResponseBody | null;
}

/** A request, as much as a client asks for: the `RequestInit` of the platform's `fetch`, and of undici's, takes it. */
export interface RequestLike {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Not followed: the credential is for the base URL's origin. */
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

/** The `fetch` that a client uses: the platform's, undici's, or one with the same contract. */
export type Fetch = (url: string, init: RequestLike) => Promise<ResponseLike>;

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
  /** The `user-agent` of every request. Default: the platform's. A browser may send its own. */
  readonly userAgent?: string | undefined;
  /**
   * Headers of every request, by the rules of a call's, and no operation's own. A call's header of the same name, in any
   * case, is sent instead.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Called for every event of a call. What it throws is ignored; it is not waited for. */
  readonly onEvent?: ((event: CallEvent) => void) | undefined;
}

/** The options of one call. */
export interface CallOptions extends PatienceOptions {
  /** Aborts the call. The error has the kind `aborted` and the signal's reason as its cause. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Headers to add: ASCII on one line. Those that the client sets itself (credential, `accept`, `content-type`) and those
   * of the connection (`host`, `expect`, `transfer-encoding`, ...) are `invalid-input`.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Awaited before each attempt, as the last thing before its request leaves: to wait for a turn, to count, to see that the
   * call is still wanted. It has the rest of the deadline; the attempt's `timeout` begins after it. `signal` aborts when
   * nobody waits for it any more. What it throws ends the call, and nothing is sent: the error has the kind `aborted`, and
   * `causeOf(error)` gives what was thrown.
   */
  readonly beforeAttempt?: ((signal: AbortSignal) => void | Promise<void>) | undefined;
}

/** The options of a call with the client's and the defaults filled in. */
export type ResolvedOptions = Pick<CallOptions, 'signal' | 'headers' | 'beforeAttempt'> & {
  readonly [K in keyof PatienceOptions]-?: number;
};

/** The options of a client, checked and with the defaults filled in. */
export type Settings = ResolvedOptions & Omit<ClientOptions, 'baseUrl'> & { readonly maxResponseBytes: number };

const DEFAULTS: Settings = {
  timeout: 30_000,
  deadline: 120_000,
  maxAttempts: 3,
  maxResponseBytes: 10 * 1024 * 1024,
};

/** The largest delay that a platform's timer takes. */
const MAX_DELAY = 2 ** 31 - 1;

const integer: Check = [
  `a whole number from 1 to ${MAX_DELAY}`,
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_DELAY,
];
const callable: Check = ['a function', (value) => typeof value === 'function'];
const headers: Check = ['a plain object', (value) => fieldsOf(value) !== undefined];

const PATIENCE = { timeout: integer, deadline: integer, maxAttempts: integer };
/** The checks of a client's options, its credential aside. */
export const CLIENT_OPTIONS: Readonly<Record<keyof ClientOptions, Check>> = {
  ...PATIENCE,
  maxPerSecond: ['a number from 0.001', (value) => typeof value === 'number' && value >= 0.001],
  maxConcurrent: integer,
  maxResponseBytes: integer,
  fetch: callable,
  onEvent: callable,
  baseUrl: [BASE_URL_EXPECTED, (value) => readBaseUrl(value) !== undefined],
  userAgent: [`${HEADER_VALUE_EXPECTED}, not empty`, (value) => isHeaderValue(value) && value !== ''],
  headers,
};

/** The checks of a call's options; {@link readHeaders} checks each header. For the packages of this project. */
export const CALL_OPTIONS: Readonly<Record<keyof CallOptions, Check>> = {
  ...PATIENCE,
  signal: ['an AbortSignal', isAbortSignal],
  headers,
  beforeAttempt: callable,
};

/** Knows the signals of other realms and of polyfills too. */
function isAbortSignal(value: unknown): boolean {
  const { aborted, addEventListener, removeEventListener }: Record<string, unknown> = Object(value);
  const canListen = [addEventListener, removeEventListener].every((method) => typeof method === 'function');
  return Object.prototype.toString.call(value) === '[object AbortSignal]' && typeof aborted === 'boolean' && canListen;
}

/** A client's options, checked. */
export interface ResolvedClientOptions {
  /** The options as they were given, the credentials among them. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly baseUrl: string;
  readonly settings: Settings;
}

/**
 * Checks the options of a client, takes its credentials out and fills in the defaults.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function resolveClientOptions(api: Api, options: unknown, invalid: MakeInvalid): ResolvedClientOptions {
  const given = readOptions({ ...api.secrets, ...CLIENT_OPTIONS }, options, invalid);
  const { baseUrl = api.baseUrl, userAgent, headers, ...settings } = given;
  const url = readBaseUrl(baseUrl);
  if (!url) throw invalid(`"baseUrl" must be ${BASE_URL_EXPECTED}`, 'baseUrl');
  for (const [option, [expected]] of Object.entries(api.secrets)) {
    if (!given[option]) throw invalid(`"${option}" must be ${expected}`, option);
    delete settings[option];
  }
  const agent = readHeaders({ 'user-agent': userAgent }, invalid);
  const reserved = Object.values(api.operations).flatMap((definition) => reservedHeaders(api, definition));
  const own = readHeaders(headers, invalid, [...reserved, ...Object.keys(agent)]);
  return { given, baseUrl: url, settings: { ...DEFAULTS, ...settings, headers: { ...agent, ...own } } };
}

/** Lists the headers that an operation sets itself, in lower case. */
export function reservedHeaders(api: Api, { headers = [], credential = api.credential }: Operation): string[] {
  return [...headers, credential?.in === 'header' ? credential.name : ''].map((name) => name.toLowerCase());
}

/**
 * Checks the options of a call and fills in the client's.
 *
 * @param reserved the headers that the call sets itself, in lower case
 * @throws TicketbridgeError `invalid-input`
 */
export function resolveCallOptions(
  settings: Settings,
  options: unknown,
  reserved: readonly string[],
  invalid: MakeInvalid,
): ResolvedOptions {
  if (options === undefined) return settings;
  const { headers, ...given } = readOptions(CALL_OPTIONS, options, invalid);
  return { ...settings, ...given, headers: { ...settings.headers, ...readHeaders(headers, invalid, reserved) } };
}
