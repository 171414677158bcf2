import { isTicketbridgeError, type TicketbridgeError } from '@ticketbridge/http';
import type { Vendor } from '../capabilities.ts';
import type { PageRead, PageSource } from './paginate.ts';

/** Whose list it is. */
export interface ListOwner {
  readonly vendor: Vendor;
  readonly account: string;
}

/** One of the lists that are read one after the other. */
export interface ListPart<Item> {
  readonly owner: ListOwner;
  readonly pages: PageSource<Item, number>;
}

/** Which part, and the cursor there. */
export type PartCursor = readonly [part: number, cursor: number];

/**
 * Several lists as one. Where `onError` is given, a part that fails ends its owner's parts, and the next owner's follow;
 * an abort by the caller ends them all.
 *
 * @param makeParts makes the parts of one reading: the parts of an owner may share what they have seen
 */
export function concatenate<Item>(
  makeParts: () => readonly ListPart<Item>[],
  onError?: (error: TicketbridgeError, owner: ListOwner) => void,
): PageSource<Item, PartCursor> {
  const parts = makeParts();
  const startOf = (part: number): PartCursor | undefined => {
    const found = parts[part];
    return found && [part, found.pages.first];
  };
  return {
    list: parts.map(({ pages }) => pages.list).join(', '),
    first: startOf(0) ?? [0, 0],
    isCursor: (value): value is PartCursor => {
      if (!Array.isArray(value)) return false;
      const [part, cursor] = value;
      return Number.isInteger(part) && parts[part]?.pages.isCursor(cursor) === true;
    },
    open: () => {
      const readers = makeParts().map(({ pages }) => pages.open());
      return async ([part, cursor]): Promise<PageRead<Item, PartCursor>> => {
        const read = readers[part];
        const owner = parts[part]?.owner;
        if (!read || !owner) return { items: [], next: undefined };
        try {
          const { items, next, ahead, fingerprint, origin } = await read(cursor);
          return {
            items,
            next: next === undefined ? startOf(part + 1) : [part, next],
            ahead: ahead?.map((cursor) => [part, cursor]),
            fingerprint: fingerprint && `${part} ${fingerprint}`,
            origin,
          };
        } catch (error) {
          if (!onError || !isSourceError(error)) throw error;
          onError(error, { vendor: owner.vendor, account: owner.account });
          const following = parts.findIndex((other, index) => index > part && !isSame(other.owner, owner));
          return { items: [], next: following < 0 ? undefined : startOf(following) };
        }
      };
    },
  };
}

/** What may be told instead of thrown: an error of a source, not what the caller aborted. */
export function isSourceError(error: unknown): error is TicketbridgeError {
  return isTicketbridgeError(error) && error.kind !== 'aborted';
}

function isSame(one: ListOwner, other: ListOwner): boolean {
  return one.vendor === other.vendor && one.account === other.account;
}

/** A cursor that is a number: an offset, or a page's number. */
export function isNumber(value: unknown): value is number {
  return Number.isInteger(value);
}
