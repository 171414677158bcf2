import * as brandlovers from '@ticketbridge/brandlovers';
import * as clubcollect from '@ticketbridge/clubcollect';
import * as facade from '@ticketbridge/facade';
import * as http from '@ticketbridge/http';
import { FACADE } from './fuzz-facade.ts';
import type { Subject } from './fuzz-subject.ts';

/** The packages whose every public function is tried. */
export const PACKAGES: Readonly<Record<string, object>> = { http, brandlovers, clubcollect, facade };

/** Public, but not to be called by those who use a package, or without arguments. */
export const NOT_TRIED: readonly string[] = ['TicketbridgeError', 'capabilities', 'whenAborted'];

/** Calls as JavaScript does: the types forbid most of it. */
const apply = (target: unknown, args: readonly unknown[]): unknown => Reflect.apply(Object(target), undefined, args);

/** Bounds whatever a value makes of a call; nobody listens at the address. */
const PATIENT = { timeout: 200, deadline: 1_000, maxAttempts: 1 };
const NOWHERE = 'http://127.0.0.1:9/base';
const callOptions = () => ({ ...PATIENT, headers: { 'x-trace': 't-1' }, signal: new AbortController().signal });

const CLIENTS = {
  brandlovers: (fetch: http.Fetch) =>
    brandlovers.createBrandlovers({ ...PATIENT, token: 'a', baseUrl: NOWHERE, fetch }),
  clubcollect: (fetch: http.Fetch) =>
    clubcollect.createClubcollect({ ...PATIENT, apiKey: 'a', baseUrl: NOWHERE, fetch }),
};

/** An input with every field, for each operation. */
const INPUTS: Readonly<Record<keyof typeof CLIENTS, Readonly<Record<string, object>>>> = {
  brandlovers: {
    createTicket: {
      orderId: 'o-1',
      type: 'DELIVERY',
      from: 'Loja',
      body: 'Olá!',
      description: 'd',
      customer: { name: 'Ana', phoneNumber: '+55' },
      message: { visibility: 'CUSTOMER', body: 'Oi' },
    },
    addTicketMessage: { ticketId: 't-1', visibility: 'CUSTOMER', body: 'Oi' },
    listTicketMessages: { ticketId: 't-1', offset: 0, limit: 1 },
    setTicketStatus: { ticketId: 't-1', ticketStatus: 'CLOSED' },
    listTickets: { status: 'OPEN', offset: 0, limit: 1 },
  },
  clubcollect: {
    listInvoiceTickets: { invoiceId: 'i-1' },
    createInvoiceTicket: { invoiceId: 'i-1', message: 'Dank u.' },
    archiveInvoiceTickets: { invoiceId: 'i-1' },
    assignInvoiceTicketsToSupport: { invoiceId: 'i-1' },
    listCompanyTickets: { companyId: 'c-1', status: 'unanswered', page: 1 },
  },
};

function operations(vendor: keyof typeof CLIENTS): Readonly<Record<string, Subject>> {
  const names = Object.keys(CLIENTS[vendor](globalThis.fetch));
  const subjects = names.map((name): [string, Subject] => [
    `${vendor}.${name}`,
    {
      args: () => [structuredClone(INPUTS[vendor][name] ?? {}), callOptions()],
      call: (args, fetch) => apply(Reflect.get(CLIENTS[vendor](fetch), name), args),
      named: [0, 1],
    },
  ]);
  return Object.fromEntries(subjects);
}

/** Creates a client and makes a call, which uses what it was given. */
function factory(create: unknown, credential: string, operation: string, input: object): Subject {
  const hooks = { onEvent: () => {}, maxPerSecond: 1e6, maxConcurrent: 5, maxResponseBytes: 1_000 };
  return {
    args: (fetch) => [{ [credential]: 'a', baseUrl: NOWHERE, fetch, ...PATIENT, ...hooks }],
    call: (args) => apply(Reflect.get(Object(apply(create, args)), operation), [input]),
    named: [0],
  };
}

const API = {
  vendor: 'letters',
  baseUrl: 'https://letters.example',
  credential: { option: 'key', in: 'header', name: 'x-key' },
  operations: { list: { method: 'GET', path: '/', input: {}, success: { 200: 'object' }, errors: {} } },
};
const invalid: http.MakeInvalid = (why, field) =>
  new http.TicketbridgeError(why, { kind: 'invalid-input', outcome: 'not-sent', field });

/** Every public function of {@link PACKAGES}, by package and name; a package's operations are functions of it too. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  'http.createOperations': {
    args: () => [
      { ...structuredClone(API), secrets: { key: http.verbatim } },
      { key: 'a', ...PATIENT },
    ],
    call: (args) => apply(http.createOperations, args),
    // The first is the table that is generated from a spec, checks of secrets included.
    tried: [1],
    named: [1],
  },
  'http.isTicketbridgeError': {
    args: () => [new Error('x')],
    call: (args) => typeof apply(http.isTicketbridgeError, args) === 'boolean',
  },
  'http.causeOf': { args: () => [new Error('x')], call: (args) => apply(http.causeOf, args) },
  'http.readOptions': {
    args: () => [http.CALL_OPTIONS, callOptions(), invalid],
    call: (args) => apply(http.readOptions, args),
    tried: [1],
    named: [1],
  },
  'http.readHeaders': {
    args: () => [{ 'x-trace': 't-1' }, invalid, ['authorization']],
    call: (args) => apply(http.readHeaders, args),
    tried: [0],
  },
  'brandlovers.createBrandlovers': factory(brandlovers.createBrandlovers, 'token', 'listTickets', {}),
  'clubcollect.createClubcollect': factory(clubcollect.createClubcollect, 'apiKey', 'listInvoiceTickets', {
    invoiceId: 'i-1',
  }),
  ...operations('brandlovers'),
  ...operations('clubcollect'),
  ...FACADE,
};
