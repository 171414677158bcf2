import { type ErrorFacts, type Outcome, TicketbridgeError } from './error.ts';
import type { Api, Operation } from './operation.ts';
import type { ResolvedOptions } from './options.ts';

/** One call of one operation. */
export interface Call {
  readonly api: Api;
  readonly operation: string;
  readonly definition: Operation;
  readonly options: ResolvedOptions;
  /** The checked input: what the vendor may repeat, and an error must not. */
  readonly input: unknown;
  /** How many requests were sent so far. */
  attempts: number;
  /** What is known so far of the effect at the vendor. */
  outcome: Outcome;
}

/** The error of a call: its message says what happened, in which operation. */
export function callError(call: Call, message: string, facts: ErrorFacts): TicketbridgeError {
  const {
    api: { source },
    operation,
    attempts,
    outcome,
  } = call;
  return new TicketbridgeError(`${source}.${operation}: ${message}`, {
    attempts,
    outcome,
    ...facts,
    source,
    operation,
  });
}

/** The error of a call that the caller aborted, or that reached its `limit`. */
export function stopped(
  call: Call,
  limit: 'timeout' | 'deadline',
  facts: Omit<ErrorFacts, 'kind'> = {},
): TicketbridgeError {
  const { signal, [limit]: ms } = call.options;
  return signal?.aborted
    ? callError(call, 'aborted by the caller', { ...facts, kind: 'aborted', cause: signal.reason })
    : callError(call, `no whole answer within the ${limit} of ${ms} ms`, { ...facts, kind: 'timeout' });
}
