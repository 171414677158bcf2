import { TicketbridgeError } from '@ticketbridge/http';
import type { PageOrigin } from './paging/paginate.ts';

/** The list in an answer. One that is missing is an error: nothing says that the list is empty. */
export function listOf<Item>(
  { vendor, operation }: PageOrigin,
  field: string,
  list: readonly Item[] | undefined,
): readonly Item[] {
  if (Array.isArray(list)) return list;
  const message = `${vendor}.${operation}: the answer has no list "${field}", so nothing is known of its items`;
  throw new TicketbridgeError(message, { kind: 'protocol', vendor, operation, outcome: 'accepted' });
}
