import {
  anyText,
  argumentOf,
  type Check,
  id,
  objectOf,
  optional,
  optionsOf,
  type Signatures,
  text,
  type VerbSignature,
  whole,
} from '../checks.ts';
import { CALL, callArgument } from '../option-checks.ts';
import type { BridgeOptions } from '../options.ts';
import { type BrandloversRef, refOf } from '../ref.ts';
import type { Located } from './locate.ts';
import type { BrandloversCreateReceipt, BrandloversMarked, BrandloversNewThread, BrandloversReceipt } from './model.ts';
import { created, markerOption } from './wanted.ts';

/** What only BrandLovers can do. */
export interface BrandloversVerbs {
  /**
   * Opens a thread and writes its text to the customer. The vendor does not tell the new ticket's id: `locate` looks for
   * it. When it is not known whether the call succeeded, `receiptOf(error)` is the receipt to locate with.
   *
   * @throws TicketbridgeError any kind but `paging`; see `outcome` for whether it may have reached the customer
   */
  createThread(input: BrandloversNewThread, options?: CreateThreadOptions): Promise<BrandloversCreateReceipt>;
  /**
   * Looks for the ticket that a created thread became: by its receipt, or by the marker alone. With a marker the open
   * tickets are read, and all of them only if none of these has it; without one, all.
   *
   * @throws TicketbridgeError `invalid-input` for a receipt that was damaged or is of another verb or account, with the
   * `field`; any kind while reading
   */
  locate(created: BrandloversCreateReceipt | BrandloversMarked, options?: BridgeOptions): Promise<Located>;
  /**
   * Leaves a note that the customer does not see.
   *
   * @throws TicketbridgeError any kind but `paging`
   */
  note(ref: BrandloversRef, text: string, options?: BridgeOptions): Promise<BrandloversReceipt>;
  /**
   * Asks the vendor to close the thread. Accepted is not applied.
   *
   * @throws TicketbridgeError any kind but `paging`
   */
  close(ref: BrandloversRef, options?: BridgeOptions): Promise<BrandloversReceipt>;
  /**
   * Asks the vendor to reopen the thread. Accepted is not applied.
   *
   * @throws TicketbridgeError any kind but `paging`
   */
  reopen(ref: BrandloversRef, options?: BridgeOptions): Promise<BrandloversReceipt>;
  /**
   * Asks whether a thread has more messages than `count`, in whatever order the vendor lists them: one request, and a few
   * more where the vendor refuses an offset past the end. `false` does not say that the messages are the same ones, and
   * `true` says that they should be read: a list that does not heed its offset always has more, and reading it rejects with
   * `paging`.
   *
   * @param count the messages that are known, from 0
   * @throws TicketbridgeError any kind
   */
  hasMoreMessages(ref: BrandloversRef, count: number, options?: BridgeOptions): Promise<boolean>;
}

/** How to create a thread. */
export interface CreateThreadOptions extends BridgeOptions {
  /**
   * Writes a mark first into the ticket's `description`, never into the text to the customer, so that `locate` can be
   * sure. `true` makes a random one, which stands in the receipt. A key of your own, 1 to 64 characters out of a-z, 0-9,
   * ".", "_" and "-", can be located also where no receipt was kept. Default: no mark.
   */
  readonly marker?: boolean | string | undefined;
}

const ref = refOf(['brandlovers'], id);
const detail = optional(anyText);

export const newThread: Check<BrandloversNewThread> = argumentOf({
  account: optional(text),
  orderId: text,
  type: text,
  from: text,
  text,
  description: detail,
  customer: optional(objectOf({ name: detail, phoneNumber: detail })),
});

/** How each verb is called. */
export const SIGNATURES: Signatures & Readonly<Record<keyof BrandloversVerbs, VerbSignature>> = {
  createThread: {
    arguments: {
      input: newThread,
      options: optionsOf<CreateThreadOptions>({ ...CALL, marker: optional(markerOption) }),
    },
  },
  locate: { arguments: { receipt: created, options: callArgument } },
  note: { arguments: { ref, text, options: callArgument } },
  close: { arguments: { ref, options: callArgument } },
  reopen: { arguments: { ref, options: callArgument } },
  hasMoreMessages: { arguments: { ref, count: whole(0, Number.MAX_SAFE_INTEGER), options: callArgument } },
};
