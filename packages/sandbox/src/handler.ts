import { at, type JsonObject, text } from './json.ts';
import type { PlainReply } from './server/reply.ts';
import type { Sequence } from './sorted-lists.ts';
import type { CheckedRequest } from './spec/operation.ts';

/**
 * A handler's answer: that it has done what was asked, a status to be answered with the spec's own example of it, or a
 * reply that deviates from the spec as a switch says.
 */
export type Answer = Done | { readonly example: number } | { readonly deviation: PlainReply };

/** A success. Its status is the first that the spec documents, and the body is left out where that status has none. */
export interface Done {
  readonly isDone: true;
  readonly body?: unknown;
}

/** Answers that what was asked is done. */
export function done(body?: unknown): Done {
  return { isDone: true, body };
}

/** The whole of a list, of which the caller gets the page that the request asks for. */
export interface Listing {
  readonly all: Sequence<unknown>;
  readonly rules: PageRules;
  /** What an answer holds beside the page. */
  readonly rest?: JsonObject;
}

/** How a vendor's server pages, where that is its own choice. */
export interface PageRules {
  /** Items that a page holds at most. */
  readonly size: number;
  /** What becomes of where the page is to start: `echoed` is ignored, and said to be heeded. */
  readonly start: 'heeded' | 'ignored' | 'echoed' | 'clamped';
  /** The largest offset; a larger one is refused. Default: none. */
  readonly maxOffset?: number;
  /** Answers where the list has nothing. Default: an empty page. */
  readonly pastTheEnd?: Answer | undefined;
  /** Leaves an empty list out of its answer. Default: false. */
  readonly hidesEmpty?: boolean;
}

export type Handler = (request: CheckedRequest) => Answer;

/** One account's operations, keyed by operation id; they reach nothing that is not the account's. */
export type Handlers = Readonly<Record<string, Handler>>;

/** A parameter that a handler may heed; the name of a header in small letters. */
export type HeededParameter = `query/${string}` | `header/${string}`;

/** A request as an operation's handler sees it: of the query and the headers, it can read what it heeds and nothing else. */
export interface HandlerRequest<Heeded extends HeededParameter = never> extends Pick<CheckedRequest, 'path' | 'body'> {
  parameter(name: Heeded): unknown;
}

type Handle<Account, Heeded extends HeededParameter = never> = (
  account: Account,
  request: HandlerRequest<Heeded>,
) => Answer | Listing;

/** An operation that heeds parameters of the query or the headers, other than those that page. */
export interface HeedingHandler<Account> {
  readonly heeds: readonly HeededParameter[];
  handle(account: Account, request: CheckedRequest): Answer | Listing;
}

/** A vendor's operations on any of its accounts, keyed by operation id. A list leaves its paging to the common code. */
export type HandlerTable<Account> = Readonly<Record<string, Handle<Account> | HeedingHandler<Account>>>;

/** Makes the handler of an operation that heeds these parameters; a success that read one of them not is a fault. */
export function heeding<Account, Heeded extends HeededParameter>(
  heeds: readonly Heeded[],
  handle: Handle<Account, Heeded>,
): HeedingHandler<Account> {
  return {
    heeds,
    handle(account, request) {
      const unread = new Set<HeededParameter>(heeds);
      const parameter = (name: Heeded): unknown => {
        unread.delete(name);
        const [place, ...rest] = name.split('/');
        return at(place === 'query' ? request.query : request.header, rest.join('/'));
      };
      const answer = handle(account, { path: request.path, body: request.body, parameter });
      const [ignored] = unread;
      if (ignored !== undefined && isSuccess(answer)) throw new Error(`${ignored} is heeded, but was not read`);
      return answer;
    },
  };
}

/** Tells whether an answer says that the request was done. */
export function isSuccess(answer: Answer | Listing): boolean {
  if ('deviation' in answer) return answer.deviation.status < 300;
  return !('example' in answer) || answer.example < 300;
}

/** Reads a text that the contract has already found there: its absence is a fault of the sandbox. */
export function requiredText(from: unknown, name: string): string {
  const value = text(at(from, name));
  if (value === undefined) throw new Error(`${name} is not the text that the spec promises`);
  return value;
}
