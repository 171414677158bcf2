import type { CheckedRequest } from './contract.ts';
import { at, text } from './json.ts';

/** What a handler says: a status with its body, or a status to be answered with the spec's own example of it. */
export type Answer = { readonly status: number; readonly body?: unknown } | { readonly example: number };

export type Handler = (request: CheckedRequest) => Answer;

/** One account's operations, keyed by operation id; they reach nothing that is not the account's. */
export type Handlers = Readonly<Record<string, Handler>>;

/** A text that the contract has already found there: its absence is a fault of the sandbox. */
export function requiredText(from: unknown, name: string): string {
  const value = text(at(from, name));
  if (value === undefined) throw new Error(`${name} is not the text that the spec promises`);
  return value;
}

/** As `requiredText`, for a number. */
export function requiredNumber(from: unknown, name: string): number {
  const value = at(from, name);
  if (typeof value !== 'number') throw new Error(`${name} is not the number that the spec promises`);
  return value;
}
