import type { BrandloversCreateReceipt, BrandloversMarked, Paged, ThreadRef } from '@ticketbridge/facade';
import type { BrandloversTicket, SandboxData } from '@ticketbridge/sandbox';
import type { Side } from './side.ts';

/** What callers keep of a release and give to a later one, with what it meant when it was written. */
export interface Kept {
  readonly refs: readonly { readonly text: string; readonly ref: ThreadRef }[];
  /** By reading: each position of it, and what comes after it. */
  readonly positions: Readonly<
    Record<string, readonly { readonly position: string; readonly next: readonly string[] }[]>
  >;
  /** The seller's tickets as they were listed, and whom `locate` found among them by what was kept. */
  readonly tickets: readonly BrandloversTicket[];
  readonly located: readonly {
    readonly by: BrandloversCreateReceipt | BrandloversMarked;
    readonly status: string;
    readonly ids: readonly (string | undefined)[];
  }[];
}

const TOKEN = 'token-of-a';
const KEY = 'key-of-b';
const ACCOUNT = 'a:1';
const COMPANY = 'b%3A';
const TICKET: ThreadRef = { vendor: 'brandlovers', account: ACCOUNT, id: 'ticket-1' };
const INVOICE: ThreadRef = { vendor: 'clubcollect', account: COMPANY, id: 'invoice-1' };
const REFS: readonly ThreadRef[] = [TICKET, INVOICE, { vendor: 'clubcollect', account: 'é', id: '%25:a/b c' }];
const NEW = { orderId: '1', type: 'DELIVERY', from: 'Aurora', text: 'Hello' };

const numbers = [1, 2, 3, 4, 5];
const day = (number: number): string => `2026-03-0${number}T09:00:00Z`;
const LISTED: SandboxData = {
  brandlovers: {
    sellers: [
      {
        name: 'a',
        token: TOKEN,
        tickets: numbers.map((n) => ({
          ticketId: `ticket-${n}`,
          status: n === 2 ? 'CLOSED' : 'OPEN',
          createdAt: day(n),
          messages: numbers.map((m) => ({ createdAt: day(m), body: `message ${m}`, visibility: 'CUSTOMER' })),
        })),
      },
    ],
  },
  clubcollect: {
    partners: [
      {
        name: 'b',
        apiKey: KEY,
        companies: [
          {
            companyId: COMPANY,
            invoices: numbers.map((n) => ({
              invoiceId: `invoice-${n}`,
              archived: n === 2,
              tickets: [1, 2, 3].map((m) => ({
                ticket_id: `t-${n}-${m}`,
                message: `message ${m}`,
                sender: 'CUSTOMER',
                date: `2026-03-0${n}T09:0${m}:00Z`,
              })),
            })),
          },
        ],
      },
    ],
  },
};

type Bridge = Awaited<ReturnType<typeof open>>['bridge'];
type From = { readonly from?: string; readonly maxItems?: number };

/** Every way in which a caller reads on where it stopped. */
const READINGS: Readonly<Record<string, (bridge: Bridge, from: From) => Paged<object>>> = {
  threads: (bridge, from) => bridge.threads(from),
  'active threads': (bridge, from) => bridge.threads({ ...from, active: true }),
  'whole threads': (bridge, from) => bridge.threads({ ...from, hydrate: true }),
  'threads of one vendor': (bridge, from) => bridge.threads({ ...from, vendors: ['clubcollect'] }),
  'messages of BrandLovers': (bridge, from) => bridge.messages(TICKET, from),
  'messages of ClubCollect': (bridge, from) => bridge.messages(INVOICE, from),
  'listed messages': (bridge, from) => bridge.clubcollect.listedMessages(from),
  'newest messages': (bridge, from) => bridge.clubcollect.listedMessages({ ...from, newestFirst: true }),
};

/** Makes a release write all that callers keep. */
export async function write(side: Side): Promise<Kept> {
  const positions: Record<string, Kept['positions'][string]> = {};
  await using listed = await open(side, LISTED);
  for (const [name, read] of Object.entries(READINGS)) {
    const kept: string[] = [];
    for await (const { position } of read(listed.bridge, {}).pages()) kept.push(position);
    for await (const { position } of read(listed.bridge, { maxItems: 1 }).pages()) kept.push(position);
    positions[name] = await Promise.all(
      kept.map(async (position) => ({ position, next: await namesIn(read(listed.bridge, { from: position })) })),
    );
  }
  return {
    refs: REFS.map((ref) => ({ text: side.facade.formatThreadRef(ref), ref })),
    positions,
    ...(await create(side)),
  };
}

