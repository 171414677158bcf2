import { at, text } from './json.ts';
import type { CheckedRequest } from './spec/operation.ts';

/** A handler's answer: a status with its body, or a status to be answered with the spec's own example of it. */
export type Answer = { readonly status: number; readonly body?: unknown } | { readonly example: number };

export type Handler = (request: CheckedRequest) => Answer;

/** One account's operations, keyed by operation id; they reach nothing that is not the account's. */
export type Handlers = Readonly<Record<string, Handler>>;

/** A vendor's operations on any of its accounts, keyed by operation id. */
export type HandlerTable<Account> = Readonly<Record<string, (account: Account, request: CheckedRequest) => Answer>>;

/** Ties a vendor's operations to one account. */
export function bindHandlers<Account>(table: HandlerTable<Account>, account: Account): Handlers {
  return Object.fromEntries(
    Object.entries(table).map(([id, handle]) => [id, (request: CheckedRequest) => handle(account, request)]),
  );
}

/** Reads a text that the contract has already found there: its absence is a fault of the sandbox. */
export function requiredText(from: unknown, name: string): string {
  const value = text(at(from, name));
  if (value === undefined) throw new Error(`${name} is not the text that the spec promises`);
  return value;
}

/** Reads a number as `requiredText` reads a text. */
export function requiredNumber(from: unknown, name: string): number {
  const value = at(from, name);
  if (typeof value !== 'number') throw new Error(`${name} is not the number that the spec promises`);
  return value;
}
