import { at, type JsonObject, text } from './json.ts';
import type { CheckedRequest } from './spec/operation.ts';

/** A handler's answer: a status with its body, or a status to be answered with the spec's own example of it. */
export type Answer = { readonly status: number; readonly body?: unknown } | { readonly example: number };

/** The whole of a list, of which the caller gets the page that the request asks for. */
export interface Listing {
  readonly all: readonly unknown[];
  readonly rules: PageRules;
  /** What an answer holds beside the page. */
  readonly rest?: JsonObject;
}

/** How a vendor's server pages, where that is its own choice. */
export interface PageRules {
  /** Items that a page holds at most. */
  readonly size: number;
  /** Answers with the start of the list whatever is asked for. */
  readonly ignored: boolean;
}

export type Handler = (request: CheckedRequest) => Answer;

/** One account's operations, keyed by operation id; they reach nothing that is not the account's. */
export type Handlers = Readonly<Record<string, Handler>>;

/** A request as an operation's handler sees it: of the query, it can read what it heeds and nothing else. */
export interface HandlerRequest<Heeded extends string = never> extends Pick<CheckedRequest, 'path' | 'body'> {
  query(name: Heeded): unknown;
}

type Handle<Account, Heeded extends string = never> = (
  account: Account,
  request: HandlerRequest<Heeded>,
) => Answer | Listing;

/** An operation that heeds parameters of the query, other than those that page. */
export interface HeedingHandler<Account> {
  readonly heeds: readonly string[];
  handle(account: Account, request: CheckedRequest): Answer | Listing;
}

/** A vendor's operations on any of its accounts, keyed by operation id. A list leaves its paging to the common code. */
export type HandlerTable<Account> = Readonly<Record<string, Handle<Account> | HeedingHandler<Account>>>;

/** Makes the handler of an operation that heeds these parameters of the query; a success that read one of them not is a fault. */
export function heeding<Account, Heeded extends string>(
  heeds: readonly Heeded[],
  handle: Handle<Account, Heeded>,
): HeedingHandler<Account> {
  return {
    heeds,
    handle(account, { path, body, query }) {
      const unread = new Set<string>(heeds);
      const read = (name: Heeded): unknown => {
        unread.delete(name);
        return query[name];
      };
      const answer = handle(account, { path, body, query: read });
      const [ignored] = unread;
      if (ignored !== undefined && isSuccess(answer)) throw new Error(`query/${ignored} is heeded, but was not read`);
      return answer;
    },
  };
}

/** Tells whether an answer says that the request was done. */
export function isSuccess(answer: Answer | Listing): boolean {
  if ('all' in answer) return true;
  return ('example' in answer ? answer.example : answer.status) < 300;
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
