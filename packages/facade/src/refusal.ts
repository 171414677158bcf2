import { type ErrorFacts, TicketbridgeError } from '@ticketbridge/http';

/** Makes the error of an argument that was refused before anything was sent. */
export function invalidInput(message: string, facts: Partial<ErrorFacts> = {}): TicketbridgeError {
  return new TicketbridgeError(`ticketbridge: ${message}`, { ...facts, kind: 'invalid-input', outcome: 'not-sent' });
}

/** The operation that an answer came from. */
export interface Origin {
  readonly vendor: string;
  readonly operation: string;
}

/** Makes the error of a list that does not advance or contradicts itself. */
export function pagingError(why: string, origin: Origin): TicketbridgeError {
  return fromAnswer('paging', why, origin);
}

/** Returns the list in an answer, or throws: that it is missing does not say that it is empty. */
export function listOf<Item>(origin: Origin, field: string, list: readonly Item[] | undefined): readonly Item[] {
  if (Array.isArray(list)) return list;
  throw fromAnswer('protocol', `the answer has no list "${field}", so nothing is known of its items`, origin);
}

function fromAnswer(kind: 'paging' | 'protocol', why: string, { vendor, operation }: Origin): TicketbridgeError {
  return new TicketbridgeError(`${vendor}.${operation}: ${why}`, { kind, vendor, operation, outcome: 'accepted' });
}
