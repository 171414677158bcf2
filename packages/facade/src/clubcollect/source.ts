import type { Clubcollect } from '@ticketbridge/clubcollect';
import { argumentOf, clientOf, id, readArguments } from '../checks.ts';
import type { BridgeOptions } from '../options.ts';
import { listed } from '../paging/paged.ts';
import { accepted, receiptFor } from '../receipt.ts';
import type { ClubcollectRef } from '../ref.ts';
import { type Source, sourceOf } from '../source.ts';
import { type Company, fragmentLists, listedMessageLists, messageList, readThread } from './lists.ts';
import { type ClubcollectMessageReceipt, messageOf } from './model.ts';
import { SIGNATURES } from './verbs.ts';

/** Which company a source is for. */
export interface ClubcollectSourceOptions {
  /** The company's id; it is also the account in refs. */
  readonly companyId: string;
}

const SIGNATURE = {
  client: clientOf<Clubcollect>('createClubcollect', [
    'listInvoiceTickets',
    'createInvoiceTicket',
    'archiveInvoiceTickets',
    'assignInvoiceTicketsToSupport',
    'listCompanyTickets',
  ]),
  options: argumentOf<ClubcollectSourceOptions>({ companyId: id }),
};

/**
 * Makes a source of a company of the partner behind a client. The partner's key reaches the invoices of all its
 * companies: a ref names an address, and gives no permission.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function clubcollectSource(client: Clubcollect, options: ClubcollectSourceOptions): Source<'clubcollect'> {
  const { companyId: account } = readArguments('clubcollectSource', SIGNATURE, [client, options]).options;
  const vendor = 'clubcollect';
  const company = { vendor, account, client } as const;
  return sourceOf({
    vendor,
    account,
    signatures: SIGNATURES,
    verbs: verbsOf(company),
    lists: (filter) => fragmentLists(company, filter),
    // What cannot be addressed cannot be read whole: it stays what the list held.
    hydrate: async (fragment, options) =>
      fragment.ref ? readThread(company, fragment.ref, fragment.state, options) : { ...fragment, kind: 'thread' },
  });
}

function verbsOf(company: Company): Source<'clubcollect'>['verbs'] {
  const { vendor, account, client } = company;
  return {
    messages: (ref, options = {}) => listed(ref, () => [messageList(company, ref, options)], options),
    reply: (ref, text, options) => create(company, 'reply', ref, text, options),
    createThread: ({ invoiceId: id, text }, options) =>
      create(company, 'createThread', { vendor, account, id }, text, options),
    thread: (ref, options) => readThread(company, ref, undefined, options),
    listedMessages: (options = {}) => listed(company, () => listedMessageLists(company, options), options),
    archive: (ref, options) =>
      accepted(
        { ...receiptFor(ref, 'archive', { id: ref.id }), ref },
        client.archiveInvoiceTickets({ invoiceId: ref.id }, options),
      ),
    assignToSupport: (ref, options) =>
      accepted(
        { ...receiptFor(ref, 'assignToSupport', { id: ref.id }), ref },
        client.assignInvoiceTicketsToSupport({ invoiceId: ref.id }, options),
      ),
  };
}

async function create(
  { client }: Company,
  verb: ClubcollectMessageReceipt['verb'],
  ref: ClubcollectRef,
  text: string,
  options: BridgeOptions | undefined,
): Promise<ClubcollectMessageReceipt> {
  const receipt = receiptFor(ref, verb, { id: ref.id, text });
  const ticket = await client.createInvoiceTicket({ invoiceId: ref.id, message: text }, options);
  return { ...receipt, ref, message: messageOf(ref, ticket) };
}
