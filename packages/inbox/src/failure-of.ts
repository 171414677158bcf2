import type { TicketbridgeError } from '@ticketbridge/facade';

const OF_THREAD = 'What is held of the thread stays until there is a message or a list.';

/** What follows where an answer has no list, by the operation that lists. */
const WITHOUT_LIST: Readonly<Record<string, string>> = {
  listTickets:
    'No thread is read or taken for missing until there is a ticket or a list. Writes are sent, but no new thread with ' +
    'a key of yours, which is looked for first.',
  listTicketMessages: OF_THREAD,
  listCompanyTickets: 'No thread is read or taken for missing until there is a ticket or a list. Writes are sent.',
  listInvoiceTickets: OF_THREAD,
};

/** Returns why something failed, in words without texts and credentials. Where two causes look alike, both are named. */
export function failureOf({ kind, status, operation = '', message }: TicketbridgeError): string {
  // An answer that cannot be read comes with its status; one without its list was read.
  const consequence = kind === 'protocol' && status === undefined ? WITHOUT_LIST[operation] : undefined;
  if (consequence === undefined) return message;
  return `${message}: either it is empty and the vendor leaves it out, or the answer has lost it. ${consequence}`;
}
