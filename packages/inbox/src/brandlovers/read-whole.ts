import { type BrandloversRef, isTicketbridgeError } from '@ticketbridge/facade';
import { messageIdsOf } from '../message-id.ts';
import type { MessageReading } from '../mirror/reading.ts';
import type { PollContext } from '../poll.ts';
import { pagesThroughThrottling } from '../through-throttling.ts';
import { messageReadingOf } from './readings.ts';

/** Readings of a thread in one poll, of which two after one another have to be equal. */
const READINGS = 4;

/**
 * Reads all messages of a thread. A list whose newest items come first repeats one across its pages when another arrives
 * meanwhile, so several pages count only if the next reading equals them; so does a reading without a message that is held.
 *
 * @param held ids of the messages that the mirror holds of it
 * @returns `undefined` for a thread that changes faster than it can be read
 */
export async function readWhole(
  context: PollContext,
  ref: BrandloversRef,
  held: ReadonlySet<string>,
): Promise<readonly MessageReading[] | undefined> {
  let before: string | undefined;
  for (let reading = 1; reading <= READINGS; reading += 1) {
    const read = await readOnce(context, ref, reading === READINGS);
    if (!read) continue;
    const ids = messageIdsOf(ref, read.messages).toSorted();
    const content = ids.join();
    const isComplete = held.isSubsetOf(new Set(ids));
    if ((read.pages < 2 && isComplete) || content === before) return read.messages;
    before = content;
  }
  return undefined;
}

interface Reading {
  readonly messages: readonly MessageReading[];
  readonly pages: number;
}

/** Reads the messages once; `undefined` where the list has moved so that it could not be read, unless this is the last time. */
async function readOnce(context: PollContext, ref: BrandloversRef, isLast: boolean): Promise<Reading | undefined> {
  const { bridge, gate, account, signal } = context;
  const list = (from: string | undefined) => bridge.messages(ref, { ...gate.options(account, signal), from });
  const messages: MessageReading[] = [];
  let pages = 0;
  try {
    for await (const { items } of pagesThroughThrottling(context, list)) {
      messages.push(...items.map(messageReadingOf));
      if (items.length > 0) pages += 1;
    }
  } catch (error) {
    if (isLast || !isTicketbridgeError(error) || error.kind !== 'paging') throw error;
    return undefined;
  }
  return { messages, pages };
}
