import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect, paging } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource, createTicketbridge, type Ticketbridge } from '@ticketbridge/facade';
import {
  type ClubcollectInvoice,
  type ClubcollectOptions,
  type ClubcollectTicket,
  type Sandbox,
  type SandboxData,
  startSandbox,
} from '@ticketbridge/sandbox';
import { pollClubcollect } from '../../src/clubcollect/poll.ts';
import type { PollProgress } from '../../src/poll.ts';
import { heldBy, type Mirror, minutes, openMirror } from '../mirror-of.ts';

export type List = 'unanswered' | 'answered' | 'archived';

/** A company in a sandbox, and a mirror of it. */
export interface Company extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly mirror: Mirror;
  readonly bridge: Ticketbridge;
  /** What the first run has told of itself. */
  readonly told: readonly PollProgress[];
  /** Polls once, and returns how many requests that took. */
  poll(signal?: AbortSignal): Promise<number>;
  /** Polls until all is settled: what has gone is looked for in the polls that follow. */
  settle(): Promise<void>;
  /** Called before each request, with how many there were. */
  onRequest: (count: number) => void;
  /** Lets the inbox's clock go on by minutes. */
  wait(minutes: number): void;
  /** Lists what happened since the last time. */
  events(): Promise<readonly string[]>;
  /** Each thread that the mirror holds and does not miss: its list, and its messages in the order of time. */
  held(): Promise<Threads>;
  /** The same of the sandbox, by what its lists show. */
  shown(): Promise<Threads>;
}

export type Threads = Readonly<
  Record<string, { readonly state: List | undefined; readonly messages: readonly string[] }>
>;

const CLUB = 'club';
const SWEEP = 24 * 60;

export interface CompanyOptions {
  readonly switches?: ClubcollectOptions | undefined;
  readonly invoices?: readonly ClubcollectInvoice[] | undefined;
  /** Changes what the vendor lists on its way to the inbox. */
  readonly alter?: (listed: Listed) => unknown;
}

/** The body of an answer that lists tickets. */
export interface Listed {
  readonly tickets: readonly Readonly<Record<string, unknown>>[];
  readonly page?: Readonly<Record<string, number>>;
}

export async function openCompany({ switches = {}, invoices = [], alter }: CompanyOptions = {}): Promise<Company> {
  await using opening = new AsyncDisposableStack();
  const companies = [
    { companyId: CLUB, invoices },
    { companyId: 'other', invoices: [] },
  ];
  const data: SandboxData = {
    brandlovers: { sellers: [] },
    clubcollect: { partners: [{ name: 'Bureau', apiKey: 'key', companies }] },
  };
  const sandbox = opening.use(await startSandbox({ data, clubcollect: switches }));
  const account = { vendor: 'clubcollect', account: CLUB } as const;
  const mirror = opening.use(await openMirror(account));
  const { baseUrl } = sandbox.clubcollect;
  const client = createClubcollect({ baseUrl, apiKey: 'key', maxAttempts: 1 });
  const fetch = alter && altering(alter);
  const bridge = createTicketbridge(
    clubcollectSource(createClubcollect({ baseUrl, apiKey: 'key', maxAttempts: 1, fetch }), { companyId: CLUB }),
    brandloversSource(createBrandlovers({ token: 'none' }), { account: 'none' }),
  );
  const held = opening.move();
  const told: PollProgress[] = [];
  let minute = 60;
  let count = 0;
  const company: Company = {
    sandbox,
    mirror,
    bridge,
    told,
    onRequest: () => {},
    async poll(signal = new AbortController().signal) {
      const before = count;
      await pollClubcollect({
        bridge,
        database: mirror.database,
        account,
        clock: { now: () => minutes(minute) },
        signal,
        intervals: { hot: 60_000, cold: SWEEP * 60_000, sweep: SWEEP * 60_000 },
        commit: (work) => mirror.database.write(work),
        progress: (facts) => told.push(facts),
        gate: {
          options: () => ({
            signal,
            maxAttempts: 1,
            beforeAttempt: () => {
              count += 1;
              company.onRequest(count - before);
            },
          }),
          failed: async () => {},
          answered: async () => {},
        },
      });
      return count - before;
    },
    async settle() {
      for (let polls = 0; polls < 4; polls += 1) {
        company.wait(5);
        await company.poll();
      }
    },
    wait: (passed) => {
      minute += passed;
    },
    events: () => mirror.events(),
    held: () => heldOf(mirror),
    shown: () => shownBy(sandbox, client),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
  return company;
}

function altering(alter: NonNullable<CompanyOptions['alter']>) {
  return async (url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, init);
    if (!response.ok || init.method !== 'GET') return response;
    return Response.json(alter(await response.json()));
  };
}

function heldOf(mirror: Mirror): Promise<Threads> {
  return heldBy(mirror, ({ native }, messages) => ({
    state: listOf(native),
    messages: messages.map(({ native, sender, text }) => `${native} ${sender}: ${text}`).sort(),
  }));
}

function listOf(native: string | null): List | undefined {
  return LISTS.find((list) => list === native);
}

const LISTS = ['unanswered', 'answered', 'archived'] as const;

async function shownBy(sandbox: Sandbox, client: ReturnType<typeof createClubcollect>): Promise<Threads> {
  const lists = new Map<string, { readonly list: List; readonly date: string }>();
  for (const status of LISTS) {
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const answer = await client.listCompanyTickets({
        companyId: CLUB,
        status,
        [paging.listCompanyTickets.page]: page,
      });
      pages = answer.page.total_pages;
      for (const { invoice_id: id, date } of answer.tickets) {
        const newest = lists.get(id);
        if (!newest || newest.date <= date) lists.set(id, { list: status, date });
      }
    }
  }
  const invoices = sandbox.inspect().clubcollect.partners[0]?.companies[0]?.invoices ?? [];
  return Object.fromEntries(
    invoices
      .filter(({ tickets }) => tickets.length > 0)
      .map(({ invoiceId, tickets }) => [
        invoiceId,
        { state: lists.get(invoiceId)?.list, messages: tickets.map(shownTicket).sort() },
      ]),
  );
}

function shownTicket({ ticket_id, sender, message }: ClubcollectTicket): string {
  return `${ticket_id} ${sender}: ${message}`;
}

/** Makes invoices of so many tickets each, the newest of which are the customer's where the invoice's number is even. */
export function invoicesOf(count: number, ticketsEach = 3): readonly ClubcollectInvoice[] {
  return Array.from({ length: count }, (_, invoice) => ({
    invoiceId: `i-${invoice}`,
    archived: invoice % 4 === 3,
    tickets: Array.from({ length: ticketsEach }, (_, ticket) => ({
      ticket_id: `${invoice}-${ticket}`,
      message: `text ${invoice} ${ticket}`,
      sender: (invoice + ticketsEach - ticket) % 2 === 1 ? 'CUSTOMER' : 'COMPANY',
      date: new Date(Date.UTC(2026, 0, 1 + ticket, 0, invoice)).toISOString(),
    })),
  }));
}
