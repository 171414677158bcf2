import { type PageOrigin, TicketbridgeError } from '@ticketbridge/http';

/** The list in an answer. One that is missing is an error: nothing says that the list is empty. */
export function listOf<Item>(
  { source, operation }: PageOrigin,
  field: string,
  list: readonly Item[] | undefined,
): readonly Item[] {
  if (Array.isArray(list)) return list;
  const message = `${source}.${operation}: the answer has no list "${field}", so nothing is known of its items`;
  throw new TicketbridgeError(message, { kind: 'protocol', source, operation, outcome: 'accepted' });
}
