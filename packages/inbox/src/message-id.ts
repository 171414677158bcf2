import type { ThreadRef, Vendor } from '@ticketbridge/facade';
import { digestOf } from './digest.ts';
import type { MessageReading } from './mirror/reading.ts';

/** Whether a vendor's id tells a message from all others of its thread. At BrandLovers it may be the ticket's. */
const HAS_OWN_ID: Readonly<Record<Vendor, boolean>> = { brandlovers: false, clubcollect: true };

/**
 * Returns the id of each message of a reading, in its order: the same for ever, also for a message whose text was purged.
 * Where the vendor's id does not tell, equal messages at one instant are counted, so a reading that is not whole may give
 * the first of them for the second.
 */
export function messageIdsOf(ref: ThreadRef, messages: readonly MessageReading[]): readonly string[] {
  const counts = new Map<string, number>();
  return messages.map((message) => {
    if (HAS_OWN_ID[ref.vendor] && message.native) return digestOf([...addressOf(ref), 'id', message.native]);
    const content = contentOf(message);
    const key = JSON.stringify(content);
    const copy = (counts.get(key) ?? 0) + 1;
    counts.set(key, copy);
    return digestOf([...addressOf(ref), 'content', ...content, copy]);
  });
}

/** Returns the id of a message that another one than itself is held under. */
export function otherIdOf(ref: ThreadRef, id: string, message: MessageReading): string {
  return digestOf([...addressOf(ref), 'other', id, ...contentOf(message)]);
}

/** What tells a message from others. A date is compared as an instant, however the vendor writes it. */
function contentOf({ visibility, sender, sentAt, text }: MessageReading): readonly unknown[] {
  return [visibility ?? sender, sentAt instanceof Date ? sentAt.getTime() : sentAt, text].map((part) => part ?? null);
}

function addressOf({ vendor, account, id }: ThreadRef): readonly string[] {
  return [vendor, account, id];
}
