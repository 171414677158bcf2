import { argumentOf, id, ofType, optional, optionsOf, type Signatures, text, type VerbSignature } from '../checks.ts';
import { callArgument, FILTER, PAGING } from '../option-checks.ts';
import type { BridgeOptions, ThreadFilter } from '../options.ts';
import type { Paged, PagingOptions } from '../paging/paged.ts';
import { type ClubcollectRef, refOf } from '../ref.ts';
import type {
  ClubcollectMessage,
  ClubcollectMessageReceipt,
  ClubcollectNewThread,
  ClubcollectReceipt,
  ClubcollectThread,
} from './model.ts';

/** What only ClubCollect can do. */
export interface ClubcollectVerbs {
  /**
   * Writes the first message about an invoice.
   *
   * @throws TicketbridgeError any kind but `paging`; see `outcome` for whether it may have reached the customer
   */
  createThread(input: ClubcollectNewThread, options?: BridgeOptions): Promise<ClubcollectMessageReceipt>;
  /**
   * Reads all messages about an invoice. The vendor does not tell their state here.
   *
   * @throws TicketbridgeError any kind but `paging`
   */
  thread(ref: ClubcollectRef, options?: BridgeOptions): Promise<ClubcollectThread>;
  /**
   * Lists the messages of a company's lists one by one, in constant memory.
   *
   * @throws TicketbridgeError `invalid-input` at once for a bad option; any kind while iterating
   */
  listedMessages(options?: ListedMessagesOptions): Paged<ClubcollectMessage>;
  /**
   * Archives all messages of the thread. There is no undo.
   *
   * @throws TicketbridgeError any kind but `paging`
   */
  archive(ref: ClubcollectRef, options?: BridgeOptions): Promise<ClubcollectReceipt>;
  /**
   * Hands the thread to ClubCollect's support. There is no undo; what it changes is not documented.
   *
   * @throws TicketbridgeError any kind but `paging`
   */
  assignToSupport(ref: ClubcollectRef, options?: BridgeOptions): Promise<ClubcollectReceipt>;
}

/** Which messages of a company to read. */
export interface ListedMessagesOptions extends ThreadFilter, PagingOptions {
  /** The company; needed when there are several. */
  readonly account?: string | undefined;
  /** Reads each list from its last page back. What comes while it is read is not missed, and not shown. Default: false. */
  readonly newestFirst?: boolean | undefined;
}

const ref = refOf(['clubcollect'], id);

/** How each verb is called. */
export const SIGNATURES: Signatures & Readonly<Record<keyof ClubcollectVerbs, VerbSignature>> = {
  createThread: {
    arguments: {
      input: argumentOf<ClubcollectNewThread>({ account: optional(text), invoiceId: id, text }),
      options: callArgument,
    },
  },
  thread: { arguments: { ref, options: callArgument } },
  listedMessages: {
    arguments: {
      options: optionsOf<ListedMessagesOptions>({
        ...FILTER,
        ...PAGING,
        account: optional(text),
        newestFirst: optional(ofType('boolean')),
      }),
    },
    isList: true,
  },
  archive: { arguments: { ref, options: callArgument } },
  assignToSupport: { arguments: { ref, options: callArgument } },
};
