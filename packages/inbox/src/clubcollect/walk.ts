import { type ClubcollectMessage, isTicketbridgeError, type Page } from '@ticketbridge/facade';
import { absorb } from './absorb.ts';
import { type List, pagesOf } from './lists.ts';
import { type ListPage, lookUp } from './page.ts';
import { type Polling, put } from './polling.ts';
import { type Progress, saveProgress, type Walk } from './progress.ts';

/**
 * Goes on with a reading of all lists, page by page: each is committed with the place to go on from.
 *
 * @param maxPages after which it stops
 * @param onPage called after each page
 */
export async function walkOn(
  polling: Polling,
  progress: Progress,
  walk: Walk,
  maxPages: number,
  onPage: () => Promise<void> = async () => {},
): Promise<Walk> {
  let at = walk;
  let left = maxPages;
  for (const list of walk.lists) {
    try {
      for await (const page of pagesOf(polling, list, { end: 'first', from: at.from })) {
        const listed = await lookUp(polling.database.reader, list, page.items);
        at = placeAfter(at, list, page, listed);
        await put(polling, async (writing) => {
          await absorb(writing, listed, false);
          await saveProgress(writing, { ...progress, walk: at });
        });
        await onPage();
        left -= 1;
        if (left === 0) return at;
      }
    } catch (error) {
      if (at.from !== undefined && isOfPlace(error)) {
        await put(polling, (writing) => saveProgress(writing, { ...progress, walk: startAgain(at, list) }));
      }
      throw error;
    }
  }
  return at;
}

function placeAfter(walk: Walk, list: List, page: Page<ClubcollectMessage>, listed: ListPage): Walk {
  return {
    ...walk,
    lists: page.end ? walk.lists.slice(1) : walk.lists,
    from: page.end ? undefined : page.position,
    totals: { ...walk.totals, [list]: page.total ?? 0 },
    uncounted: { ...walk.uncounted, [list]: walk.uncounted[list] + listed.uncounted },
    unaddressable: walk.unaddressable + listed.unaddressable,
  };
}

/** Tells whether an error may be due to the place where a reading went on, so that the next one had better not. */
function isOfPlace(error: unknown): boolean {
  return isTicketbridgeError(error) && (error.kind === 'paging' || error.kind === 'invalid-input');
}

function startAgain(walk: Walk, list: List): Walk {
  return { ...walk, from: undefined, uncounted: { ...walk.uncounted, [list]: 0 } };
}
