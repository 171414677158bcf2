import { type Answer, type Listing, type PageRules, requiredNumber } from './handler.ts';
import type { CheckedRequest } from './spec/operation.ts';
import { withValue } from './spec/paging.ts';

/** The facts of a page, by their names in `x-paging`. */
type Facts = readonly (readonly [fact: string, value: unknown])[];

/** Answers with the part of a list that the request asks for, in the form that the operation's `x-paging` says. */
export function answerPage({ query, paging }: CheckedRequest, { all, rules, rest = {} }: Listing): Answer {
  if (paging === undefined) throw new Error('The spec says nothing of how this list is paged');
  const asked = (fact: string) => requiredNumber(query, paging.name(fact));
  const facts = paging.kind === 'page' ? pageByNumber(asked, all, rules) : pageByOffset(asked, all, rules);
  const body = facts.reduce((body, [fact, value]) => withValue(body, paging.pointer(fact), value), rest);
  return { status: 200, body };
}

function pageByOffset(asked: (fact: string) => number, all: readonly unknown[], { size, ignored }: PageRules): Facts {
  const offset = ignored ? 0 : asked('offset');
  return [['items', all.slice(offset, offset + Math.min(asked('limit'), size))]];
}

function pageByNumber(asked: (fact: string) => number, all: readonly unknown[], { size, ignored }: PageRules): Facts {
  const number = ignored ? 1 : asked('page');
  return [
    ['items', all.slice((number - 1) * size, number * size)],
    ['number', number],
    ['size', size],
    ['pages', Math.ceil(all.length / size)],
    ['total', all.length],
  ];
}
