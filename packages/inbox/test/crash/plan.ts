import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, type Source, type Vendor } from '@ticketbridge/facade';
import type { InboxOptions } from '../../src/options.ts';
import { storeAt } from '../stores.ts';

/** What a worker is told on its command line, as JSON. */
export interface Plan {
  /** Where the inbox is. */
  readonly place: string;
  /** The sandbox's servers. */
  readonly brandlovers: string;
  readonly clubcollect: string;
  /** The file in which it notes what it has done. */
  readonly log: string;
  /** Whether it follows the inbox, and does not only run it. */
  readonly follows: boolean;
  /** Whether it acknowledges before the work, as nobody should. */
  readonly acksFirst: boolean;
  /** By which it takes its time. */
  readonly seed: number;
}

export const TOKEN = 'sandbox-seller-aurora';
export const SELLER = 'aurora';
export const COMPANY = 'hockeyclub-de-voorbeelden';
/** The consumer whose deliveries are counted. */
export const CONSUMER = 'crm';

/** Opens the inbox as fast as can be: it polls nearly all the time. */
export async function optionsOf({ place, brandlovers, clubcollect }: Plan): Promise<InboxOptions> {
  const seller = createBrandlovers({ baseUrl: brandlovers, token: TOKEN });
  const partner = createClubcollect({ baseUrl: clubcollect, apiKey: 'sandbox-partner-noord' });
  const sources: readonly Source<Vendor>[] = [
    brandloversSource(seller, { account: SELLER }),
    clubcollectSource(partner, { companyId: COMPANY }),
  ];
  const fast = { interval: 40, coldInterval: 200, sweepInterval: 500 };
  const unlimited = { maxPerSecond: 1_000, maxPerSecondAndAccount: 1_000 };
  return { store: await storeAt(place), sources, polling: { ...fast, ...unlimited }, lookDelays: [20, 40, 80] };
}
