import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, createTicketbridge } from '@ticketbridge/facade';
import { type SandboxData, type SandboxOptions, startSandbox } from '@ticketbridge/sandbox';
import { onTestFinished } from 'vitest';

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A facade over one account at each vendor, in a sandbox that closes with the test. */
export async function openDesk(options: SandboxOptions & { readonly fetch?: Fetch } = {}) {
  const { fetch, ...sandboxOptions } = options;
  const sandbox = await startSandbox(sandboxOptions);
  onTestFinished(() => sandbox.close());
  const [seller] = sandbox.brandlovers.sellers;
  const [partner] = sandbox.clubcollect.partners;
  const companyId = partner?.companyIds[0];
  if (!seller || !partner || !companyId) throw new Error('the sandbox has no account to work with');
  const brandlovers = createBrandlovers({ fetch, baseUrl: sandbox.brandlovers.baseUrl, token: seller.token });
  const clubcollect = createClubcollect({ fetch, baseUrl: sandbox.clubcollect.baseUrl, apiKey: partner.apiKey });
  const bridge = createTicketbridge(
    brandloversSource(brandlovers, { account: 'shop' }),
    clubcollectSource(clubcollect, { companyId }),
  );
  return { sandbox, bridge, brandlovers, clubcollect, companyId };
}

/** The sandbox's own keys, and that of `dataWith`: a spec may let one travel in the query. */
const SECRET = /sandbox-partner|key-of-club/;

/** A `fetch` that keeps the path and query of each request, without a secret. */
export function recordingFetch(): { readonly fetch: Fetch; readonly requests: string[] } {
  const requests: string[] = [];
  return {
    requests,
    fetch: (url, init) => {
      const { pathname, searchParams } = new URL(url);
      const query = [...searchParams].filter(([, value]) => !SECRET.test(value)).map((pair) => pair.join('='));
      requests.push(`${init.method} ${pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`);
      return fetch(url, init);
    },
  };
}

type Tickets = SandboxData['brandlovers']['sellers'][number]['tickets'];
type Invoices = SandboxData['clubcollect']['partners'][number]['companies'][number]['invoices'];

/** Sandbox data with one seller and one company. */
export function dataWith({ tickets = [], invoices = [] }: { tickets?: Tickets; invoices?: Invoices }): SandboxData {
  return {
    brandlovers: { sellers: [{ name: 'Shop', token: 'token-of-shop', tickets }] },
    clubcollect: { partners: [{ name: 'Club', apiKey: 'key-of-club', companies: [{ companyId: 'club', invoices }] }] },
  };
}

/** So many BrandLovers tickets in one status. */
export function ticketsIn(status: 'OPEN' | 'REOPENED' | 'CLOSED', count: number): Tickets {
  return Array.from({ length: count }, (_, index) => ({ ticketId: `${status}-${index}`, status, messages: [] }));
}

/** Invoices with so many tickets each, of which the newest is by `sender`. */
export function invoicesOf(sender: 'CUSTOMER' | 'COMPANY', ...counts: readonly number[]): Invoices {
  return counts.map((count, invoice) => ({
    invoiceId: `${sender.toLowerCase()}-${invoice}`,
    tickets: Array.from({ length: count }, (_, index) => ({
      ticket_id: `${sender}-${invoice}-${index}`,
      message: `message ${index}`,
      sender,
      date: new Date(Date.UTC(2026, 0, 1, 0, index, invoice)).toISOString(),
    })),
  }));
}
