import type { ClubcollectMessage } from '@ticketbridge/facade';
import { type Along, absorb } from './absorb.ts';
import { ALL, type ByList, byList, type End, type List, pagesOf } from './lists.ts';
import { countMembers } from './membership.ts';
import { type ListPage, lookUp } from './page.ts';
import { type Polling, put } from './polling.ts';

/** What the ends of all lists told. */
export interface Tails {
  readonly totals: ByList;
  /** Whether one of them had a message that was not known. */
  readonly hasNew: boolean;
  readonly along: readonly Along[];
}

/** The end of a list, up to something that is known, the oldest page first. */
interface Tail {
  readonly total: number;
  readonly pages: readonly ListPage[];
}

/** Reads what is new in each list, from one of its ends up to what is known. */
export async function readTails(polling: Polling, end: End, uncounted: ByList): Promise<Tails> {
  const totals = new Map<List, number>();
  const along: Along[] = [];
  let hasNew = false;
  for (const list of ALL) {
    const members = await countMembers(polling.database.reader, polling.account);
    const { total, pages } = await readTail(polling, list, end, members[list] + uncounted[list]);
    totals.set(list, total);
    for (const page of pages) {
      hasNew ||= page.messages.some(({ is }) => is === 'new');
      if (isKnown(page)) continue;
      along.push(...(await put(polling, (writing) => absorb(writing, page, true))));
    }
  }
  return { totals: byList((list) => totals.get(list) ?? 0), hasNew, along };
}

/** Tells whether a page changes nothing. */
export function isKnown({ messages }: ListPage): boolean {
  return messages.every(({ is }) => is === 'known');
}

/** @param known how many messages of the list are accounted for */
async function readTail(polling: Polling, list: List, end: End, known: number): Promise<Tail> {
  const pages: ListPage[] = [];
  let accounted = known;
  // As it was when reading began: what comes meanwhile is for the next poll.
  let total: number | undefined;
  for await (const page of pagesOf(polling, list, { end })) {
    total ??= page.total;
    const listed = await lookUp(polling.database.reader, list, newestLast(page.items));
    pages.push(listed);
    // One that replaces another is accounted for as that one.
    accounted += listed.messages.filter(({ is }) => is !== 'known' && is !== 'replacing').length;
    if (accounted === total || (page.items.length > 0 && listed.messages[0]?.is !== 'new')) break;
  }
  return { total: total ?? 0, pages: pages.reverse() };
}

/** From its newest end, a list comes in this order; from its first page, if that is where a vendor puts what is new. */
function newestLast(items: readonly ClubcollectMessage[]): readonly ClubcollectMessage[] {
  return items.toReversed();
}
