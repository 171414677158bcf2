import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, createTicketbridge } from '@ticketbridge/facade';
import { type SandboxData, startSandbox } from '@ticketbridge/sandbox';
import { onTestFinished } from 'vitest';

/** A facade over one account at each vendor, in a sandbox that closes with the test. */
export async function openDesk(data?: SandboxData, options: { readonly fetch?: typeof fetch } = {}) {
  const sandbox = await startSandbox({ ...(data && { data }) });
  onTestFinished(() => sandbox.close());
  const [seller] = sandbox.brandlovers.sellers;
  const [partner] = sandbox.clubcollect.partners;
  const companyId = partner?.companyIds[0];
  if (!seller || !partner || !companyId) throw new Error('the sandbox has no account to work with');
  const brandlovers = createBrandlovers({ ...options, baseUrl: sandbox.brandlovers.baseUrl, token: seller.token });
  const clubcollect = createClubcollect({ ...options, baseUrl: sandbox.clubcollect.baseUrl, apiKey: partner.apiKey });
  const bridge = createTicketbridge(
    brandloversSource(brandlovers, { account: 'shop' }),
    clubcollectSource(clubcollect, { companyId }),
  );
  return { sandbox, bridge, brandlovers, clubcollect, companyId };
}

/** Sandbox data with one seller's tickets and no more. */
export function sellerWith(tickets: SandboxData['brandlovers']['sellers'][number]['tickets']): SandboxData {
  const company = { companyId: 'c', invoices: [] };
  return {
    brandlovers: { sellers: [{ name: 'Shop', token: 'token-of-shop', tickets }] },
    clubcollect: { partners: [{ name: 'Club', apiKey: 'key-of-club', companies: [company] }] },
  };
}
