import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, createTicketbridge, type Ticketbridge } from '@ticketbridge/facade';
import {
  type BrandloversMessage,
  type BrandloversOptions,
  type BrandloversTicket,
  type Sandbox,
  startSandbox,
} from '@ticketbridge/sandbox';
import { onTestFinished } from 'vitest';
import { pollBrandlovers } from '../../src/brandlovers/poll.ts';
import type { Intervals, PollProgress } from '../../src/poll.ts';
import { heldBy, type Mirror, minutes, openMirror } from '../mirror-of.ts';

/** A seller in a sandbox, and a mirror of it. */
export interface Seller {
  readonly sandbox: Sandbox;
  readonly mirror: Mirror;
  readonly bridge: Ticketbridge;
  /** What the first run has told of itself. */
  readonly told: readonly PollProgress[];
  /** Polls once, and returns the operations that it called. */
  poll(signal?: AbortSignal): Promise<readonly string[]>;
  /** Polls until every thread has been read whole again, and what has gone is missed. */
  settle(): Promise<void>;
  /** Called before each request of a poll, with how many there were before it. */
  onRequest: (count: number) => void;
  /** Called before each commit of a poll; what it throws is thrown. */
  onCommit: () => void;
  /** Moves the inbox's clock by minutes. */
  wait(count: number): void;
  held(): Promise<Threads>;
  shown(): Threads;
}

/** The state and the messages of each thread, oldest first. */
export type Threads = Readonly<Record<string, { readonly state: string; readonly messages: readonly string[] }>>;

export const INTERVALS: Intervals = { hot: 60_000, cold: 24 * 60 * 60_000, sweep: 7 * 24 * 60 * 60_000 };

export interface SellerOptions {
  readonly switches?: BrandloversOptions;
  readonly tickets?: readonly BrandloversTicket[];
  readonly pageSize?: number;
  readonly fetch?: typeof fetch;
}

const MINUTE = 60_000;
const ACCOUNT = { vendor: 'brandlovers', account: 'shop' } as const;

export async function openSeller({
  switches = {},
  tickets = [],
  pageSize = 100,
  fetch,
}: SellerOptions = {}): Promise<Seller> {
  const data = {
    brandlovers: { sellers: [{ name: 'shop', token: 'token', tickets }] },
    clubcollect: { partners: [] },
  };
  const sandbox = await startSandbox({ data, brandlovers: switches });
  onTestFinished(() => sandbox.close());
  const mirror = await openMirror(ACCOUNT);
  onTestFinished(() => mirror[Symbol.asyncDispose]());
  sandbox.clock.set(new Date(minutes(0)).toISOString());
  const bridge = bridgeTo(sandbox, pageSize, fetch);
  const told: PollProgress[] = [];
  let minute = 0;
  const seller: Seller = {
    sandbox,
    mirror,
    bridge,
    told,
    onRequest: () => {},
    onCommit: () => {},
    async poll(signal = new AbortController().signal) {
      sandbox.journal.clear();
      let count = 0;
      const beforeAttempt = () => seller.onRequest(count++);
      await pollBrandlovers({
        bridge,
        database: mirror.database,
        account: ACCOUNT,
        clock: { now: () => minutes(minute) },
        signal,
        intervals: INTERVALS,
        gate: {
          options: () => ({ signal, maxAttempts: 1, beforeAttempt }),
          failed: async () => {},
          answered: async () => {},
        },
        async commit(work) {
          seller.onCommit();
          return mirror.database.write(work);
        },
        progress: (facts) => told.push(facts),
      });
      return sandbox.journal.entries().map(({ operation }) => operation ?? '');
    },
    async settle() {
      for (let polls = 0; polls < 3; polls += 1) {
        seller.wait(INTERVALS.sweep / MINUTE);
        await seller.poll();
      }
    },
    wait(count) {
      minute += count;
      sandbox.clock.advance(Math.max(0, count) * MINUTE);
    },
    held: () => heldOf(mirror),
    shown: () => shownBy(sandbox),
  };
  return seller;
}

function bridgeTo(
  { brandlovers, clubcollect }: Sandbox,
  pageSize: number,
  fetch?: typeof globalThis.fetch,
): Ticketbridge {
  const client = createBrandlovers({ baseUrl: brandlovers.baseUrl, token: 'token', fetch });
  const other = createClubcollect({ baseUrl: clubcollect.baseUrl, apiKey: 'none' });
  return createTicketbridge(
    brandloversSource(client, { account: ACCOUNT.account, pageSize }),
    clubcollectSource(other, { companyId: 'none' }),
  );
}

function heldOf(mirror: Mirror): Promise<Threads> {
  return heldBy(mirror, ({ native }, messages) => {
    const texts = messages.map(({ sent_at, visibility, text }) => write(Number(sent_at), visibility ?? '', text ?? ''));
    return { state: native ?? '', messages: texts.sort() };
  });
}

function shownBy(sandbox: Sandbox): Threads {
  const tickets = sandbox.inspect().brandlovers.sellers.flatMap((seller) => seller.tickets);
  return Object.fromEntries(
    tickets.flatMap(({ ticketId, status, messages }) => {
      const texts = messages.map(({ createdAt, visibility, body }) => write(Date.parse(createdAt), visibility, body));
      return ticketId === undefined ? [] : [[ticketId, { state: status, messages: texts.sort() }]];
    }),
  );
}

function write(instant: number, visibility: string, text: string): string {
  return `${new Date(instant).toISOString()} ${visibility} ${text}`;
}

/** Makes a ticket of a month ago with these messages, each a minute after the other. */
export function ticket(
  ticketId: string,
  texts: readonly string[],
  changes: Partial<BrandloversTicket> = {},
): BrandloversTicket {
  const at = (minute: number) => new Date(Date.UTC(2026, 1, 1, 9, minute)).toISOString();
  const messages = texts.map(
    (body, index): BrandloversMessage => ({ createdAt: at(index), body, visibility: 'CUSTOMER' }),
  );
  const times = { createdAt: at(0), updatedAt: at(texts.length) };
  return { ticketId, status: 'OPEN', subject: `About ${ticketId}`, ...times, ...changes, messages };
}

export function tickets(count: number): readonly BrandloversTicket[] {
  return Array.from({ length: count }, (_, index) => ticket(`t${index}`, ['first', 'second']));
}