async function create(side: Side): Promise<Pick<Kept, 'tickets' | 'located'>> {
  await using made = await open(side, withTickets([]));
  const { brandlovers } = made.bridge;
  const random = await brandlovers.createThread(NEW, { marker: true });
  const named = await brandlovers.createThread({ ...NEW, description: 'late' }, { marker: 'order-1.a_b' });
  const unmarked = await brandlovers.createThread({ ...NEW, type: 'REFUND' });
  const threads = await Array.fromAsync(made.bridge.threads({ vendors: ['brandlovers'] }));
  const tickets = threads.flatMap((thread) => (thread.vendor === 'brandlovers' ? [thread.raw] : []));
  const located = await Promise.all(
    [random, named, unmarked, { marker: 'order-1.a_b' }].map((by) =>
      locate(made.bridge, JSON.parse(JSON.stringify(by))),
    ),
  );
  return {
    tickets: tickets.map(({ ticketId = '', type = '', description = '', createdAt = '' }) => {
      return { ticketId, type, description, createdAt, status: 'OPEN', messages: [] };
    }),
    located,
  };
}

/** Gives all that a release wrote to another, and returns what that one does not take as it was meant. */
export async function readBack(side: Side, kept: Kept): Promise<readonly string[]> {
  const problems: string[] = [];
  const expect = async (what: string, meant: unknown, read: () => unknown): Promise<void> => {
    const found = await Promise.try(read).catch(String);
    const [one, other] = [meant, found].map((value) => JSON.stringify(value));
    if (one !== other) problems.push(`${what} meant ${one}, and is read as ${other}`);
  };
  for (const { text, ref } of kept.refs) await expect(`ref ${text}`, ref, () => side.facade.parseThreadRef(text));
  await using listed = await open(side, LISTED);
  for (const [name, positions] of Object.entries(kept.positions)) {
    for (const { position, next } of positions) {
      const read = READINGS[name];
      await expect(
        `position ${position} of ${name}`,
        next,
        () => read && namesIn(read(listed.bridge, { from: position })),
      );
    }
  }
  await using made = await open(side, withTickets(kept.tickets));
  for (const wanted of kept.located) {
    await expect(`locate by ${JSON.stringify(wanted.by)}`, wanted, () => locate(made.bridge, wanted.by));
  }
  return problems;
}

async function locate(bridge: Bridge, by: Kept['located'][number]['by']): Promise<Kept['located'][number]> {
  const found = await bridge.brandlovers.locate(by);
  const threads = found.status === 'found' ? [found.thread] : found.status === 'candidates' ? found.threads : [];
  return { by, status: found.status, ids: threads.map(({ ref }) => ref?.id) };
}

/** Reads on, and names what comes. */
async function namesIn(items: AsyncIterable<object>): Promise<string[]> {
  return Array.fromAsync(items, (item) => {
    const [ref, id, text] = ['ref', 'id', 'text'].map((key): unknown => Reflect.get(item, key));
    return [Reflect.get(Object(ref), 'id'), id, text].filter((part) => part !== undefined).join(' ');
  });
}

function withTickets(tickets: readonly BrandloversTicket[]): SandboxData {
  return { ...LISTED, brandlovers: { sellers: [{ name: 'a', token: TOKEN, tickets }] } };
}

async function open(side: Side, data: SandboxData) {
  const sandbox = await side.sandbox.startSandbox({ data, brandlovers: { maxLimit: 2 }, clubcollect: { pageSize: 2 } });
  const client = side.brandlovers.createBrandlovers({ baseUrl: sandbox.brandlovers.baseUrl, token: TOKEN });
  const clubcollect = side.clubcollect.createClubcollect({ baseUrl: sandbox.clubcollect.baseUrl, apiKey: KEY });
  const { brandloversSource, clubcollectSource, createTicketbridge } = side.facade;
  const bridge = createTicketbridge(
    brandloversSource(client, { account: ACCOUNT }),
    clubcollectSource(clubcollect, { companyId: COMPANY }),
  );
  return { bridge, [Symbol.asyncDispose]: () => sandbox.close() };
}
