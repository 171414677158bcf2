import { type Answer, done, type Listing, type PageRules } from './handler.ts';
import { at } from './json.ts';
import type { Sequence } from './sorted-lists.ts';
import type { CheckedRequest } from './spec/operation.ts';
import { ownPageSize, withValue } from './spec/paging.ts';

/** The facts of a page, by their names in `x-paging`. */
type Facts = readonly (readonly [fact: string, value: unknown])[];

/** The number that a request gives for a fact; what the sandbox takes where neither the request nor the spec says one. */
type Asked = (fact: string, otherwise: number) => number;

/** Answers with the part of a list that the request asks for, in the form that the operation's `x-paging` says. */
export function answerPage({ query, paging }: CheckedRequest, { all, rules, rest = {} }: Listing): Answer {
  if (paging === undefined) throw new Error('The spec says nothing of how this list is paged');
  const asked: Asked = (fact, otherwise) => {
    const value = at(query, paging.name(fact)) ?? otherwise;
    if (typeof value !== 'number') throw new Error(`${paging.name(fact)} is not the number that the spec promises`);
    return value;
  };
  const facts = paging.kind === 'page' ? pageByNumber(asked, all, rules) : pageByOffset(asked, all, rules);
  const body = facts.reduce((body, [fact, value]) => withValue(body, paging.pointer(fact), value), rest);
  return done(body);
}

function pageByOffset(asked: Asked, all: Sequence<unknown>, { size, ignored }: PageRules): Facts {
  const offset = ignored ? 0 : asked('offset', 0);
  return [['items', all.slice(offset, offset + Math.min(asked('limit', ownPageSize), size))]];
}

function pageByNumber(asked: Asked, all: Sequence<unknown>, { size, ignored }: PageRules): Facts {
  const number = ignored ? 1 : asked('page', 1);
  return [
    ['items', all.slice((number - 1) * size, number * size)],
    ['number', number],
    ['size', size],
    ['pages', Math.ceil(all.length / size)],
    ['total', all.length],
  ];
}
