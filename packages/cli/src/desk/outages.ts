import { setTimeout } from 'node:timers/promises';
import type { Inbox } from '@ticketbridge/inbox';
import type { Output } from '../output.ts';
import { isStoreUnreachable } from './store-failure.ts';

/** Milliseconds between two looks whether the server of an inbox answers. */
const PAUSE = 2_000;

/**
 * Tells when an inbox cannot be reached, and when it can again, until `signal` aborts: what runs on it waits meanwhile, and
 * says nothing.
 */
export async function tellOutages(
  inbox: Inbox,
  out: Output,
  signal: AbortSignal,
  pause: number = PAUSE,
): Promise<void> {
  let isAway = false;
  while (!signal.aborted) {
    const wasAway: boolean = isAway;
    isAway = await isUnreachable(inbox, wasAway);
    if (isAway !== wasAway) await out.note(isAway ? AWAY : BACK, 'yellow');
    await setTimeout(pause, undefined, { signal }).catch(() => {});
  }
}

const AWAY = 'The inbox cannot be reached: what runs waits, and tries again for up to 5 minutes.';
const BACK = 'The inbox can be reached again, and it goes on.';

/** Reads as little as there is. A failure of another kind tells nothing of it. */
async function isUnreachable({ outbox }: Inbox, before: boolean): Promise<boolean> {
  try {
    await outbox.get('none');
    return false;
  } catch (error) {
    return isStoreUnreachable(error) || before;
  }
}
