import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import {
  type Account,
  brandloversSource,
  clubcollectSource,
  createTicketbridge,
  type Vendor,
} from '@ticketbridge/facade';
import { type BrandloversOptions, type ClubcollectOptions, type Sandbox, startSandbox } from '@ticketbridge/sandbox';
import { pollBrandlovers } from '../../src/brandlovers/poll.ts';
import { pollClubcollect } from '../../src/clubcollect/poll.ts';
import type { Database } from '../../src/database.ts';
import { InboxError } from '../../src/inbox-error.ts';
import type { Intervals, Poll } from '../../src/poll.ts';
import { openStore } from '../support/store.ts';
import { Replay } from './replay.ts';

export const SHOP = { vendor: 'brandlovers', account: 'shop' } as const;
export const CLUB = { vendor: 'clubcollect', account: 'club' } as const;
const POLLS: Readonly<Record<Vendor, { readonly account: Account; readonly poll: Poll }>> = {
  brandlovers: { account: SHOP, poll: pollBrandlovers },
  clubcollect: { account: CLUB, poll: pollClubcollect },
};

const MINUTE = 60_000;
const DAY = 24 * 60;
const INTERVALS: Intervals = { hot: MINUTE, cold: DAY * MINUTE, sweep: 7 * DAY * MINUTE };
const BEGIN = Date.UTC(2026, 2, 1, 9);

/** What both vendors leave open, as this one does it. */
export interface Switches {
  readonly brandlovers: BrandloversOptions;
  readonly clubcollect: ClubcollectOptions;
}

/** How a poll is disturbed. */
export interface Disturbance {
  /** The request before which that happens, from 1; the commit, where it is lost. */
  readonly at: number;
  /** It is stopped, another process takes over, or something happens meanwhile. */
  readonly what: 'stop' | 'lose' | (() => void);
}

/** A sandbox with an account at each vendor, and an inbox of both. */
export class World implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly database: Database;
  readonly replays: readonly Replay[];
  readonly #bridge: ReturnType<typeof bridgeTo>;
  #minute = 0;

  private constructor(sandbox: Sandbox, database: Database) {
    this.sandbox = sandbox;
    this.database = database;
    this.replays = [SHOP, CLUB].map((account) => new Replay(database, account));
    this.#bridge = bridgeTo(sandbox);
  }

  static async open(switches: Switches): Promise<World> {
    const companies = [CLUB.account, 'other'].map((companyId) => ({ companyId, invoices: [] }));
    const data = {
      brandlovers: { sellers: [{ name: 'shop', token: 'token', tickets: [] }] },
      clubcollect: { partners: [{ name: 'bureau', apiKey: 'key', companies }] },
    };
    const sandbox = await startSandbox({ data, ...switches });
    sandbox.clock.set(new Date(BEGIN).toISOString());
    const database = await openStore();
    await database.write((tx) => tx.insertInto('accounts').values([SHOP, CLUB]).execute());
    return new World(sandbox, database);
  }

  /** Moves the clocks on; the inbox's alone where it goes back. */
  wait(minutes: number): void {
    this.#minute += minutes;
    if (minutes > 0) this.sandbox.clock.advance(minutes * MINUTE);
  }

  /** Polls an account once, as its vendor lets it be. */
  async poll(vendor: Vendor, disturbance?: Disturbance): Promise<void> {
    const { account, poll } = POLLS[vendor];
    const stop = new AbortController();
    let requests = 0;
    let commits = 0;
    const beforeAttempt = () => {
      requests += 1;
      if (requests !== disturbance?.at) return;
      if (disturbance.what === 'stop') stop.abort();
      else if (disturbance.what !== 'lose') disturbance.what();
    };
    await poll({
      bridge: this.#bridge,
      database: this.database,
      account,
      clock: { now: () => BEGIN + this.#minute * MINUTE },
      signal: stop.signal,
      intervals: INTERVALS,
      gate: {
        options: () => ({ signal: stop.signal, maxAttempts: 1, beforeAttempt }),
        failed: async () => {},
        answered: async () => {},
      },
      commit: async (work) => {
        commits += 1;
        if (disturbance?.what === 'lose' && commits >= disturbance.at) throw new InboxError('lost', 'as in this test');
        const result = await this.database.write(work);
        for (const replay of this.replays) await replay.begin();
        return result;
      },
      progress: () => {},
    });
  }

  /** Polls until nothing can be unknown any more. */
  async settle(): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      this.wait(7 * DAY);
      await this.poll('brandlovers');
      for (let poll = 0; poll < 3; poll += 1) {
        this.wait(5);
        await this.poll('clubcollect');
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.database[Symbol.asyncDispose]();
    await this.sandbox.close();
  }
}

function bridgeTo({ brandlovers, clubcollect }: Sandbox) {
  return createTicketbridge(
    brandloversSource(createBrandlovers({ baseUrl: brandlovers.baseUrl, token: 'token' }), { account: SHOP.account }),
    clubcollectSource(createClubcollect({ baseUrl: clubcollect.baseUrl, apiKey: 'key' }), { companyId: CLUB.account }),
  );
}
