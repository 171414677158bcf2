import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, type Source, type Vendor } from '@ticketbridge/facade';
import type { BrandloversAccounts, ClubcollectAccounts, Configuration } from './configuration.ts';

/**
 * Makes a source of each account.
 *
 * @throws TicketbridgeError `invalid-input` for what a vendor's client does not take
 */
export function sourcesOf({ brandlovers, clubcollect }: Configuration): readonly Source<Vendor>[] {
  return [...(brandlovers ? sellersOf(brandlovers) : []), ...(clubcollect ? companiesOf(clubcollect) : [])];
}

function sellersOf({ baseUrl, sellers }: BrandloversAccounts): readonly Source<'brandlovers'>[] {
  return Object.entries(sellers).map(([account, token]) =>
    brandloversSource(createBrandlovers({ baseUrl, token }), { account }),
  );
}

function companiesOf({ baseUrl, apiKey, companies }: ClubcollectAccounts): readonly Source<'clubcollect'>[] {
  const client = createClubcollect({ baseUrl, apiKey });
  return companies.map((companyId) => clubcollectSource(client, { companyId }));
}
