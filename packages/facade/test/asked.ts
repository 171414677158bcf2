import { paging as brandlovers } from '@ticketbridge/brandlovers';
import { paging as clubcollect } from '@ticketbridge/clubcollect';

/** A request, as a server has it, or as the method and what follows. */
type Asked = URL | string;

/** The offset that a request to BrandLovers asks for. */
export function offsetIn(asked: Asked): number {
  return numberIn(asked, listOf(asked).offset);
}

/** How many items a request to BrandLovers asks for. */
export function limitIn(asked: Asked): number {
  return numberIn(asked, listOf(asked).limit);
}

/** The page that a request to ClubCollect asks for. */
export function pageIn(asked: Asked): number {
  return numberIn(asked, clubcollect.listCompanyTickets.page);
}

function listOf(asked: Asked): (typeof brandlovers)['listTickets' | 'listTicketMessages'] {
  return urlOf(asked).pathname.endsWith('/messages') ? brandlovers.listTicketMessages : brandlovers.listTickets;
}

/** What the vendors' specs call a number is theirs; a request that does not ask for one gives NaN. */
function numberIn(asked: Asked, name: string): number {
  return Number(urlOf(asked).searchParams.get(name) ?? Number.NaN);
}

function urlOf(asked: Asked): URL {
  return asked instanceof URL ? asked : new URL(asked.replace(/^[A-Z]+ /, ''), 'http://127.0.0.1');
}
