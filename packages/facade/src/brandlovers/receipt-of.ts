import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import type { BrandloversCreateReceipt } from './model.ts';

// Beside the error, not in it: a receipt holds the text to the customer, and no rendering of an error may show that.
const receipts = new WeakMap<TicketbridgeError, BrandloversCreateReceipt>();

export function keepReceipt(error: TicketbridgeError, receipt: BrandloversCreateReceipt): void {
  receipts.set(error, receipt);
}

/**
 * The receipt of a created thread of which it is not known whether it exists: give it to `locate`. `undefined` for any
 * other error.
 */
export function receiptOf(error: unknown): BrandloversCreateReceipt | undefined {
  return isTicketbridgeError(error) ? receipts.get(error) : undefined;
}
