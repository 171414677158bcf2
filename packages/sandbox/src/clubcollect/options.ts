import { clubcollect as spec } from '../generated/specs.ts';
import { numberSwitch, oneOf, type Switches } from '../settings.ts';
import { readPageSize } from '../spec/paging.ts';

/** How the ClubCollect API behaves where the vendor documents nothing: each option is a switch. */
export interface ClubcollectOptions {
  /** How many tickets a page of a company's list holds, from 1. Default: as many as the spec says. */
  readonly pageSize?: number | undefined;
  /**
   * What becomes of a page's number: `ignored` answers each with the first page, `echoed` does too and says that it is
   * the one asked for, `clamped` answers one past the last with the last. Default: `heeded`.
   */
  readonly page?: 'heeded' | 'ignored' | 'echoed' | 'clamped' | undefined;
  /** How a page past the last is answered. Default: `empty`, with the totals. */
  readonly pastTheEnd?: 'empty' | '404' | '422' | undefined;
  /**
   * What stands in a company's list: all tickets of the invoices that belong there by their newest ticket, or single
   * tickets, of which a customer's counts as unanswered until the company writes. Default: `invoices`.
   */
  readonly listHolds?: 'invoices' | 'messages' | undefined;
  /** The order of a company's list; the vendor's page says the default. Default: `oldest-first`. */
  readonly listOrder?: 'oldest-first' | 'newest-first' | undefined;
  /** The order of an invoice's tickets. Default: `oldest-first`. */
  readonly invoiceOrder?: 'oldest-first' | 'newest-first' | undefined;
  /**
   * What becomes of an archived conversation when another message comes: all of it stays archived, all of it is listed
   * as if it had never been, or the message stands apart from what was archived. Default: `stays-archived`.
   */
  readonly messageAfterArchive?: 'stays-archived' | 'reopens' | 'stands-apart' | undefined;
  /** What handing an invoice to support does to its tickets in the company's lists. Default: `nothing`. */
  readonly assigning?: 'nothing' | 'archives' | 'hides' | undefined;
  /** How archiving an invoice without tickets is answered. Default: `accepted`. */
  readonly archivingNothing?: 'accepted' | '404' | undefined;
  /** The status for another partner's invoice or company. 403 is not documented. Default: `404`. */
  readonly foreign?: '404' | '403' | undefined;
  /** The key of an error's code; the vendor's neighbouring pages spell it `errors`. Default: `error`. */
  readonly errorKey?: 'error' | 'errors' | undefined;
  /** How the date of a ticket is written. Default: `iso`, with a time zone. */
  readonly dates?: 'iso' | 'without-zone' | 'day-first' | undefined;
  /** The form of new tickets' ids: unique, or numbered within their invoice. Default: `uuid`. */
  readonly ids?: 'uuid' | 'per-invoice' | undefined;
  /** What a new ticket names as its sender. Default: `COMPANY`. */
  readonly ownSender?: 'COMPANY' | 'PARTNER' | undefined;
  /** How many lists the partner reads before what archiving or assigning did shows in them. From 0. Default: 0. */
  readonly stateLag?: number | undefined;
  /** How many lists the partner reads before a new ticket shows in them. From 0. Default: 0. */
  readonly messageLag?: number | undefined;
}

const AFTER_ARCHIVING =
  'There is no operation that undoes it, and what a later message does to an archived conversation is not documented.';
const ASSIGNED = 'What that changes for the tickets, and how it would be undone, is not documented.';

const atOnce = { from: 0, byDefault: 0, samples: [2] };

export const settings: Switches<ClubcollectOptions> = {
  pageSize: numberSwitch({
    from: 1,
    byDefault: readPageSize(spec, 'listCompanyTickets'),
    defaultText: 'as the spec says',
    samples: [2],
    meaning: "tickets on a page of a company's list",
    sentence: 'Believe the `page` object of the answer about the size and number of pages',
  }),
  page: oneOf(['heeded', 'ignored', 'echoed', 'clamped'], {
    meaning: 'whether any number gets the first page, or one past the end the last page',
    sentence: 'Where a page stands in its list. Check that `page_number` is the page that was asked for.',
  }),
  pastTheEnd: oneOf(['empty', '404', '422'], {
    meaning: 'the answer to a page past the last',
    sentence: 'How many pages the list has.',
  }),
  listHolds: oneOf(['invoices', 'messages'], {
    meaning: "whether a company's list holds all tickets of its invoices or single ones",
    sentence: 'Whether a state belongs to a single ticket or to a whole conversation is not documented.',
  }),
  listOrder: oneOf(['oldest-first', 'newest-first'], {
    meaning: "the order of a company's list",
    sentence: 'Returns the tickets of a company that are in one state, from oldest to newest, one page at a time.',
  }),
  invoiceOrder: oneOf(['oldest-first', 'newest-first'], {
    meaning: "the order of an invoice's tickets",
    sentence: 'Returns all tickets of an invoice in one answer: the list is not paged. Their order is not documented.',
  }),
  messageAfterArchive: oneOf(['stays-archived', 'reopens', 'stands-apart'], {
    meaning: 'where an archived conversation is listed after another message',
    sentence: AFTER_ARCHIVING,
  }),
  assigning: oneOf(['nothing', 'archives', 'hides'], {
    meaning: "what handing to support does to an invoice's tickets in the lists",
    sentence: ASSIGNED,
  }),
  archivingNothing: oneOf(['accepted', '404'], {
    meaning: 'the answer to archiving an invoice without tickets',
    sentence: 'Archives every ticket of the invoice, not a single one.',
  }),
  foreign: oneOf(['404', '403'], {
    meaning: "the answer for another partner's invoice or company; 403 is not documented",
    sentence: 'There is no invoice with this id.',
  }),
  errorKey: oneOf(['error', 'errors'], {
    meaning: "the key of an error's code",
    sentence: "The vendor's code for the refusal. Four are documented; others are possible.",
  }),
  dates: oneOf(['iso', 'without-zone', 'day-first'], {
    meaning: 'how the date of a ticket is written',
    sentence: 'When the ticket was written. Neither its format nor its time zone is documented.',
  }),
  ids: oneOf(['uuid', 'per-invoice'], {
    meaning: "the form of new tickets' ids: unique, or numbered within their invoice",
    sentence: "The ticket's id.",
  }),
  ownSender: oneOf(['COMPANY', 'PARTNER'], {
    meaning: 'what a new ticket names as its sender',
    sentence: 'Who wrote the ticket. Two values are seen, in examples; others are possible.',
  }),
  stateLag: numberSwitch({
    ...atOnce,
    meaning: 'lists that are read before archiving or assigning shows',
    sentence: AFTER_ARCHIVING,
  }),
  messageLag: numberSwitch({
    ...atOnce,
    meaning: 'lists that are read before a new ticket shows',
    sentence: 'Adds a ticket to an invoice and returns it.',
  }),
};
