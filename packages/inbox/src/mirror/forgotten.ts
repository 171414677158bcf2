import type { Difference, Placed } from './difference.ts';
import type { Held } from './held.ts';

const ALWAYS = Number.NEGATIVE_INFINITY;

/**
 * Returns what a reading adds to a forgotten thread and was there before. Our clock may have been wrong when the thread was
 * forgotten, so only what the vendor shows decides: what comes until the thread was read for the first time, what is dated
 * before the newest message that was forgotten, and what stands in the place of forgotten ones that are gone, as where the
 * vendor writes dates or texts in another way.
 */
export function forgottenBefore(
  { messages, isRead }: Held,
  { added, gone, isRewritten }: Difference,
  isFirstRun: boolean,
): ReadonlySet<Placed> {
  if (isFirstRun || (!isRead && messages.length === 0)) return new Set(added);
  const goneNow = new Set(gone);
  const forgotten = messages.filter(({ purged_at }) => purged_at !== null);
  const lost = forgotten.filter(({ id }) => goneNow.has(id));
  const lostUndated = lost.filter(({ sent_at }) => sent_at === null);
  const left = forgotten.filter(({ id, gone_at }) => gone_at !== null || goneNow.has(id));
  const instants = new Set(left.map(({ sent_at }) => sent_at));
  const newest = Math.max(ALWAYS, ...forgotten.map(dateOf));
  const isBefore = ({ message: { sentAt } }: Placed, index: number) => {
    if (!(sentAt instanceof Date)) return lost.length > 0;
    // Its dates cannot be compared with those of before.
    if (isRewritten) return index < lost.length;
    return index < lostUndated.length || sentAt.getTime() < newest || instants.has(sentAt.getTime());
  };
  return new Set(added.filter(isBefore));
}

/** One that lies ahead would take all that is written later; one that is gone may be of before all dates were changed. */
function dateOf({ sent_at, seen_at, gone_at }: Held['messages'][number]): number {
  return sent_at === null || sent_at > seen_at || gone_at !== null ? ALWAYS : sent_at;
}
