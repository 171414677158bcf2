import { TicketbridgeError } from '@ticketbridge/http';
import type { Vendor } from './vendor.ts';

/** Makes the error of an argument that is refused before anything is sent. */
export function invalidInput(verb: string, field: string, problem: string): TicketbridgeError {
  const facts = { kind: 'invalid-input', outcome: 'not-sent', field } as const;
  return new TicketbridgeError(`ticketbridge: ${verb}: "${field}" ${problem}`, facts);
}

/** The operation that an answer came from. */
export interface Origin<Operation extends string = string> {
  readonly vendor: Vendor;
  readonly operation: Operation;
}

/** Makes the error of an answer that was read and cannot be used. */
export function unusable(kind: 'paging' | 'protocol', why: string, { vendor, operation }: Origin): TicketbridgeError {
  return new TicketbridgeError(`${vendor}.${operation}: ${why}`, { kind, vendor, operation, outcome: 'accepted' });
}

/** Returns the list at a path in an answer, or throws: that it is missing does not say that it is empty. */
export function listIn<Item>(origin: Origin, path: readonly string[], answer: unknown): readonly Item[] {
  const list = valueIn(path, answer);
  if (Array.isArray(list)) return list;
  throw unusable('protocol', `the answer has no list "${path.join('/')}"`, origin);
}

/** Returns the value at a path in an answer. */
export function valueIn(path: readonly string[], answer: unknown): unknown {
  return path.reduce((at, name) => Reflect.get(Object(at), name), answer);
}
