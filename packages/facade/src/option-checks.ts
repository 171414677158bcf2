import { CALL_OPTIONS, type CallOptions, readHeaders } from '@ticketbridge/http';
import { type Check, type Fields, is, ofType, oneOf, optional, optionsOf, whole } from './checks.ts';
import type { ThreadFilter } from './options.ts';
import type { PagingOptions } from './paging/paged.ts';
import { invalidInput } from './refusal.ts';

const count = optional(whole(0, Number.POSITIVE_INFINITY));

export const PAGING: Fields<PagingOptions> = {
  from: optional(ofType('string')),
  maxItems: count,
  maxPages: count,
  lookAhead: optional(whole(0, 100)),
};

/** Accepts what a client accepts as this option of a call. */
function asInClients<T>(option: keyof CallOptions): Check<T> {
  const [expected, holds] = CALL_OPTIONS[option];
  return is(expected, (value): value is T => holds(value));
}

const isHeaders = asInClients<object>('headers');
/** A call can reach several vendors: what is one's credential must not be sent to another. */
const CREDENTIALS = ['authorization', 'proxy-authorization', 'cookie'];

const headers: Check<Readonly<Record<string, string>>> = (value, field, verb) =>
  readHeaders(
    isHeaders(value, field, verb),
    (why, name) => invalidInput(verb, name, `cannot be sent: ${why}`),
    CREDENTIALS,
  );

/** The options of a call, which a client reads too. */
export const CALL: Fields<CallOptions> = {
  signal: optional(asInClients('signal')),
  timeout: optional(asInClients('timeout')),
  deadline: optional(asInClients('deadline')),
  maxAttempts: optional(asInClients('maxAttempts')),
  headers: optional(headers),
  beforeAttempt: optional(asInClients('beforeAttempt')),
};

/** The options of one call, as the last argument of a verb. */
export const callArgument: Check<CallOptions | undefined> = optionsOf(CALL);

/** The options that choose threads, with those of each call. */
export const FILTER: Fields<ThreadFilter> = {
  ...CALL,
  active: optional(ofType('boolean')),
  turn: optional(oneOf(['ours', 'theirs', 'unknown'])),
};
