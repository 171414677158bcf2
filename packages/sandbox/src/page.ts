import { type Answer, done, type Listing, type PageRules } from './handler.ts';
import { at } from './json.ts';
import type { CheckedRequest } from './spec/operation.ts';
import { ownPageSize, withValue } from './spec/paging.ts';

/** The number that a request gives for a fact; what the sandbox takes where neither the request nor the spec says one. */
type Asked = (fact: string, otherwise: number) => number;

/** The part of a list that a page is. */
interface Cut {
  readonly from: number;
  readonly to: number;
  /** What the page says of itself, by its names in `x-paging`. */
  readonly facts: Readonly<Record<string, number>>;
}

/** Answers with the part of a list that the request asks for, in the form that the operation's `x-paging` says. */
export function answerPage({ query, paging }: CheckedRequest, { all, rules, rest = {} }: Listing): Answer {
  if (paging === undefined) throw new Error('The spec says nothing of how this list is paged');
  const asked: Asked = (fact, otherwise) => {
    const value = at(query, paging.name(fact)) ?? otherwise;
    if (typeof value !== 'number') throw new Error(`${paging.name(fact)} is not the number that the spec promises`);
    return value;
  };
  const { from, to, facts } = (paging.kind === 'page' ? byNumber : byOffset)(asked, all.length, rules);
  if (paging.kind === 'offset' && asked('offset', 0) > (rules.maxOffset ?? from)) return { example: 400 };
  if (rules.pastTheEnd && from > 0 && from >= all.length) return rules.pastTheEnd;
  const items = all.slice(from, to);
  const isShown = items.length > 0 || !rules.hidesEmpty;
  const shown = Object.entries({ ...(isShown && { items }), ...facts });
  return done(shown.reduce((body, [fact, value]) => withValue(body, paging.pointer(fact), value), rest));
}

function byOffset(asked: Asked, total: number, { size, start }: PageRules): Cut {
  const limit = Math.min(asked('limit', ownPageSize), size);
  const last = start === 'clamped' ? Math.max(0, total - limit) : Number.POSITIVE_INFINITY;
  const from = start === 'ignored' ? 0 : Math.min(asked('offset', 0), last);
  return { from, to: from + limit, facts: {} };
}

function byNumber(asked: Asked, total: number, { size, start }: PageRules): Cut {
  const pages = Math.ceil(total / size);
  const number = asked('page', 1);
  const given = start === 'heeded' ? number : start === 'clamped' ? Math.min(number, Math.max(1, pages)) : 1;
  const facts = { number: start === 'echoed' ? number : given, size, pages, total };
  return { from: (given - 1) * size, to: given * size, facts };
}
