import { paging } from '@ticketbridge/brandlovers';
import { type CallOptions, isTicketbridgeError } from '@ticketbridge/http';
import type { Fault } from '@ticketbridge/sandbox';
import { describe, expect, test } from 'vitest';
import { invoiceId, openTicket, startWorld, type World } from './world.ts';

const { ticketId } = openTicket;
const { limit } = paging.listTickets;
/** Where an answer never comes, a test must not last. */
const soon: CallOptions = { timeout: 400 };

interface Write {
  call(world: World, options?: CallOptions): Promise<unknown>;
  /** Whether a success has a body. */
  readonly hasBody: boolean;
  /** What shows that it was done; left out where nothing does. */
  readonly trace?: (world: World) => Promise<unknown>;
}

const WRITES: Readonly<Record<string, Write>> = {
  createTicket: {
    call: ({ seller }, options) => seller.createTicket({ orderId: '1', type: 'T', from: 'F', body: 'B' }, options),
    hasBody: false,
    trace: async ({ seller }) => (await seller.listTickets({ [limit]: 100 })).tickets?.length,
  },
  addTicketMessage: {
    call: ({ seller }, options) => seller.addTicketMessage({ ticketId, visibility: 'CUSTOMER', body: 'B' }, options),
    hasBody: false,
    trace: async ({ seller }) => (await seller.listTicketMessages({ ticketId, [limit]: 100 })).messages?.length,
  },
  setTicketStatus: {
    call: ({ seller }, options) => seller.setTicketStatus({ ticketId, ticketStatus: 'CLOSED' }, options),
    hasBody: false,
    trace: async ({ seller }) => (await seller.listTickets({ status: 'CLOSED', [limit]: 100 })).tickets?.length,
  },
  createInvoiceTicket: {
    call: ({ partner }, options) => partner.createInvoiceTicket({ invoiceId, message: 'M' }, options),
    hasBody: true,
    trace: async ({ partner }) => (await partner.listInvoiceTickets({ invoiceId })).tickets.length,
  },
  archiveInvoiceTickets: {
    call: ({ partner }, options) => partner.archiveInvoiceTickets({ invoiceId }, options),
    hasBody: false,
    trace: async ({ partner }) =>
      (await partner.listCompanyTickets({ companyId: 'club', status: 'archived' })).tickets.length > 0,
  },
  assignInvoiceTicketsToSupport: {
    call: ({ partner }, options) => partner.assignInvoiceTicketsToSupport({ invoiceId }, options),
    hasBody: false,
  },
};

const lost = (kind: string) => ({ kind, outcome: 'unknown' });
const refused = (kind: string) => ({ kind, outcome: 'refused' });
const garbage = { kind: 'protocol', outcome: 'accepted' };

/** A fault that may come before a call is applied, or after. */
type LosingFault = Exclude<Fault, { readonly kind: 'latency' }>;

type Heard = object | 'success';
type Row = readonly [fault: LosingFault, withBody: Heard, withoutBody?: Heard];

/** What a client says of a write that a fault meets: the same whether it was applied, which no client can know. */
const FAULTS: readonly (readonly [
  fault: LosingFault,
  withBody: object | 'success',
  withoutBody?: object | 'success',
])[] = [
  [{ kind: 'stall', where: 'headers' }, lost('timeout')],
  [{ kind: 'stall', where: 'body' }, { kind: 'timeout', outcome: 'accepted' }, lost('timeout')],
  [{ kind: 'reset' }, lost('network')],
  [{ kind: 'truncation' }, garbage, lost('network')],
  [{ kind: 'status', status: 500 }, lost('server')],
  [
    { kind: 'status', status: 503, retryAfter: '1' },
    { ...lost('server'), retryAfter: 1000 },
  ],
  [{ kind: 'status', status: 408 }, lost('rejected')],
  [{ kind: 'status', status: 418 }, refused('rejected')],
  [
    { kind: 'status', status: 429, retryAfter: '120' },
    { ...refused('throttled'), retryAfter: 120_000 },
  ],
  [{ kind: 'html' }, lost('server')],
  [{ kind: 'html', status: 404 }, refused('not-found')],
  [{ kind: 'html', status: 200 }, garbage, 'success'],
  [{ kind: 'content-type' }, 'success'],
  [{ kind: 'broken-json' }, garbage, 'success'],
  [{ kind: 'redirect' }, lost('redirect')],
  [{ kind: 'redirect', status: 307, location: 'https://elsewhere.invalid/tickets' }, lost('redirect')],
  [{ kind: 'oversized', bytes: 10_500_000 }, garbage, 'success'],
  [{ kind: 'throttle', perSecond: 0, status: 429 }, refused('throttled')],
];

