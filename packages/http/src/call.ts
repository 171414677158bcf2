import { type ErrorFacts, keepCause, type Outcome, TicketbridgeError } from './error.ts';
import type { CheckedInput } from './input.ts';
import type { Api, CredentialForm, Operation } from './operation.ts';
import type { ResolvedOptions } from './options.ts';
import type { Answer } from './response.ts';

/** One call of one operation. */
export interface Call {
  readonly api: Api;
  readonly operation: string;
  readonly definition: Operation;
  /** `null` or `undefined` where the operation needs none. */
  readonly credential: CredentialForm | null | undefined;
  readonly options: ResolvedOptions;
  readonly input: CheckedInput;
  /** Called for each answer. */
  readonly onAnswer?: (answer: Answer) => void;
  /** Called for the JSON of a refusal's body, where the API has error codes to look for; `undefined` where it is none. */
  readonly onBody?: (value: unknown) => void;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
  readonly kind?: undefined;
  readonly outcome?: undefined;
}

/** Why something gave no value. */
export interface Failure extends Pick<ErrorFacts, 'kind' | 'field' | 'code' | 'retryAfter' | 'cause'> {
  readonly ok: false;
  readonly message: string;
  /** The effect at the vendor that the failure itself proves, whatever the status says. */
  readonly outcome?: Outcome;
  /** Holds what a function of the caller's or the platform threw. */
  readonly thrown?: { readonly value: unknown };
  /** Another attempt may well succeed: the body broke off. */
  readonly isPassing?: boolean;
  /** Another attempt would fail in the same way. */
  readonly isLasting?: boolean;
}

export type Result<T = unknown> = Success<T> | Failure;

/** The evidence of a call's requests so far. */
export interface Progress {
  /** The requests that were sent. */
  readonly attempts: number;
  /** The known effect at the vendor. */
  readonly outcome: Outcome;
  /** The status of the last attempt. */
  readonly status: number | undefined;
}

/** Tells whether the vendor documents a status for an operation. */
export function isDocumented({ success, errors }: Operation, status: number): boolean {
  return status in success || status in errors;
}

/** Tells whether the vendor documents a status as a refusal after which the same call may be sent again. */
export function isRepeatable({ repeatable = [] }: Operation, status: number | undefined): boolean {
  return status !== undefined && repeatable.includes(status);
}

/** Makes the error of a call that failed. To be called where the caller waits, so that its stack leads to the caller. */
export function callError(call: Call, progress: Progress, failure: Failure): TicketbridgeError {
  const { api, operation, definition } = call;
  const { vendor } = api;
  const { ok, message, thrown, isPassing, isLasting, ...facts } = failure;
  const { status } = progress;
  const documented = status === undefined ? undefined : isDocumented(definition, status);
  const known = { vendor, operation, documented, ...progress, ...facts };
  const error = new TicketbridgeError(`${vendor}.${operation}: ${message}`, known);
  if (thrown) keepCause(error, thrown.value);
  return error;
}
