import type { BridgeOptions, Message, Receipt, ThreadRef, Ticketbridge } from '@ticketbridge/facade';
import type { Content, Row } from './entry.ts';

/** What an entry is to bring about at its vendor: how, and what shows that it has. */
export interface Effect {
  /** Sends it: the one request of an attempt. Some receipts tell what message it became. */
  send(options: BridgeOptions): Promise<Receipt & { readonly message?: Message }>;
  /** Looks for it at the vendor. Absent where nothing there tells. */
  readonly look?: (options: BridgeOptions) => Promise<Found>;
  /**
   * What a look before the first attempt is for: `baseline`, to know how many copies were there before; `search`, since
   * one that is found is it. Absent where none is needed.
   */
  readonly first?: 'baseline' | 'search' | undefined;
}

/** What a look has found. */
export interface Found {
  /** How often it is there. */
  readonly copies: number;
  /** The thread that it has become. */
  readonly thread?: string | undefined;
}

/** What an effect is made of. */
export interface EffectFacts<R extends ThreadRef> {
  readonly bridge: Ticketbridge;
  readonly account: string;
  /** The thread; of one that is to be created, its id is empty. */
  readonly ref: R;
  readonly key: string;
  readonly verb: Row['verb'];
  readonly content: Content;
}

/** The effects of a vendor's verbs. */
export type Effects<R extends ThreadRef> = Readonly<Partial<Record<Row['verb'], (facts: EffectFacts<R>) => Effect>>>;