async function heardOf(call: Promise<unknown>): Promise<Heard> {
  return call.then(
    () => 'success' as const,
    (error: unknown) => (isTicketbridgeError(error) ? error : Promise.reject(error)),
  );
}

function tracesOf(world: World): Promise<unknown[]> {
  return Promise.all(Object.values(WRITES).flatMap(({ trace }) => (trace ? [trace(world)] : [])));
}

/** Lets every write meet a fault, and expects that each is applied or none. */
async function expectAll([fault, withBody, withoutBody = withBody]: Row, applied: boolean): Promise<void> {
  const world = await startWorld(fetch);
  const before = await tracesOf(world);
  for (const operation of Object.keys(WRITES)) world.sandbox.addFault({ ...fault, operation, applied, calls: 1 });
  await Promise.all(
    Object.entries(WRITES).map(async ([operation, { call, hasBody }]) => {
      const heard = await heardOf(call(world, fault.kind === 'stall' ? soon : {}));
      const expected = hasBody ? withBody : withoutBody;
      expect(heard, operation).toEqual(expected === 'success' ? expected : expect.objectContaining(expected));
    }),
  );
  const met = world.sandbox.journal.entries().filter(({ verdict }) => verdict === 'fault');
  expect(met.map(({ operation }) => operation).sort()).toEqual(Object.keys(WRITES).sort());
  for (const entry of met) expect(entry).toMatchObject({ reason: fault.kind, isApplied: applied });
  const after = await tracesOf(world);
  expect(after.map((trace, index) => trace !== before[index])).toEqual(after.map(() => applied));
}

test.each(FAULTS.map((row) => ({ fault: row[0], row })))(
  '$fault loses the answer of every write, applied or not',
  async ({ row }) => {
    await Promise.all([expectAll(row, true), expectAll(row, false)]);
  },
);

test('a late answer is an answer', async () => {
  const world = await startWorld(fetch);
  world.sandbox.addFault({ kind: 'latency', milliseconds: 20 });
  await expect(world.partner.createInvoiceTicket({ invoiceId, message: 'M' })).resolves.toMatchObject({ message: 'M' });
});

test('an answer that is too late is lost, and the message is written', async () => {
  const world = await startWorld(fetch);
  world.sandbox.addFault({ kind: 'latency', milliseconds: 60_000, operation: 'createInvoiceTicket' });
  const heard = await heardOf(world.partner.createInvoiceTicket({ invoiceId, message: 'M' }, soon));
  expect(heard).toMatchObject(lost('timeout'));
  expect((await world.partner.listInvoiceTickets({ invoiceId })).tickets).toHaveLength(2);
});

describe('a call beyond the rate', () => {
  const calls: readonly [string, string, (world: World) => Promise<unknown>][] = [
    ['setTicketStatus', 'throttled 403', ({ seller }) => seller.setTicketStatus({ ticketId, ticketStatus: 'CLOSED' })],
    ['listTickets', 'throttled 429', ({ seller }) => seller.listTickets()],
    ['listInvoiceTickets', 'throttled 429', ({ partner }) => partner.listInvoiceTickets({ invoiceId })],
  ];

  test.each(calls)('of %s is %s', async (operation, refusal, call) => {
    const world = await startWorld(fetch);
    world.sandbox.addFault({ kind: 'throttle', perSecond: 0, operation });
    const [kind, status] = refusal.split(' ');
    expect(await heardOf(call(world))).toMatchObject({ kind, outcome: 'refused', status: Number(status) });
  });
});
