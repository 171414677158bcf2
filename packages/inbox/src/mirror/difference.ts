import type { Selectable } from 'kysely';
import type { MessagesTable } from '../schema.ts';
import { type Content, identify } from './identify.ts';
import type { MessageReading, MessagesReading } from './reading.ts';

/** A message that the mirror holds. */
export type Known = Content & Pick<Selectable<MessagesTable>, 'native' | 'place' | 'gone_at'>;

/** A message at its place in the vendor's order. */
export interface Placed {
  readonly id: string;
  readonly place: number;
  readonly message: MessageReading;
}

/** What tells a reading of a thread from what the mirror holds of it. */
export interface Difference {
  /** Never seen before. */
  readonly added: readonly Placed[];
  /** Held as gone. */
  readonly returned: readonly Placed[];
  /** Ids of those that stay at another place, by how far they moved. */
  readonly moved: ReadonlyMap<number, readonly string[]>;
  /** Those that stay under another id of the vendor's. */
  readonly renumbered: readonly Placed[];
  /** Ids of those that a whole reading does not have. */
  readonly gone: readonly string[];
  /** Messages that the thread holds now. */
  readonly count: number;
  /** Whether none is left of several: a vendor that writes texts or dates in another way changes them all at once. */
  readonly isRewritten: boolean;
}

export function differenceOf({ ref, messages, isWhole }: MessagesReading, known: readonly Known[]): Difference {
  const byId = new Map(known.map((row) => [row.id, row]));
  const behind = isWhole ? 0 : Math.max(-1, ...known.map(({ place }) => place)) + 1;
  const read = placed(identify(ref, messages, known), messages, behind);
  const present = known.filter(({ gone_at }) => gone_at === null);
  const gone = isWhole ? present.map(({ id }) => id).filter((id) => !read.has(id)) : [];
  const placedNow = [...read.values()];
  const added = placedNow.filter(({ id }) => !byId.has(id));
  const returned = placedNow.filter(({ id }) => typeof byId.get(id)?.gone_at === 'number');
  return {
    added: inOrderOfTime(added),
    returned: inOrderOfTime(returned),
    moved: isWhole ? movedBy(placedNow, byId) : new Map(),
    renumbered: isWhole ? placedNow.filter(({ id, message }) => isRenumbered(byId.get(id), message)) : [],
    gone,
    count: present.length - gone.length + added.length + returned.length,
    isRewritten: present.length > 1 && gone.length === present.length && read.size > 0,
  };
}

/** A new message at the start of a list moves all others by one. */
function movedBy(placed: readonly Placed[], held: ReadonlyMap<string, Known>): ReadonlyMap<number, readonly string[]> {
  const moved = new Map<number, string[]>();
  for (const { id, place } of placed) {
    const by = place - (held.get(id)?.place ?? place);
    if (by === 0) continue;
    const together = moved.get(by) ?? [];
    together.push(id);
    moved.set(by, together);
  }
  return moved;
}

function isRenumbered(row: Known | undefined, { native }: MessageReading): boolean {
  return row !== undefined && native !== undefined && native !== row.native;
}

/** Lists each message once: a list that moved while it was read may have repeated one. */
function placed(ids: readonly string[], messages: readonly MessageReading[], behind: number) {
  const read = new Map<string, Placed>();
  for (const [index, message] of messages.entries()) {
    const id = ids[index] ?? '';
    if (!read.has(id)) read.set(id, { id, place: behind + read.size, message });
  }
  return read;
}

/** Events are told in the order of time, whatever the vendor's order is, where each message has an instant. */
function inOrderOfTime(messages: readonly Placed[]): readonly Placed[] {
  if (!messages.every(({ message }) => message.sentAt instanceof Date)) return messages;
  return messages.toSorted((a, b) => Number(a.message.sentAt) - Number(b.message.sentAt));
}
