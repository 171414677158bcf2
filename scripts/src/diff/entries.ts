import { isDeepStrictEqual } from 'node:util';
import { isFacts } from './node.ts';

/** A place at which two documents differ. */
interface Entry {
  /** The names that lead to it in the new document. */
  readonly path: readonly string[];
  /** Undefined where there was nothing. */
  readonly before: unknown;
  /** Undefined where there is nothing any more. */
  readonly after: unknown;
  /** What to put to the place so that it no longer differs. */
  readonly undone: unknown;
}

/**
 * Lists the places at which two documents differ, as deep as both have something there. The items of lists are paired by
 * what they are called; which ones there are, and in which order, is a difference of the list.
 */
export function* entriesOf(from: unknown, to: unknown, path: readonly string[] = []): Generator<Entry> {
  if (isDeepStrictEqual(from, to)) return;
  if (Array.isArray(from) && Array.isArray(to)) yield* entriesOfLists(from, to, path);
  else if (isFacts(from) && isFacts(to) && !('$ref' in from) && !('$ref' in to)) {
    for (const name of new Set([...Object.keys(from), ...Object.keys(to)]))
      yield* entriesOf(from[name], to[name], [...path, name]);
  } else yield { path, before: from, after: to, undone: from };
}

function* entriesOfLists(from: readonly unknown[], to: readonly unknown[], path: readonly string[]): Generator<Entry> {
  const [olds, news] = [from.map(callName), to.map(callName)];
  for (const [index, name] of news.entries()) {
    const old = olds.indexOf(name);
    if (old >= 0) yield* entriesOf(from[old], to[index], [...path, String(index)]);
  }
  if (isDeepStrictEqual(olds, news)) return;
  const undone = from.map((item, index) => {
    const at = news.indexOf(olds[index] ?? '');
    return at < 0 ? item : to[at];
  });
  yield { path, before: from, after: to, undone };
}

/** Names an item of a list by what tells it from the others; one without a name by its position. */
function callName(item: unknown, index: number): string {
  if (!isFacts(item)) return JSON.stringify(item);
  // An alternative of `security`, by the names of its schemes.
  if (Object.values(item).every(Array.isArray)) return JSON.stringify(Object.keys(item));
  const { $ref, name, in: place, url } = item;
  return JSON.stringify([$ref, name, place, url].some((part) => part !== undefined) ? [$ref, name, place, url] : index);
}
