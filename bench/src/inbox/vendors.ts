import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, type Source, type ThreadRef, type Vendor } from '@ticketbridge/facade';
import { startSandbox, stop } from '../sandbox/servers.ts';
import { companyNamed, dataOf, invoiceNamed, KEY, sellerNamed, ticketNamed } from './data.ts';

/** Where both vendors are. Plain JSON, for other processes. */
export interface Place {
  readonly origin: string;
  readonly brandlovers: string;
  readonly clubcollect: string;
}

export const VENDORS: readonly Vendor[] = ['brandlovers', 'clubcollect'];
export const TITLES: Readonly<Record<Vendor, string>> = { brandlovers: 'BrandLovers', clubcollect: 'ClubCollect' };

/** Starts a sandbox in a process of its own, with so many threads in each of the accounts of each vendor. */
export async function startVendors(threads: number, accounts = 1): Promise<Place & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const file = join(folder, 'data.json');
  await writeFile(file, JSON.stringify(dataOf(threads, accounts)));
  const server = await startSandbox('brandlovers', ['--control', '--data', file]);
  await rm(folder, { recursive: true });
  return {
    origin: `http://127.0.0.1:${server.port}`,
    brandlovers: server.apis.brandlovers.baseUrl,
    clubcollect: server.apis.clubcollect.baseUrl,
    [Symbol.asyncDispose]: () => stop(server),
  };
}

export function sourcesOf(place: Place, accounts = 1): readonly Source<Vendor>[] {
  return Array.from({ length: accounts }, (_, account) => {
    const seller = createBrandlovers({ baseUrl: place.brandlovers, token: sellerNamed(account) });
    const partner = createClubcollect({ baseUrl: place.clubcollect, apiKey: KEY });
    return [
      brandloversSource(seller, { account: sellerNamed(account) }),
      clubcollectSource(partner, { companyId: companyNamed(account) }),
    ];
  }).flat();
}

export function refOf(vendor: Vendor, index: number, account = 0): ThreadRef {
  return vendor === 'brandlovers'
    ? { vendor, account: sellerNamed(account), id: ticketNamed(account, index) }
    : { vendor, account: companyNamed(account), id: invoiceNamed(account, index) };
}

/** A customer writes in a thread, without a call of the vendor's API. */
export async function customerWrites(place: Place, ref: ThreadRef, text: string): Promise<void> {
  const thread = ref.vendor === 'brandlovers' ? { ticketId: ref.id } : { invoiceId: ref.id };
  await control(place, `${ref.vendor}/customerWrites`, { ...thread, text });
}

/** Lets every answer come so many milliseconds later. */
export async function slowDown(place: Place, milliseconds: number): Promise<void> {
  await control(place, 'faults', { kind: 'latency', milliseconds });
}

async function control(place: Place, path: string, body: object): Promise<void> {
  const answer = await fetch(`${place.origin}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`);
}

/** Tells by the sandbox's journal how often it was asked so far. */
export async function requestsTo(place: Place): Promise<number> {
  const answer = await fetch(`${place.origin}/_sandbox/journal`);
  const { entries }: { entries: readonly { readonly id: number }[] } = await answer.json();
  return entries.at(-1)?.id ?? 0;
}
