// What the packages do wherever they run, by nothing but them and the platform. A behaviour throws what is wrong.
import type { Fetch } from '@ticketbridge/brandlovers';
import type { TicketbridgeError } from '@ticketbridge/http';
import type { Report, World } from './world.js';

export interface Packages {
  readonly brandlovers: typeof import('@ticketbridge/brandlovers');
  readonly brandloversFetch: typeof import('@ticketbridge/brandlovers/openapi-fetch');
  readonly clubcollect: typeof import('@ticketbridge/clubcollect');
  readonly facade: typeof import('@ticketbridge/facade');
  readonly http: typeof import('@ticketbridge/http');
}

export interface SuiteOptions {
  readonly packages: Packages;
  readonly world: World;
  /** Default: the platform's. */
  readonly fetch?: Fetch;
  /** Renders a value as the platform's console does. */
  readonly inspect?: (value: unknown) => string;
}

/** Milliseconds after which a call that has not settled heeds neither its signal nor its deadline. */
const PATIENCE = 4_000;
const SECRET = 'sandbox-secret-of-no-account';
const GREETING = 'Bom dia! Está a caminho. 👩‍👩‍👧';

/** Runs all behaviours at once. */
export async function runSuite(options: SuiteOptions): Promise<Report> {
  const reports = BEHAVIOURS.map(async (behaviour) => [behaviour.name, await wrongWith(behaviour, options)] as const);
  return Object.fromEntries(await Promise.all(reports));
}

async function create(options: SuiteOptions): Promise<void> {
  const { brandlovers, clubcollect, bridge } = clientsOf(options);
  const order = { orderId: '998877', type: 'DELIVERY', from: 'Loja Aurora' };
  equal((await brandlovers.createTicket({ ...order, body: GREETING })).status, 200);
  equal((await clubcollect.createInvoiceTicket({ invoiceId: 'hv-2026-0006', message: GREETING })).message, GREETING);
  const receipt = await bridge.brandlovers.createThread({ ...order, text: GREETING }, { marker: true });
  equal((await bridge.brandlovers.locate(receipt)).status, 'found');
}

async function list(options: SuiteOptions): Promise<void> {
  const { brandlovers, clubcollect, brandloversFetch, bridge } = clientsOf(options);
  const { tickets = [] } = await brandlovers.listTickets({ status: 'OPEN' });
  equal(tickets[0]?.subject, 'Entrega atrasada');
  const { tickets: [first] = [] } = await clubcollect.listInvoiceTickets({ invoiceId: 'hv-2026-0001' });
  equal(typeof first?.message, 'string');
  const { data } = await brandloversFetch.GET('/tickets', { params: { query: { status: 'CLOSED' } } });
  equal(data?.tickets?.[0]?.status, 'CLOSED');
  const { messages } = await bridge.clubcollect.thread({
    vendor: 'clubcollect',
    account: 'hockeyclub-de-voorbeelden',
    id: 'hv-2026-0001',
  });
  equal(messages[0]?.text, first?.message);
}

/** The sandbox's pages are small: each list takes several. */
async function page(options: SuiteOptions): Promise<void> {
  const { bridge } = clientsOf(options);
  const ids: string[] = [];
  for await (const { ref } of bridge.threads({ hydrate: true, lookAhead: 2 })) if (ref) ids.push(ref.id);
  equal(ids.length, new Set(ids).size);
  for (const id of ['7300401', '7300404', '7300412', 'hv-2026-0001', 'hv-2026-0005']) equal(ids.includes(id), true);
}

async function fail(options: SuiteOptions): Promise<void> {
  const { brandlovers, clubcollect } = clientsOf(options);
  const unknown = await failureOf(options, brandlovers.setTicketStatus({ ticketId: 'none', ticketStatus: 'CLOSED' }));
  equal(`${unknown.kind} ${unknown.status} ${unknown.outcome}`, 'not-found 404 refused');
  const refused = await failureOf(options, brandlovers.listTicketMessages({ ticketId: '..' }));
  equal(`${refused.kind} ${refused.outcome}`, 'invalid-input not-sent');
  // Its connection is reset when it was applied: whether it was, nobody can know, and it is not sent again.
  const lost = await failureOf(options, clubcollect.assignInvoiceTicketsToSupport({ invoiceId: 'hv-2026-0002' }));
  equal(`${lost.kind} ${lost.outcome} ${lost.attempts}`, 'network unknown 1');
  // The sandbox fails the first of these.
  equal((await brandlovers.listTicketMessages({ ticketId: '7300402' })).messages?.length, 2);
}

