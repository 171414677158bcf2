import { isAdded } from '../is-added.ts';
import { markerIn, mentions } from './marker.ts';
import type { BrandloversThread } from './model.ts';
import { isSimilar } from './similar.ts';
import type { Wanted } from './wanted.ts';

/**
 * What looking for a created ticket found.
 *
 * - `found`: this is it; only a marker can tell
 * - `candidates`: the tickets that it may be: two or more with the marker, those with the marker elsewhere than at the
 *   start or the end, or else those of the same type and description that were created at about that time, as far as the
 *   vendor left these as they were sent
 * - `not-yet`: none is listed; it may not exist, or not show yet, or have lost the marker that alone was given
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
  const ofOpen = wanted.marker === undefined ? NOTHING : await sift(wanted, open);
  const { marked, similar } = ofOpen.marked.length > 0 ? ofOpen : await sift(wanted, all);
  // A ticket that moves while a list is read by offset may show in the other one only. Without an id it is in both.
  const candidates = [...similar, ...ofOpen.similar.filter(({ ref }) => ref)];
  const threads = eachOnce(marked.length > 0 ? marked : candidates);
  const [thread] = threads;
  if (!thread) return { status: 'not-yet' };
  return marked.length > 0 && threads.length === 1 ? { status: 'found', thread } : { status: 'candidates', threads };
}

interface Sifted {
  readonly marked: readonly BrandloversThread[];
  readonly similar: readonly BrandloversThread[];
}

const NOTHING: Sifted = { marked: [], similar: [] };

async function sift(wanted: Wanted, threads: AsyncIterable<BrandloversThread>): Promise<Sifted> {
  const { marker } = wanted;
  const marked: BrandloversThread[] = [];
  const similar: BrandloversThread[] = [];
  for await (const thread of threads) {
    if (marker !== undefined && markerIn(thread.description) === marker) marked.push(thread);
    else if (mayBe(thread, wanted)) similar.push(thread);
  }
  return { marked, similar };
}

/** Tells whether a thread may be the wanted one although no mark stands in its place. */
function mayBe(thread: BrandloversThread, wanted: Wanted): boolean {
  const { marker } = wanted;
  if (marker !== undefined && mentions(thread.description, marker)) return true;
  return 'input' in wanted && isSimilar(thread, wanted);
}

/** Leaves one thread of each id; one without an id is never taken for another. */
function eachOnce(threads: readonly BrandloversThread[]): BrandloversThread[] {
  const ids = new Set<string>();
  return threads.filter(({ ref }) => !ref || isAdded(ids, ref.id));
}
