import { dirname } from 'node:path/posix';
import { DESKTOP, PHONE } from './browse.ts';

/** A window and a colour scheme. */
export interface Look {
  readonly viewport: typeof DESKTOP;
  readonly colorScheme: 'light' | 'dark';
}

/** The first two, and the last two, have each window and each colour scheme. */
export const LOOKS: readonly Look[] = [
  { viewport: DESKTOP, colorScheme: 'light' },
  { viewport: PHONE, colorScheme: 'dark' },
  { viewport: DESKTOP, colorScheme: 'dark' },
  { viewport: PHONE, colorScheme: 'light' },
];

/**
 * Gives each page its looks. Those of one folder are of one kind: each of them has one look, in turn, so that the kind has
 * each window and each colour scheme; one that is alone has two looks.
 */
export function looksOf(paths: readonly string[]): ReadonlyMap<string, readonly Look[]> {
  const kinds = Map.groupBy(paths, (path) => dirname(path));
  return new Map(
    [...kinds.values()].flatMap((pages) =>
      pages.map((path, index) => [path, pages.length === 1 ? LOOKS.slice(0, 2) : LOOKS.slice(index % 4).slice(0, 1)]),
    ),
  );
}