async function abort(options: SuiteOptions): Promise<void> {
  const { brandlovers } = clientsOf(options);
  const stalled = { ticketId: '7300405', visibility: 'CUSTOMER', body: 'Aborted in flight' } as const;
  const signal = AbortSignal.timeout(1_000);
  const aborted = await failureOf(options, soon(brandlovers.addTicketMessage(stalled, { signal })));
  equal(`${aborted.kind} ${aborted.outcome} ${aborted.attempts}`, 'aborted unknown 1');
  equal(aborted.cause, signal.reason);
  const never = await failureOf(options, soon(brandlovers.addTicketMessage(stalled, { signal })));
  equal(`${never.kind} ${never.outcome} ${never.attempts}`, 'aborted not-sent 0');
}

async function deadline(options: SuiteOptions): Promise<void> {
  const { brandlovers } = clientsOf(options);
  const stalled = { ticketId: '7300406', visibility: 'CUSTOMER', body: 'Never answered' } as const;
  const late = await failureOf(options, soon(brandlovers.addTicketMessage(stalled, { deadline: 1_000 })));
  equal(`${late.kind} ${late.outcome} ${late.attempts}`, 'timeout unknown 1');
}

async function redact(options: SuiteOptions): Promise<void> {
  const { clubcollect } = clientsOf(options);
  const stranger = { ...options.world.brandlovers, token: SECRET };
  const { brandlovers } = clientsOf({ ...options, world: { ...options.world, brandlovers: stranger } });
  const unauthorized = await failureOf(options, brandlovers.listTicketMessages({ ticketId: '7300401' }));
  equal(unauthorized.kind, 'unauthorized');
  const telltale = new TypeError(`cannot fetch http://host/?key=${SECRET}`);
  const broken = clientsOf(options, () => Promise.reject(telltale)).brandlovers;
  const network = await failureOf(options, broken.listTickets({}, { maxAttempts: 1 }));
  equal(options.packages.http.causeOf(network), telltale);
  // Some platforms put the URL, which holds the key, into their error.
  const lost = await failureOf(options, clubcollect.assignInvoiceTicketsToSupport({ invoiceId: 'hv-2026-0003' }));
  for (const error of [unauthorized, network, lost]) {
    const shown = [
      `${error}`,
      error.stack,
      JSON.stringify(error),
      JSON.stringify({ ...error }),
      options.inspect?.(error),
    ];
    for (const secret of [SECRET, options.world.clubcollect.apiKey]) equal(shown.join().includes(secret), false);
  }
}

const BEHAVIOURS = [create, list, page, fail, abort, deadline, redact];

async function wrongWith(behaviour: (options: SuiteOptions) => Promise<void>, options: SuiteOptions): Promise<string> {
  try {
    await behaviour(options);
    return '';
  } catch (error) {
    return `${error}`;
  }
}

function clientsOf({ packages, world, fetch: given }: SuiteOptions, fetch: Fetch | undefined = given) {
  const sending = fetch === undefined ? {} : { fetch };
  const brandlovers = packages.brandlovers.createBrandlovers({ ...world.brandlovers, ...sending });
  const clubcollect = packages.clubcollect.createClubcollect({ ...world.clubcollect, ...sending });
  const { brandloversSource, clubcollectSource, createTicketbridge } = packages.facade;
  return {
    brandlovers,
    clubcollect,
    brandloversFetch: packages.brandloversFetch.createBrandloversFetchClient({ ...world.brandlovers, ...sending }),
    bridge: createTicketbridge(
      brandloversSource(brandlovers, { account: 'shop' }),
      clubcollectSource(clubcollect, { companyId: 'hockeyclub-de-voorbeelden' }),
    ),
  };
}

async function failureOf({ packages }: SuiteOptions, call: Promise<unknown>): Promise<TicketbridgeError> {
  const error = await call.then(
    (value) => new Error(`a call succeeded: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  // Every package gives the same class.
  if (packages.brandlovers.isTicketbridgeError(error) && error instanceof packages.http.TicketbridgeError) return error;
  throw error;
}

async function soon<T>(call: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('a call has not settled')), PATIENCE);
  });
  try {
    return await Promise.race([call, patience]);
  } finally {
    clearTimeout(timer);
  }
}

function equal(found: unknown, expected: unknown): void {
  if (!Object.is(found, expected)) throw new Error(`expected ${expected}, found ${found}`);
}
