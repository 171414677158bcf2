import * as facade from '@ticketbridge/facade';
import * as testing from '@ticketbridge/facade/testing';
import * as http from '@ticketbridge/http';
import { type Vendor, vendors } from './clients.ts';
import { FACADE, TESTING } from './fuzz-facade.ts';
import type { Subject } from './fuzz-subject.ts';
import { describedCalls } from './generated-requests.ts';

/** The packages whose every public function is tried. */
export const PACKAGES: Readonly<Record<string, object>> = {
  http,
  facade,
  testing,
  ...Object.fromEntries(vendors.map(({ spec, exported }) => [spec.name, exported])),
};

/** Public, but not to be called by those who use a package, or without arguments. */
export const NOT_TRIED: readonly string[] = ['capabilities', 'whenAborted'];

/** Calls as JavaScript does: the types forbid most of it. */
const apply = (target: unknown, args: readonly unknown[]): unknown => Reflect.apply(Object(target), undefined, args);

/** Bounds whatever a value makes of a call; nobody listens at the address. */
const PATIENT = { timeout: 200, deadline: 1_000, maxAttempts: 1 };
const NOWHERE = 'http://127.0.0.1:9/base';
/** As each form of credential takes it: HTTP's Basic wants a colon. */
const SECRET = 'a:b';
const callOptions = () => ({
  ...PATIENT,
  beforeAttempt: () => {},
  headers: { 'x-trace': 't-1' },
  signal: new AbortController().signal,
});

/** Creates a client of any vendor and makes a call, which uses what it was given. */
function factory({ spec, exported, secrets }: Vendor): Readonly<Record<string, Subject>> {
  const hooks = {
    onEvent: () => {},
    maxPerSecond: 1e6,
    maxConcurrent: 5,
    maxResponseBytes: 1_000,
    userAgent: 'fuzz',
    headers: { 'x-a': 'b' },
  };
  const given = Object.fromEntries(secrets.map((option) => [option, SECRET]));
  const [call] = describedCalls(Object(spec.document), SECRET);
  const functions = Object.entries(exported).filter(([name]) => name.startsWith('create'));
  return Object.fromEntries(
    functions.map(([name, create]) => [
      `${spec.name}.${name}`,
      {
        args: (fetch) => [{ ...given, baseUrl: NOWHERE, fetch, ...PATIENT, ...hooks }],
        call: (args) => {
          const client = apply(create, args);
          return call && apply(Reflect.get(Object(client), call.operation), [call.input]);
        },
        answer: call?.answer.value,
        named: [0],
      },
    ]),
  );
}

/** Each operation of a vendor, with an input that has every field. */
function operations({ spec, create }: Vendor): Readonly<Record<string, Subject>> {
  const calls = describedCalls(Object(spec.document), SECRET).toReversed();
  const subjects = calls.map(({ operation, input, answer }): [string, Subject] => [
    `${spec.name}.${operation}`,
    {
      args: () => [structuredClone(input), callOptions()],
      call: (args, fetch) =>
        apply(Reflect.get(create(SECRET, { ...PATIENT, baseUrl: NOWHERE, fetch }), operation), args),
      answer: answer.value,
      named: [0, 1],
    },
  ]);
  return Object.fromEntries(subjects);
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
  'http.TicketbridgeError': {
    args: () => ['x', { kind: 'network', outcome: 'unknown', status: 500, documented: true, attempts: 1 }],
    call: (args) => Reflect.construct(http.TicketbridgeError, args),
    tried: [1],
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
  ...Object.assign({}, ...vendors.map(factory), ...vendors.map(operations)),
  ...FACADE,
  ...TESTING,
};
