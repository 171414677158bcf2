import { InboxError, type InboxErrorCode } from '../inbox-error.ts';
import { MOVED } from './frozen.ts';

const DAMAGED =
  'it is damaged: restore a backup. Removing it loses the outbox, its keys and what is undecided, and what has a key is ' +
  'sent again when it is queued again: look at the vendors at what was sent before you queue anything';

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html, and what each means to a user. */
const MEANINGS: Readonly<Record<number, readonly [InboxErrorCode, string]>> = {
  3: ['store-unusable', 'this user may not read or write it: check the permissions of the file and of its folder'],
  5: ['store-locked', 'another program holds it for too long, and what was being written is undone: see which one'],
  6: ['store-locked', 'another program holds it for too long, and what was being written is undone: see which one'],
  8: ['store-unusable', 'it can only be read: the file and its folder have to be writable for this user'],
  10: ['store-unusable', 'the disk failed to read or write it, or a quota is used up: check the disk'],
  11: ['store-unusable', DAMAGED],
  13: ['store-full', 'the disk is full, and what was being written is undone: make room'],
  14: ['store-unusable', 'it cannot be opened: its folder has to exist and be writable, and it has to be a file'],
  1811: ['store-moved', MOVED],
  26: ['store-unusable', 'it is not a database of SQLite: choose another path'],
};

/** The extended result code of what a trigger refuses, as those of `frozen.ts` do. */
const FROZEN = 1811;

/** SQLite's result code, or undefined for what is no error of SQLite. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode === FROZEN ? FROZEN : error.errcode & 0xff;
}

export function isLocked(error: unknown): boolean {
  const code = codeOf(error);
  return code === 5 || code === 6;
}

/** Maps what SQLite threw to an error with a remedy; anything else is returned as it is. */
export function storeErrorOf(error: unknown, path: string): unknown {
  const [code, words] = MEANINGS[codeOf(error) ?? -1] ?? [];
  return code ? new InboxError(code, `The inbox ${path}: ${words}.`, { cause: error }) : error;
}
