import { TicketbridgeError } from '@ticketbridge/http';
import type { SourceName } from './sources.ts';

/** The list under `field` of an answer. One that is missing is an error: nothing says that the list is empty. */
export function listOf<Item>(
  source: SourceName,
  operation: string,
  field: string,
  list: readonly Item[] | undefined,
): readonly Item[] {
  if (Array.isArray(list)) return list;
  const message = `${source}.${operation}: the answer has no list "${field}", so nothing is known of its items`;
  throw new TicketbridgeError(message, { kind: 'protocol', source, operation, outcome: 'accepted' });
}

/** The error of a list that does not advance or contradicts itself. */
export function pagingError(source: SourceName, operation: string, why: string): TicketbridgeError {
  return new TicketbridgeError(`${source}.${operation}: ${why}`, {
    kind: 'paging',
    source,
    operation,
    outcome: 'accepted',
  });
}
