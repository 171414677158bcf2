import type { Brandlovers } from '@ticketbridge/brandlovers';
import { argumentOf, clientOf, optional, readArguments, text, whole } from '../checks.ts';
import type { BridgeOptions } from '../options.ts';
import { listed } from '../paging/paged.ts';
import { accepted, receiptFor } from '../receipt.ts';
import type { BrandloversRef } from '../ref.ts';
import { type Source, sourceOf } from '../source.ts';
import { createThread } from './create-thread.ts';
import { hasMoreMessages, messageList, type Seller, ticketList, ticketLists } from './lists.ts';
import { locate } from './locate.ts';
import type { Status } from './states.ts';
import { SIGNATURES } from './verbs.ts';

/** How a seller's tickets are read. */
export interface BrandloversSourceOptions {
  /** The name of this seller in refs. */
  readonly account: string;
  /** Items to ask for at once, from 1. Default: 100. The vendor may return fewer. */
  readonly pageSize?: number | undefined;
}

const SIGNATURE = {
  client: clientOf<Brandlovers>('createBrandlovers', [
    'createTicket',
    'addTicketMessage',
    'listTicketMessages',
    'setTicketStatus',
    'listTickets',
  ]),
  options: argumentOf<BrandloversSourceOptions>({
    account: text,
    pageSize: optional(whole(1, Number.MAX_SAFE_INTEGER)),
  }),
};

/**
 * Makes a source of the seller behind a client.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function brandloversSource(client: Brandlovers, options: BrandloversSourceOptions): Source<'brandlovers'> {
  const { account, pageSize = 100 } = readArguments('brandloversSource', SIGNATURE, [client, options]).options;
  const vendor = 'brandlovers';
  const seller = { vendor, account, client, limit: pageSize } as const;
  return sourceOf({
    vendor,
    account,
    signatures: SIGNATURES,
    verbs: verbsOf(seller),
    lists: (filter) => ticketLists(seller, filter),
    hydrate: async (thread) => thread,
  });
}

function verbsOf(seller: Seller): Source<'brandlovers'>['verbs'] {
  const { client } = seller;
  const write =
    <V extends 'reply' | 'note'>(verb: V, visibility: 'CUSTOMER' | 'INTERNAL') =>
    (ref: BrandloversRef, text: string, options?: BridgeOptions) =>
      accepted(
        receiptFor(ref, verb, { id: ref.id, text }),
        client.addTicketMessage({ ticketId: ref.id, visibility, body: text }, options),
      );
  const set =
    <V extends 'close' | 'reopen'>(verb: V, ticketStatus: 'CLOSED' | 'REOPENED') =>
    (ref: BrandloversRef, options?: BridgeOptions) =>
      accepted(
        receiptFor(ref, verb, { id: ref.id }),
        client.setTicketStatus({ ticketId: ref.id, ticketStatus }, options),
      );
  return {
    messages: (ref, options = {}) => listed(ref, () => [messageList(seller, ref, options)], options),
    reply: write('reply', 'CUSTOMER'),
    note: write('note', 'INTERNAL'),
    close: set('close', 'CLOSED'),
    reopen: set('reopen', 'REOPENED'),
    hasMoreMessages: (ref, count, options = {}) => hasMoreMessages(seller, ref, count, options),
    createThread: (input, options) => createThread(seller, input, options),
    locate: (wanted, options = {}) => {
      const tickets = (status?: Status) => listed(seller, () => [ticketList(seller, status, options)], options);
      return locate(wanted, { open: tickets('OPEN'), all: tickets() });
    },
  };
}
