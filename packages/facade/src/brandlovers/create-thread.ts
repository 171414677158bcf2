import { isTicketbridgeError } from '@ticketbridge/http';
import { receiptFor } from '../receipt.ts';
import type { Seller } from './lists.ts';
import { markedDescription } from './marker.ts';
import type { BrandloversCreateReceipt, BrandloversNewThread } from './model.ts';
import { keepReceipt } from './receipt-of.ts';
import type { CreateThreadOptions } from './verbs.ts';

/** Creates a ticket. The receipt of one that may exist is kept beside the error. */
export async function createThread(
  seller: Seller,
  input: BrandloversNewThread,
  { marker: option = false, ...options }: CreateThreadOptions = {},
): Promise<BrandloversCreateReceipt> {
  const marker = option === true ? crypto.randomUUID() : option || undefined;
  const receipt = { ...receiptFor(seller, 'createThread', input), ...(marker && { marker }) };
  const { account: _, text: body, ...ticket } = input;
  const description = markedDescription(input.description, marker);
  try {
    await seller.client.createTicket({ ...ticket, body, description }, options);
    return receipt;
  } catch (error) {
    if (isTicketbridgeError(error) && error.outcome === 'unknown') {
      keepReceipt(error, { ...receipt, outcome: 'unknown' });
    }
    throw error;
  }
}
