import type { BrandloversCreateReceipt, BrandloversThread } from './model.ts';

/**
 * What looking for a created ticket found.
 *
 * - `found`: this is it; only the marker that `createThread` was asked for can tell
 * - `candidates`: without a marker, the tickets that it may be: same type and description, created at about that time
 * - `not-yet`: none is listed; it may not exist, or not show yet
 */
export type Located =
  | { readonly status: 'found'; readonly thread: BrandloversThread }
  | { readonly status: 'candidates'; readonly threads: readonly BrandloversThread[] }
  | { readonly status: 'not-yet' };

/** Milliseconds by which the vendor's clock may differ from ours, or a ticket be late. */
const CREATED_WITHIN = 5 * 60_000;

/** Looks through a seller's tickets for the one that a receipt is about. */
export async function locate(
  { marker, input, at }: BrandloversCreateReceipt,
  tickets: AsyncIterable<BrandloversThread>,
): Promise<Located> {
  const threads: BrandloversThread[] = [];
  for await (const thread of tickets) {
    if (marker === undefined) {
      if (isCandidate(thread, input, Date.parse(at))) threads.push(thread);
    } else if (thread.description?.includes(mark(marker))) {
      return { status: 'found', thread };
    }
  }
  return threads.length > 0 ? { status: 'candidates', threads } : { status: 'not-yet' };
}

function isCandidate(
  { type, description, createdAt }: BrandloversThread,
  input: BrandloversCreateReceipt['input'],
  at: number,
): boolean {
  const inTime = !(createdAt instanceof Date) || Math.abs(createdAt.getTime() - at) <= CREATED_WITHIN;
  return type === input.type && description === input.description && inTime;
}

/** A ticket's description with the marker, where there is one. */
export function markedDescription(description: string | undefined, marker: string | undefined): string | undefined {
  if (marker === undefined) return description;
  return description === undefined ? mark(marker) : `${description} ${mark(marker)}`;
}

function mark(marker: string): string {
  return `[ticketbridge:${marker}]`;
}
