import { numberSwitch, oneOf, onOffSwitch, type Switches } from '../settings.ts';

/** How the BrandLovers API behaves where the vendor documents nothing: each option is a switch. */
export interface BrandloversOptions {
  /**
   * Limits how many items a page holds, however many are asked for: the vendor documents no maximum, so there may be a
   * silent one. From 1. Default: no maximum.
   */
  readonly maxLimit?: number | undefined;
  /**
   * What becomes of an offset: `ignored` answers each with the start of the list, `clamped` one past the end with the
   * last page. Default: `heeded`.
   */
  readonly offset?: 'heeded' | 'ignored' | 'clamped' | undefined;
  /** The largest offset that is not refused with 400. From 0. Default: no maximum. */
  readonly maxOffset?: number | undefined;
  /** How an offset at or past the end of a list is answered. The 404 is not documented. Default: `empty`. */
  readonly pastTheEnd?: 'empty' | '400' | '404' | undefined;
  /** Whether an answer without items shows its empty list. The model requires none. Default: `shown`. */
  readonly emptyList?: 'shown' | 'left-out' | undefined;
  /** Lists reopened tickets also where OPEN ones are asked for. Default: false. */
  readonly openIncludesReopened?: boolean | undefined;
  /** The order of a list of tickets. Default: `oldest-first`. */
  readonly ticketOrder?: 'oldest-first' | 'newest-first' | 'last-updated-first' | undefined;
  /** The order of a ticket's messages. Default: `oldest-first`. */
  readonly messageOrder?: 'oldest-first' | 'newest-first' | undefined;
  /** Whose id a message has: its ticket's, or one of its own. Default: `of-the-ticket`. */
  readonly messageId?: 'of-the-ticket' | 'of-its-own' | undefined;
  /** The form of new tickets' ids; `odd` ones hold what a path has to escape. Default: `uuid`. */
  readonly ids?: 'uuid' | 'number' | 'odd' | undefined;
  /** The status for reading the messages of a ticket that is unknown or another seller's. 404 is not documented. Default: `403`. */
  readonly readingUnknown?: '403' | '404' | undefined;
  /** The status for writing to a ticket that is unknown or another seller's. 403 means something else where it is documented. Default: `404`. */
  readonly writingUnknown?: '404' | '403' | undefined;
  /** What a success without a documented body carries all the same. Default: `none`. */
  readonly voidBody?: 'none' | 'text' | 'json' | undefined;
  /** What becomes of a new ticket's description; `cut` keeps 64 characters. Default: `as-sent`. */
  readonly description?: 'as-sent' | 'cut' | 'escaped' | 'left-out' | undefined;
  /** Whether the text of a new ticket is its first message, or is sent and not listed. Default: `first-message`. */
  readonly textOfNewTicket?: 'first-message' | 'not-listed' | undefined;
  /** Leaves `updatedAt` as it is when a message is added. Default: false. */
  readonly messageKeepsUpdatedAt?: boolean | undefined;
  /** What a message does to a closed ticket. Default: `stays-closed`. */
  readonly messageAfterClose?: 'stays-closed' | 'reopens' | 'refused' | undefined;
  /** What becomes of a status that the ticket already has; `refused` with 400. Default: `accepted`. */
  readonly sameStatus?: 'accepted' | 'refused' | undefined;
  /** Keeps `closedAt` when a ticket is reopened. Default: false. */
  readonly reopeningKeepsClosedAt?: boolean | undefined;
  /** How many lists the seller reads before a new ticket shows in them. From 0. Default: 0. */
  readonly ticketLag?: number | undefined;
  /** How many lists the seller reads before a status that was set shows. From 0. Default: 0. */
  readonly statusLag?: number | undefined;
  /** How many lists the seller reads before a message that was added shows. From 0. Default: 0. */
  readonly messageLag?: number | undefined;
}

const PAGE_ORDER = 'Neither the order of the tickets nor their total is documented';
const NO_BODY =
  'The answer has no documented body, so the id of the new ticket is not known after this call, and tickets do not carry the order they are about.';
const NOT_APPLIED =
  'Success means that the vendor has received the transaction: accepted is not applied, so a listing shortly afterwards may still show the old status.';

const noMaximum = { byDefault: Number.MAX_SAFE_INTEGER, defaultText: 'no maximum' };
const atOnce = { from: 0, byDefault: 0, samples: [2] };

