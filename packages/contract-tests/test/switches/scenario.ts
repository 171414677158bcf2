import { type Brandlovers, createBrandlovers } from '@ticketbridge/brandlovers';
import { type Clubcollect, createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, createTicketbridge, type Ticketbridge } from '@ticketbridge/facade';
import { isTicketbridgeError } from '@ticketbridge/http';
import { type Sandbox, type SandboxData, startSandbox, type VendorOptions } from '@ticketbridge/sandbox';

/** A desk over one account at each vendor, in a sandbox whose switches are set. */
export interface Desk {
  readonly sandbox: Sandbox;
  readonly bridge: Ticketbridge<'brandlovers' | 'clubcollect'>;
  readonly seller: Brandlovers;
  readonly partner: Clubcollect;
}

/** Something that an application does, which checks what it got by what the sandbox's state says really happened. */
export type Step = (desk: Desk) => Promise<void>;

/** A result that is true and says less than it could: which ticket it is, say. */
export class Unsure extends Error {}

/** Plays steps one after the other, and tells the kind of each failure: an error's kind, or `unsure`. */
export async function play(
  data: SandboxData,
  switches: VendorOptions,
  steps: Readonly<Record<string, Step>>,
): Promise<ReadonlyMap<string, string>> {
  await using sandbox = await startSandbox({ data, ...switches });
  let requests = 0;
  const counted = (url: string, init: RequestInit): Promise<Response> => {
    requests += 1;
    if (requests > MOST) throw new Error('reads without an end');
    return fetch(url, init);
  };
  const each = { fetch: counted, maxAttempts: 1 };
  const [seller] = sandbox.brandlovers.sellers;
  const [partner] = sandbox.clubcollect.partners;
  const clients = {
    seller: createBrandlovers({ baseUrl: sandbox.brandlovers.baseUrl, token: seller?.token ?? '', ...each }),
    partner: createClubcollect({ baseUrl: sandbox.clubcollect.baseUrl, apiKey: partner?.apiKey ?? '', ...each }),
  };
  const bridge = createTicketbridge(
    brandloversSource(clients.seller, { account: 'shop', pageSize: 3 }),
    clubcollectSource(clients.partner, { companyId: 'club' }),
  );
  const failed = new Map<string, string>();
  for (const [name, step] of Object.entries(steps)) {
    requests = 0;
    try {
      await step({ sandbox, bridge, ...clients });
    } catch (error) {
      if (requests > MOST) throw new Error(`${name} reads without an end`);
      if (error instanceof Unsure) failed.set(name, 'unsure');
      else if (isTicketbridgeError(error)) failed.set(name, error.kind);
      else
        throw new Error(`${name} is silently wrong: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
    }
  }
  return failed;
}

/** The requests that a step may make. */
const MOST = 300;

/** Tries a check again while a change may not show yet; each try reads a list. */
export async function inTime(check: () => Promise<void>): Promise<void> {
  for (let left = 4; ; left -= 1) {
    try {
      return await check();
    } catch (error) {
      if (left === 0 || isTicketbridgeError(error) || error instanceof Unsure) throw error;
    }
  }
}

export async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}
