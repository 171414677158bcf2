import { markerIn } from './marker.ts';
import type { BrandloversThread } from './model.ts';
import { similarTo } from './similar.ts';
import type { Wanted } from './wanted.ts';

/**
 * What looking for a created ticket found.
 *
 * - `found`: this is it; only a marker can tell
 * - `candidates`: the tickets that it may be: two or more with the marker, or else those of the same type and
 *   description that were created at about that time, as far as the vendor left these as they were sent
 * - `not-yet`: none is listed; it may not exist, or not show yet
 */
export type Located =
  | { readonly status: 'found'; readonly thread: BrandloversThread }
  | { readonly status: 'candidates'; readonly threads: readonly BrandloversThread[] }
  | { readonly status: 'not-yet' };

/** A seller's listings, each read when it is iterated. */
export interface Listings {
  readonly open: AsyncIterable<BrandloversThread>;
  readonly all: AsyncIterable<BrandloversThread>;
}

/**
 * Looks through a seller's tickets for the one that was created. A new ticket is open, so the open ones are read first,
 * whole, since a marker may have been used twice; all of them only if none of these has it.
 */
export async function locate(wanted: Wanted, { open, all }: Listings): Promise<Located> {
  const first = wanted.marker === undefined ? NOTHING : await sift(wanted, open);
  if (first.marked.length > 0) return located(first);
  const { marked, similar } = await sift(wanted, all);
  // A ticket that moves while a list is read by offset may show in the other one only. Without an id it is in both.
  const addressable = first.similar.filter(({ ref }) => ref !== undefined);
  return located({ marked, similar: eachOnce([...similar, ...addressable]) });
}

interface Sifted {
  readonly marked: readonly BrandloversThread[];
  readonly similar: readonly BrandloversThread[];
}

const NOTHING: Sifted = { marked: [], similar: [] };

async function sift({ marker, sent }: Wanted, threads: AsyncIterable<BrandloversThread>): Promise<Sifted> {
  const isSimilar = sent && similarTo(sent, marker);
  const marked: BrandloversThread[] = [];
  const similar: BrandloversThread[] = [];
  for await (const thread of threads) {
    if (marker !== undefined && markerIn(thread.description) === marker) marked.push(thread);
    else if (isSimilar?.(thread)) similar.push(thread);
  }
  return { marked: eachOnce(marked), similar };
}

function located({ marked, similar }: Sifted): Located {
  const [thread] = marked;
  if (thread && marked.length === 1) return { status: 'found', thread };
  const threads = thread ? marked : similar;
  return threads.length > 0 ? { status: 'candidates', threads } : { status: 'not-yet' };
}

/** Leaves one thread of each id; one without an id is never taken for another. */
function eachOnce(threads: readonly BrandloversThread[]): BrandloversThread[] {
  const ids = new Set<string>();
  return threads.filter(({ ref }) => ref === undefined || (!ids.has(ref.id) && ids.add(ref.id)));
}
