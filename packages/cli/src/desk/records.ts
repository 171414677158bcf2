import type { State, Vendor } from '@ticketbridge/facade';

/** A thread as `--json` writes it. */
export interface ThreadRecord {
  /** `null` where the vendor listed it without an id: it can be seen, but not addressed. */
  readonly ref: string | null;
  readonly vendor: Vendor;
  readonly account: string;
  /** The vendor's own word for the state. */
  readonly state: string | null;
  readonly active: State['active'];
  readonly turn: State['turn'];
  /** When something of it changed last, as far as is known: an ISO 8601 instant, or the vendor's text. */
  readonly changedAt: string | null;
  /** The subject; at ClubCollect, which has none, the newest message that was seen. */
  readonly about: string | null;
  /** What the vendor listed, where that is one object. */
  readonly raw: unknown;
}

/** A message as `--json` writes it. */
export interface MessageRecord {
  readonly ref: string | null;
  readonly sentAt: string | null;
  /** `unknown` where the vendor does not tell. */
  readonly author: 'us' | 'customer' | 'unknown';
  /** BrandLovers: who can read it. */
  readonly visibility: string | null;
  /** `null` where there is none, or where it was purged. */
  readonly text: string | null;
  readonly raw: unknown;
}

/** Renders an instant, or the vendor's text where it is none. */
export function instantText(instant: Date | string | undefined): string | null {
  return instant instanceof Date ? instant.toISOString() : (instant ?? null);
}