export const settings: Switches<BrandloversOptions> = {
  maxLimit: numberSwitch({
    ...noMaximum,
    from: 1,
    samples: [2],
    meaning: 'items that a page holds at most, whatever is asked for',
    sentence: 'No maximum is documented, so a page may be shorter than asked for without being the last.',
  }),
  offset: oneOf(['heeded', 'ignored', 'clamped'], {
    meaning: 'whether every offset is the start of the list, or one past the end the last page',
    sentence: 'How many items to skip, from the start of the list.',
  }),
  maxOffset: numberSwitch({
    ...noMaximum,
    from: 0,
    samples: [1_000, 3],
    meaning: 'the largest offset that is not refused with 400',
    sentence: 'How many items to skip, from the start of the list.',
  }),
  pastTheEnd: oneOf(['empty', '400', '404'], {
    meaning: 'the answer to an offset where the list has nothing; the 404 is not documented',
    sentence: PAGE_ORDER,
  }),
  emptyList: oneOf(['shown', 'left-out'], {
    meaning: 'whether an answer without items has its list',
    sentence:
      "The vendor's model requires `metadata` and leaves `messages` optional: a missing list is an anomaly, not an empty thread.",
  }),
  openIncludesReopened: onOffSwitch({
    meaning: 'the filter OPEN lists reopened tickets too',
    sentence: 'Whether `OPEN` includes reopened tickets is not documented: assume that it does not.',
  }),
  ticketOrder: oneOf(['oldest-first', 'newest-first', 'last-updated-first'], {
    meaning: 'the order of a list of tickets',
    sentence: PAGE_ORDER,
  }),
  messageOrder: oneOf(['oldest-first', 'newest-first'], {
    meaning: "the order of a ticket's messages",
    sentence: 'Neither the order of the messages nor their total is documented',
  }),
  messageId: oneOf(['of-the-ticket', 'of-its-own'], {
    meaning: 'whose id a message has',
    sentence:
      "The vendor's Swagger of 2016 describes it as the ticket's id. Do not rely on it being unique among messages.",
  }),
  ids: oneOf(['uuid', 'number', 'odd'], {
    meaning: "the form of new tickets' ids; odd ones hold what a path has to escape",
    sentence: "The ticket's id, as listed. Its form is not documented.",
  }),
  readingUnknown: oneOf(['403', '404'], {
    meaning: "the answer to reading the messages of a ticket that is not the seller's",
    sentence: 'The ticket belongs to another seller.',
  }),
  writingUnknown: oneOf(['404', '403'], {
    meaning: "the answer to writing to a ticket that is not the seller's; a documented 403 is throttling",
    sentence: 'There is no such ticket. No body is documented.',
  }),
  voidBody: oneOf(['none', 'text', 'json'], {
    meaning: 'what a success without a documented body carries',
    sentence: 'The message was added. No body is documented.',
  }),
  description: oneOf(['as-sent', 'cut', 'escaped', 'left-out'], {
    meaning: "what a new ticket's description becomes; 64 characters of it, or HTML",
    sentence:
      'A ticket. Every field is optional, even `ticketId`, and none of them names the order that the ticket is about.',
  }),
  textOfNewTicket: oneOf(['first-message', 'not-listed'], {
    meaning: "whether a new ticket's text is listed as its first message",
    sentence: NO_BODY,
  }),
  messageKeepsUpdatedAt: onOffSwitch({
    meaning: "a message leaves its ticket's updatedAt as it is",
    sentence: 'When the ticket was last updated.',
  }),
  messageAfterClose: oneOf(['stays-closed', 'reopens', 'refused'], {
    meaning: 'what a message does to a closed ticket, if it is not refused with 400',
    sentence: '`CLOSED` closes the ticket, `REOPENED` opens it again. `OPEN` is only ever set by the vendor.',
  }),
  sameStatus: oneOf(['accepted', 'refused'], {
    meaning: 'what becomes of a status that the ticket already has; refused with 400',
    sentence: NOT_APPLIED,
  }),
  reopeningKeepsClosedAt: onOffSwitch({
    meaning: 'a reopened ticket keeps its closedAt',
    sentence: 'When the ticket was closed.',
  }),
  ticketLag: numberSwitch({ ...atOnce, meaning: 'lists that are read before a new ticket shows', sentence: NO_BODY }),
  statusLag: numberSwitch({
    ...atOnce,
    meaning: 'lists that are read before a set status shows',
    sentence: NOT_APPLIED,
  }),
  messageLag: numberSwitch({
    ...atOnce,
    meaning: 'lists that are read before an added message shows',
    sentence: 'The answer has no documented body, so the id of the new message is not known after this call.',
  }),
};
