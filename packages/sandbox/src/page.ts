import { type Answer, requiredNumber } from './handler.ts';
import type { JsonObject } from './json.ts';
import type { CheckedRequest } from './spec/operation.ts';
import { type Paging, withValue } from './spec/paging.ts';

/** How a vendor's server pages, where that is its own choice. */
export interface PageRules {
  /** Items that a page holds at most. */
  readonly size: number;
  /** Answers with the start of the list whatever is asked for. */
  readonly ignored: boolean;
}

/** Answers with the part of a list that the request asks for, in the form that the operation's `x-paging` says. */
export function answerPage(
  { query, paging }: CheckedRequest,
  all: readonly unknown[],
  rules: PageRules,
  rest: JsonObject = {},
): Answer {
  if (paging === undefined) throw new Error('The spec says nothing of how this list is paged');
  return { status: 200, body: (paging.kind === 'page' ? byNumber : byOffset)(paging, query, all, rules, rest) };
}

function byOffset(
  paging: Paging,
  query: JsonObject,
  all: readonly unknown[],
  { size, ignored }: PageRules,
  rest: JsonObject,
): JsonObject {
  const offset = ignored ? 0 : requiredNumber(query, paging.name('offset'));
  const limit = Math.min(requiredNumber(query, paging.name('limit')), size);
  return withValue(rest, paging.pointer('items'), all.slice(offset, offset + limit));
}

function byNumber(
  paging: Paging,
  query: JsonObject,
  all: readonly unknown[],
  { size, ignored }: PageRules,
  rest: JsonObject,
): JsonObject {
  const number = ignored ? 1 : requiredNumber(query, paging.name('page'));
  const facts: readonly (readonly [string, unknown])[] = [
    ['items', all.slice((number - 1) * size, number * size)],
    ['number', number],
    ['size', size],
    ['pages', Math.ceil(all.length / size)],
    ['total', all.length],
  ];
  return facts.reduce((body, [fact, value]) => withValue(body, paging.pointer(fact), value), rest);
}
