import { decodeEntities } from './entities.ts';

const MARKER = /^[a-z0-9._-]{1,64}$/;

/** A mark at the start of a description or, as older versions wrote it, at the end. */
const MARK = /^\[ticketbridge:([a-z0-9._-]{1,64})\]|\[ticketbridge:([a-z0-9._-]{1,64})\]$/i;

/** Tells whether a value can be a marker: none of its characters belongs to the syntax of a mark. */
export function isMarker(value: unknown): value is string {
  return typeof value === 'string' && MARKER.test(value);
}

/** Writes a marker as it stands in a description. */
export function markOf(marker: string): string {
  return `[ticketbridge:${marker}]`;
}

/** Puts the mark first in a description, since a vendor that cuts one cuts its end. */
export function markedDescription(description: string | undefined, marker: string | undefined): string | undefined {
  if (marker === undefined) return description;
  return description ? `${markOf(marker)} ${description}` : markOf(marker);
}

/**
 * Reads the marker in the description of a thread as `locate` does, also where the vendor has changed white space or case,
 * or has escaped it for HTML. One mark counts, the first.
 *
 * @param description as it was listed
 * @returns the `marker` that `createThread` was given, in lower case; `undefined` where none stands at the start or the end
 */
export function markerIn(description: string | undefined): string | undefined {
  if (typeof description !== 'string') return undefined;
  const [, first, last] = MARK.exec(decoded(description)) ?? [];
  return (first ?? last)?.toLowerCase();
}

/** Tells whether a description has the mark anywhere, such as within what a vendor put around it. */
export function mentions(description: string | undefined, marker: string): boolean {
  return decoded(description ?? '')
    .toLowerCase()
    .includes(markOf(marker));
}

/** Takes the mark out of a description. */
export function withoutMark(description: string): string {
  return decoded(description).replace(MARK, '');
}

function decoded(description: string): string {
  return decodeEntities(description).trim();
}
