import { type ErrorFacts, type Outcome, TicketbridgeError } from './error.ts';
import type { CheckedInput } from './input.ts';
import type { Api, Operation } from './operation.ts';
import type { ResolvedOptions } from './options.ts';

/** One call of one operation. */
export interface Call {
  readonly api: Api;
  readonly operation: string;
  readonly definition: Operation;
  readonly options: ResolvedOptions;
  readonly input: CheckedInput;
  /** How many requests were sent so far. */
  attempts: number;
  /** What is known so far of the effect at the vendor. */
  outcome: Outcome;
  /** The status of the last attempt, once it is there. */
  status: number | undefined;
}

/** Why an attempt gave no value: what the error is made of, when the call is over. */
export interface Failure extends ErrorFacts {
  readonly message: string;
  /** The body broke off: the next answer may well be whole. */
  readonly brokenOff?: boolean;
}

/** How an attempt ended. */
export type Result = { readonly value: unknown } | Failure;

/** Whether the vendor documents the status of the last attempt for this operation. */
export function isDocumented({ definition: { success, errors }, status }: Call): boolean | undefined {
  return status === undefined ? undefined : status in success || status in errors;
}

/** The error of a call that failed. It is made where the caller waits, so that its stack leads to the caller. */
export function callError(call: Call, { message, brokenOff, ...facts }: Failure): TicketbridgeError {
  const { api, operation, attempts, outcome, status } = call;
  const { vendor } = api;
  const documented = isDocumented(call);
  const known = { vendor, operation, status, documented, outcome, attempts };
  return new TicketbridgeError(`${vendor}.${operation}: ${message}`, { ...known, ...facts });
}
