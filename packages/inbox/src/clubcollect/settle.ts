import { isTicketbridgeError } from '@ticketbridge/facade';
import type { Along } from './absorb.ts';
import { ALL, type ByList, byList, type End, isEmpty } from './lists.ts';
import { believe, countMembers } from './membership.ts';
import { type Polling, put } from './polling.ts';
import type { Progress, Settled } from './progress.ts';
import { isDue, scan } from './scan.ts';
import { readTails, type Tails } from './tails.ts';

/**
 * Reads what is new in each list, and finds out what else must have happened for the totals to be what they are. A second
 * look comes first, since something may have happened between the first one's requests.
 */
export async function settle(polling: Polling, before: Progress): Promise<Settled> {
  const { end } = before;
  const looks: readonly End[] = [end, end, end === 'newest' ? 'first' : 'newest'];
  const along: Along[] = [];
  let progress = before;
  let refusal: unknown;
  let last: Tails | undefined;
  for (const from of looks) {
    try {
      last = await readTails(polling, from, progress.uncounted);
    } catch (error) {
      // A list in another order than the documented one cannot be read from its last page.
      if (!isTicketbridgeError(error) || error.kind !== 'paging') throw error;
      refusal = error;
      continue;
    }
    along.push(...last.along);
    if (progress.emptySince !== undefined && !isEmpty(last.totals)) progress = { ...progress, emptySince: undefined };
    if (await isExplained(polling, progress, last.totals, along)) {
      const isBetter = last.hasNew || (refusal !== undefined && from !== end);
      return { progress: isBetter ? { ...progress, end: from } : progress, isExplained: true };
    }
    if (!isDue(progress, polling.clock.now())) return { progress, isExplained: false };
  }
  if (!last) throw refusal;
  return scan(polling, progress, last.totals);
}

/** Where the other messages of a thread stay when one is added: whether one that is taken to have moved along has not. */
const STAYS: readonly ((message: Along) => boolean)[] = [
  ({ before }) => before === 'archived',
  ({ before, now }) => before === 'archived' || now === 'unanswered',
  () => true,
];

/** Tells whether the totals are those of the mirror, or would be if some messages had not moved along with their threads. */
export async function isExplained(
  { database, account, ...polling }: Polling,
  { uncounted }: Progress,
  totals: ByList,
  along: readonly Along[] = [],
): Promise<boolean> {
  const counts = await countMembers(database.reader, account);
  const fits = (members: ByList) => ALL.every((list) => totals[list] === members[list] + uncounted[list]);
  if (fits(counts)) return true;
  const staying = STAYS.map((stays) => along.filter(stays)).find((messages) => fits(takenBack(counts, messages)));
  if (!staying) return false;
  await put({ ...polling, database, account }, async ({ tx }) => {
    for (const [list, messages] of Map.groupBy(staying, ({ before }) => before)) {
      await believe(
        tx,
        list,
        messages.map(({ id }) => id),
      );
    }
  });
  return true;
}

function takenBack(counts: ByList, messages: readonly Along[]): ByList {
  const difference = (list: keyof ByList) =>
    messages.filter(({ before }) => before === list).length - messages.filter(({ now }) => now === list).length;
  return byList((list) => counts[list] + difference(list));
}
