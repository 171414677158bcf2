import { type InboxErrorCode, isInboxError } from '@ticketbridge/inbox';

/**
 * What is said of a store that failed after an order was placed. Its own message is about the one statement that failed,
 * and may say that nothing was changed; the order may have reached the customer all the same.
 */
const WORDS: Readonly<Record<InboxErrorCode, string>> = {
  'store-locked': 'another program holds the inbox',
  'store-full': 'the disk of the inbox is full',
  'store-newer': 'a later version has changed the inbox',
  'store-moved': 'the inbox was moved to PostgreSQL',
  'store-unreachable': 'the inbox cannot be reached',
  'store-unusable': 'the inbox cannot be used any more',
  'already-running': 'another process runs the inbox',
  'not-found': 'the inbox has this entry no more',
  lost: 'another worker has taken it over',
};

/** Says in words why it cannot be told what became of an order. */
export function whyOf(error: unknown): string {
  if (isInboxError(error)) return WORDS[error.code];
  return error instanceof Error ? error.message : 'the inbox failed';
}

export function isStoreLocked(error: unknown): boolean {
  return isInboxError(error) && error.code === 'store-locked';
}

/** Tells whether the server of a store does not answer now, and may later. */
export function isStoreUnreachable(error: unknown): boolean {
  return isInboxError(error) && error.code === 'store-unreachable';
}

/** Tells whether a change may have been committed though it failed: a connection may end before its answer comes. */
export function isDoubtful(error: unknown): boolean {
  return isInboxError(error) && (error.code === 'store-unreachable' || error.code === 'store-unusable');
}
