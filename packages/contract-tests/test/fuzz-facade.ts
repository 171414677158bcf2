import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import * as facade from '@ticketbridge/facade';
import * as testing from '@ticketbridge/facade/testing';
import type { ClientOptions, Fetch } from '@ticketbridge/http';
import type { Subject } from './fuzz-subject.ts';

const NOWHERE = 'http://127.0.0.1:9/base';
const PATIENT = { timeout: 200, deadline: 1_000, maxAttempts: 1 };

const brandlovers = (fetch: Fetch) => createBrandlovers({ ...PATIENT, token: 'a', baseUrl: NOWHERE, fetch });
const clubcollect = (fetch: Fetch) => createClubcollect({ ...PATIENT, apiKey: 'a', baseUrl: NOWHERE, fetch });

/** A bridge of one account at each vendor. */
export function bridgeOf(options: ClientOptions): facade.Ticketbridge {
  return facade.createTicketbridge<facade.Vendor>(
    facade.brandloversSource(createBrandlovers({ token: 'a', ...options }), { account: 'shop' }),
    facade.clubcollectSource(createClubcollect({ apiKey: 'a', ...options }), { companyId: 'club' }),
  );
}

/** Calls as JavaScript does, and reads what is a list until its first item. */
async function apply(target: unknown, args: readonly unknown[]): Promise<unknown> {
  const result: unknown = await Reflect.apply(Object(target), undefined, args);
  if (isIterable(result)) for await (const _ of result) break;
  return result;
}

export function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** A thread of each account of the bridge. */
export const REFS = {
  brandlovers: { vendor: 'brandlovers', account: 'shop', id: 't-1' },
  clubcollect: { vendor: 'clubcollect', account: 'club', id: 'i-1' },
} as const;
const { brandlovers: ticket, clubcollect: invoice } = REFS;
const newThread = () => ({
  account: 'shop',
  orderId: 'o-1',
  type: 'DELIVERY',
  from: 'Loja',
  text: 'Olá!',
  description: 'd',
  customer: { name: 'Ana', phoneNumber: '+55' },
});
const receipt = () => ({
  ...ticket,
  verb: 'createThread',
  input: newThread(),
  at: '2026-01-01T00:00:00Z',
  outcome: 'accepted',
  marker: 'm-1',
});
const call = () => ({
  ...PATIENT,
  beforeAttempt: () => {},
  headers: { 'x-trace': 't-1' },
  signal: new AbortController().signal,
});
const paging = { from: undefined, maxItems: 1, maxPages: 1, lookAhead: 1 };
const filter = { active: true, turn: 'unknown' };
const sources = () => ({
  vendors: ['brandlovers'],
  accounts: [{ vendor: 'brandlovers', account: 'shop' }],
  onSourceError: () => {},
  hydrate: true,
});

/** The arguments of each verb of a bridge, with every object filled. */
export const VERBS: Readonly<Record<string, () => readonly unknown[]>> = {
  threads: () => [{ ...call(), ...filter, ...sources(), ...paging }],
  drain: () => [{ ...call(), ...filter, ...sources() }],
  messages: () => [{ ...ticket }, { ...call(), ...paging }],
  reply: () => [{ ...ticket }, 'Oi', call()],
  'brandlovers.createThread': () => [newThread(), { ...call(), marker: 'm-1' }],
  'brandlovers.locate': () => [receipt(), call()],
  'brandlovers.note': () => [{ ...ticket }, 'Oi', call()],
  'brandlovers.close': () => [{ ...ticket }, call()],
  'brandlovers.reopen': () => [{ ...ticket }, call()],
  'brandlovers.hasMoreMessages': () => [{ ...ticket }, 0, call()],
  'clubcollect.createThread': () => [{ account: 'club', invoiceId: 'i-1', text: 'Dank u.' }, call()],
  'clubcollect.thread': () => [{ ...invoice }, call()],
  'clubcollect.listedMessages': () => [{ ...call(), ...filter, ...paging, account: 'club', newestFirst: false }],
  'clubcollect.archive': () => [{ ...invoice }, call()],
  'clubcollect.assignToSupport': () => [{ ...invoice }, call()],
};

