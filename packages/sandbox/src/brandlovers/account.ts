import { at, type JsonObject } from '../json.ts';
import type { Rules } from '../vendor.ts';
import type { BrandloversMessage, BrandloversSeller } from './data.ts';
import type { BrandloversOptions } from './options.ts';

/** One seller's tickets, and the rules that hold for them. */
export interface SellerAccount {
  /** Oldest first. */
  readonly threads: Thread[];
  readonly rules: Rules<BrandloversOptions>;
}

export interface Thread {
  /** As the API shows it. */
  ticket: JsonObject;
  readonly messages: Message[];
}

export interface Message extends Omit<BrandloversMessage, 'visibility'> {
  readonly visibility: string;
}

/** Opens a seller's account on a copy of its data. */
export function openSeller({ tickets }: BrandloversSeller, rules: Rules<BrandloversOptions>): SellerAccount {
  return {
    threads: tickets.map(({ messages, ...ticket }) => ({ ticket: { ...ticket }, messages: [...messages] })),
    rules,
  };
}

export function findThread({ threads }: SellerAccount, path: JsonObject): Thread | undefined {
  return threads.find(({ ticket }) => at(ticket, 'ticketId') === at(path, 'ticketId'));
}