function verb(path: string, args: () => readonly unknown[]): Subject {
  return {
    args,
    call: (given, fetch) => {
      const bridge: unknown = bridgeOf({ ...PATIENT, baseUrl: NOWHERE, fetch });
      return apply(
        path.split('.').reduce((at, name) => Reflect.get(Object(at), name), bridge),
        given,
      );
    },
  };
}

const ticketMessage = () => ({ id: 't-1', createdAt: '2026-01-01T00:00:00Z', body: 'Oi', visibility: 'CUSTOMER' });
const invoiceTicket = () => ({ ticket_id: 'm-1', message: 'Dank u.', sender: 'COMPANY', date: '2026-01-01T00:00:00Z' });
const listedTicket = () => ({ ...invoiceTicket(), invoice_id: 'i-1' });
const failure = () => new facade.TicketbridgeError('x', { kind: 'network', outcome: 'unknown' });

/** The arguments of each builder, with every object filled. */
const BUILDERS: Readonly<Record<keyof typeof testing, () => readonly unknown[]>> = {
  brandloversThread: () => ['shop', { ticketId: 't-1', status: 'OPEN', customer: { name: 'Ana' } }],
  brandloversMessage: () => [{ ...ticket }, ticketMessage()],
  brandloversReceipt: () => ['reply', { ...ticket }, 'Oi'],
  brandloversCreateReceipt: () => ['shop', newThread(), { outcome: 'unknown', marker: 'm-1' }],
  failedCreate: () => [failure(), receipt()],
  clubcollectThread: () => [{ ...invoice }, [invoiceTicket()], 'answered'],
  clubcollectFragments: () => ['club', 'answered', [listedTicket()]],
  clubcollectMessage: () => [{ ...invoice }, invoiceTicket()],
  clubcollectListedMessage: () => ['club', listedTicket()],
  clubcollectReceipt: () => ['archive', { ...invoice }],
  clubcollectMessageReceipt: () => ['reply', { ...invoice }, invoiceTicket()],
  listing: () => [{ listed: () => [], hydrated: () => [] }],
  pagedList: () => [['a'], { ...paging, pageSize: 1 }],
};

/** Every builder of the facade's entry for tests. */
export const TESTING: Readonly<Record<string, Subject>> = Object.fromEntries(
  Object.entries<unknown>(testing).map(([name, build]) => [
    `testing.${name}`,
    {
      args: () => Object.entries(BUILDERS).find(([known]) => known === name)?.[1]() ?? [],
      call: (args) => apply(build, args),
      // The items of a list are the caller's own.
      ...(name === 'pagedList' && { tried: [1] }),
    },
  ]),
);

/** Every public function of the facade, its verbs included. */
export const FACADE: Readonly<Record<string, Subject>> = {
  'facade.brandloversSource': {
    args: (fetch) => [brandlovers(fetch), { account: 'shop', pageSize: 10 }],
    call: (args) => apply(facade.brandloversSource, args),
    named: [1],
  },
  'facade.clubcollectSource': {
    args: (fetch) => [clubcollect(fetch), { companyId: 'club' }],
    call: (args) => apply(facade.clubcollectSource, args),
    named: [1],
  },
  'facade.createTicketbridge': {
    args: (fetch) => [
      [
        facade.brandloversSource(brandlovers(fetch), { account: 'shop' }),
        facade.clubcollectSource(clubcollect(fetch), { companyId: 'club' }),
      ],
    ],
    call: (args) => apply(facade.createTicketbridge, args),
  },
  'facade.formatThreadRef': { args: () => [{ ...ticket }], call: (args) => apply(facade.formatThreadRef, args) },
  'facade.parseThreadRef': { args: () => ['brandlovers:shop:1'], call: (args) => apply(facade.parseThreadRef, args) },
  'facade.markerIn': { args: () => ['[ticketbridge:a] b'], call: (args) => apply(facade.markerIn, args) },
  'facade.receiptOf': { args: () => [new Error('x')], call: (args) => apply(facade.receiptOf, args) },
  ...Object.fromEntries(Object.entries(VERBS).map(([path, args]) => [`facade.${path}`, verb(path, args)])),
};
