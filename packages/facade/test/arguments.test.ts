import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import {
  brandloversSource,
  clubcollectSource,
  createTicketbridge,
  formatThreadRef,
  isTicketbridgeError,
  parseThreadRef,
} from '@ticketbridge/facade';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SIGNATURES as BRANDLOVERS } from '../src/brandlovers/verbs.ts';
import type { Check } from '../src/checks.ts';
import { SIGNATURES as CLUBCOLLECT } from '../src/clubcollect/verbs.ts';
import { DRAIN, THREAD_VERBS, THREADS } from '../src/signatures.ts';
import { serve } from './vendors.ts';

const shop = { vendor: 'brandlovers', account: 'shop', id: 't' };
const club = { vendor: 'clubcollect', account: 'club', id: 'i' };
const newThread = { orderId: '1', type: 'T', from: 'f', text: 'x', description: 'd', customer: { name: 'n' } };
const receipt = { ...shop, verb: 'createThread', input: newThread, at: '2026-01-01T00:00:00Z', outcome: 'accepted' };
const filter = {
  active: true,
  turn: 'ours',
  vendors: ['brandlovers'],
  accounts: [{ vendor: 'brandlovers', account: 'shop' }],
};
/** How often `beforeAttempt` was called. */
let asked = 0;
const beforeAttempt = () => {
  asked += 1;
};
const call = { timeout: 1_000, deadline: 2_000, maxAttempts: 1, headers: { 'x-trace': '1' }, beforeAttempt };
const paging = { maxItems: 1, maxPages: 1, lookAhead: 1 };

/** Calls a public function as JavaScript can: with anything. */
type Call = (...given: readonly unknown[]) => unknown;

interface Verb {
  readonly checks: Readonly<Record<string, Check<unknown>>>;
  /** Arguments that are right, with every object filled. */
  readonly right: readonly unknown[];
}

/** Every verb of a bridge by its path, with the table that its code reads. */
const VERBS: Readonly<Record<string, Verb>> = {
  threads: { checks: THREADS, right: [{ ...call, ...filter, ...paging, hydrate: true }] },
  drain: { checks: DRAIN, right: [{ ...call, ...filter, hydrate: true }] },
  messages: { checks: THREAD_VERBS.messages.arguments, right: [shop, { ...call, ...paging }] },
  reply: { checks: THREAD_VERBS.reply.arguments, right: [shop, 'text', call] },
  ...verbsOf('brandlovers', BRANDLOVERS, {
    createThread: [newThread, { ...call, marker: true }],
    locate: [receipt, call],
    note: [shop, 'text', call],
    close: [shop, call],
    reopen: [shop, call],
    hasMoreMessages: [shop, 1, call],
  }),
  ...verbsOf('clubcollect', CLUBCOLLECT, {
    createThread: [{ account: 'club', invoiceId: 'i', text: 'x' }, call],
    thread: [club, call],
    listedMessages: [{ ...call, ...paging, active: true, turn: 'ours', account: 'club', newestFirst: true }],
    archive: [club, call],
    assignToSupport: [club, call],
  }),
};

function verbsOf<V extends string>(
  vendor: string,
  signatures: Readonly<Record<V, { readonly arguments: Verb['checks'] }>>,
  right: Readonly<Record<V, readonly unknown[]>>,
): Readonly<Record<string, Verb>> {
  const names = Object.keys(signatures) as V[];
  return Object.fromEntries(
    names.map((name) => [`${vendor}.${name}`, { checks: signatures[name].arguments, right: right[name] }]),
  );
}

/** A bridge over a server that counts what reaches it, and a way to call its verbs by path. */
async function openBridge() {
  const { baseUrl, requests } = await serve(() => ({ body: {} }));
  const bridge = createTicketbridge(
    brandloversSource(createBrandlovers({ baseUrl, token: 'token-of-shop' }), { account: 'shop' }),
    clubcollectSource(createClubcollect({ baseUrl, apiKey: 'key-of-club' }), { companyId: 'club' }),
  );
  const callOf = (path: string): Call => {
    const found: unknown = path.split('.').reduce((at: unknown, name) => Reflect.get(Object(at), name), bridge);
    if (typeof found !== 'function') throw new Error(`the bridge has no ${path}`);
    return (...given) => found(...given);
  };
  return { callOf, requests };
}

/** The error of a call, whether it throws, rejects or, for a list, fails at its first item. */
async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    const result: unknown = await call();
    if (Symbol.asyncIterator in Object(result)) for await (const _ of result as AsyncIterable<unknown>) break;
    return undefined;
  } catch (error) {
    return error;
  }
}

const throwing = new Proxy(
  {},
  { get: () => fail(), ownKeys: () => fail(), has: () => fail(), getPrototypeOf: () => fail() },
);
function fail(): never {
  throw new RangeError('a trap');
}

/** Values that are right nearly nowhere. */
const JUNK: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  Number.NaN,
  2 ** 53,
  7n,
  '',
  ' ',
  'junk',
  '\ud800',
  '..',
  '\u0000',
  Symbol('s'),
  [],
  [null],
  {},
  { junk: 1 },
  Object.create(null),
  () => {},
  new Date(Number.NaN),
  throwing,
  [throwing],
  new Map(),
  Promise.resolve(),
];

/** Makes any value. A value itself would be looked into by what generates it, which sets off its traps. */
const anything: fc.Arbitrary<() => unknown> = fc.oneof(
  fc.anything({ withBigInt: true, withNullPrototype: true }).map((value) => () => value),
  fc.constantFrom(...JUNK.map((value) => () => value)),
);

/** The places of a verb's arguments that its table checks: each path with its check, and how to put a value there. */
function placesOf({
  checks,
  right,
}: Verb): { field: string; check: Check<unknown>; put: (value: unknown) => unknown[] }[] {
  return Object.entries(checks).flatMap(([name, check], index) => {
    const putArgument = (value: unknown) => right.with(index, value);
    return [{ field: name, check, put: putArgument }, ...fieldsIn(check, right[index], (value) => putArgument(value))];
  });
}

function fieldsIn(
  { fields = {} }: Check<unknown>,
  right: unknown,
  put: (value: unknown) => unknown[],
): ReturnType<typeof placesOf> {
  return Object.entries(fields).flatMap(([field, check]) => {
    const putField = (value: unknown) => put({ ...Object(right), [field]: value });
    return [{ field, check, put: putField }, ...fieldsIn(check, Reflect.get(Object(right), field), putField)];
  });
}

function isRefused(check: Check<unknown>, value: unknown): boolean {
  try {
    check(value, '', '');
    return false;
  } catch {
    return true;
  }
}

describe.each(Object.entries(VERBS))('%s', (path, verb) => {
  test('takes what is right, and gives each request the options of the call', async () => {
    const { callOf, requests } = await openBridge();
    asked = 0;
    const error = await errorOf(() => callOf(path)(...verb.right));
    if (isTicketbridgeError(error)) expect(error.kind).not.toBe('invalid-input');
    expect(requests.length).toBeGreaterThan(path === 'threads' || path === 'drain' ? -1 : 0);
    expect(asked).toBe(requests.length);
  });

  test('refuses everything else by its field, before anything is sent', async () => {
    const { callOf, requests } = await openBridge();
    let refused = 0;
    for (const { field, check, put } of placesOf(verb)) {
      for (const value of JUNK) {
        if (!isRefused(check, value)) continue;
        refused += 1;
        const error = await errorOf(() => callOf(path)(...put(value)));
        expect(error).toMatchObject({ kind: 'invalid-input', outcome: 'not-sent', attempts: 0 });
        // What cannot be read at all has no field; a field inside the one that is wrong says more.
        const told: unknown = Object(error).field;
        if (told !== undefined && !(field in verb.checks)) expect(`${told}.`).toMatch(new RegExp(`\\b${field}\\b`));
      }
    }
    expect(refused).toBeGreaterThan(20);
    expect(requests).toEqual([]);
  });

  test('refuses a name that it does not know, at every depth', async () => {
    const { callOf, requests } = await openBridge();
    for (const [index, [name, check]] of Object.entries(verb.checks).entries()) {
      // A ref and a receipt may be read from something larger.
      if (!check.fields || name === 'ref') continue;
      const given = verb.right.with(index, { ...Object(verb.right[index]), misspelt: 1 });
      const error = await errorOf(() => callOf(path)(...given));
      expect(error).toMatchObject({ kind: 'invalid-input', field: 'misspelt' });
      const inherited = verb.right.with(index, Object.assign(Object.create({ misspelt: 1 }), verb.right[index]));
      expect(await errorOf(() => callOf(path)(...inherited))).toMatchObject({ field: 'misspelt' });
    }
    expect(requests).toEqual([]);
  });

  test('takes what is undefined for the default', async () => {
    const { callOf } = await openBridge();
    for (const { check, put } of placesOf(verb)) {
      if (isRefused(check, undefined)) continue;
      const error = await errorOf(() => callOf(path)(...put(undefined)));
      if (isTicketbridgeError(error)) expect(error.kind).not.toBe('invalid-input');
    }
  });

  test('never fails in another way, whatever it is given', async () => {
    const { callOf } = await openBridge();
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 4 }), async (makers) => {
        const error = await errorOf(() => callOf(path)(...makers.map((make) => make())));
        if (error !== undefined && !isTicketbridgeError(error)) throw error;
      }),
      { numRuns: process.env.EXHAUSTIVE ? 400 : 20 },
    );
  });
});

test('every verb of a bridge stands in the table', async () => {
  const { baseUrl } = await serve(() => ({ body: {} }));
  const bridge = createTicketbridge(
    brandloversSource(createBrandlovers({ baseUrl, token: 'token-of-shop' }), { account: 'shop' }),
    clubcollectSource(createClubcollect({ baseUrl, apiKey: 'key-of-club' }), { companyId: 'club' }),
  );
  const paths = Object.entries(bridge).flatMap(([name, value]) =>
    typeof value === 'function' ? [name] : Object.keys(value).map((verb) => `${name}.${verb}`),
  );
  expect(paths.sort()).toEqual(Object.keys(VERBS).sort());
});

/** What applications got wrong, and the field that the error has to name. */
const MISTAKES: readonly (readonly [verb: string, given: readonly unknown[], field: string])[] = [
  ['threads', [{ active: 'true' }], 'active'],
  ['threads', [{ active: null }], 'active'],
  ['threads', [{ turn: 'mine' }], 'turn'],
  ['threads', [{ vendors: ['brandlover'] }], 'vendors[0]'],
  ['threads', [{ vendors: 'brandlovers' }], 'vendors'],
  ['threads', [{ accounts: [{ vendor: 'brandlovers', account: 'other' }] }], 'accounts[0]'],
  ['threads', [{ accounts: [{ vendor: 'brandlovers', acount: 'shop' }] }], 'accounts[0].acount'],
  ['threads', [{ onSourceError: true }], 'onSourceError'],
  ['threads', [{ signal: {} }], 'signal'],
  ['threads', [{ headers: { expect: '100-continue' } }], 'headers.expect'],
  ['threads', [{ timeout: 0 }], 'timeout'],
  ['threads', [{ headers: { Authorization: 'x' } }], 'headers.Authorization'],
  ['reply', [shop, '\u200b\u00ad\u2060\u2800\u3164\u0000'], 'text'],
  ['reply', [shop, 'x', { signal: { [Symbol.toStringTag]: 'AbortSignal', aborted: false } }], 'signal'],
  ['threads', [{ lookAhead: Number.POSITIVE_INFINITY }], 'lookAhead'],
  ['threads', [{ from: 'nowhere' }], 'from'],
  ['threads', [null], 'options'],
  ['drain', [{ maxItems: 1 }], 'maxItems'],
  ['messages', [shop, { maxItem: 1 }], 'maxItem'],
  ['messages', [{ ...shop, account: 'other' }], 'ref.account'],
  ['messages', [{ ...shop, id: '..' }], 'ref.id'],
  ['messages', [undefined], 'ref'],
  ['reply', [shop, 'text', { signl: 1 }], 'signl'],
  ['reply', [shop, undefined], 'text'],
  ['reply', [shop, ' \n\u00a0'], 'text'],
  ['reply', [shop, 7], 'text'],
  ['reply', [{ ...shop, vendor: 'zendesk' }, 'text'], 'ref.vendor'],
  ['brandlovers.close', [club], 'ref.vendor'],
  ['brandlovers.createThread', [], 'input'],
  ['brandlovers.createThread', [{ ...newThread, descripton: 'd' }], 'descripton'],
  ['brandlovers.createThread', [{ ...newThread, customer: { nme: 'n' } }], 'customer.nme'],
  ['brandlovers.createThread', [{ ...newThread, text: '' }], 'text'],
  ['brandlovers.createThread', [newThread, { markr: true }], 'markr'],
  ['brandlovers.createThread', [newThread, { marker: 'Order 1' }], 'marker'],
  ['brandlovers.createThread', [{ ...newThread, account: 'other' }], 'account'],
  ['brandlovers.locate', [{}], 'marker'],
  ['clubcollect.createThread', [{ invoiceId: '..', text: 'x' }], 'invoiceId'],
  ['clubcollect.listedMessages', [{ newestfirst: true }], 'newestfirst'],
];

test.each(MISTAKES)('%s(%j) names the field %s', async (path, given, field) => {
  const { callOf, requests } = await openBridge();
  expect(await errorOf(() => callOf(path)(...given))).toMatchObject({
    kind: 'invalid-input',
    outcome: 'not-sent',
    field,
  });
  expect(requests).toEqual([]);
});

test('an array whose iterator has no end is read by its length', async () => {
  const endless = (item: unknown) =>
    Object.assign([item], {
      *[Symbol.iterator]() {
        for (;;) yield item;
      },
    });
  const { callOf } = await openBridge();
  for (const option of [{ vendors: endless('brandlovers') }, { accounts: endless(filter.accounts[0]) }]) {
    expect(() => callOf('threads')(option)).not.toThrow();
  }
  const source = brandloversSource(createBrandlovers({ token: 'a-token' }), { account: 'shop' });
  expect(() => (createTicketbridge as Call)(endless(source))).not.toThrow();
});

describe('the functions beside the verbs', () => {
  const brandlovers = createBrandlovers({ token: 'a-token' });
  const clubcollect = createClubcollect({ apiKey: 'a-key' });
  const source = brandloversSource(brandlovers, { account: 'shop' });

  test.each<[string, Call, readonly unknown[], string]>([
    ['brandloversSource', brandloversSource as Call, [], 'client'],
    ['brandloversSource', brandloversSource as Call, [brandlovers], 'options'],
    ['brandloversSource', brandloversSource as Call, [clubcollect, { account: 'shop' }], 'client'],
    ['brandloversSource', brandloversSource as Call, [brandlovers, { account: '' }], 'account'],
    ['brandloversSource', brandloversSource as Call, [brandlovers, { account: 'shop', pageSize: 0 }], 'pageSize'],
    ['brandloversSource', brandloversSource as Call, [brandlovers, { account: 'shop', pagesize: 1 }], 'pagesize'],
    ['clubcollectSource', clubcollectSource as Call, [clubcollect, { companyId: '..' }], 'companyId'],
    ['clubcollectSource', clubcollectSource as Call, [brandlovers, { companyId: 'c' }], 'client'],
    ['createTicketbridge', createTicketbridge as Call, [], 'sources'],
    ['createTicketbridge', createTicketbridge as Call, [[]], 'sources'],
    ['createTicketbridge', createTicketbridge as Call, [null], 'sources[0]'],
    ['createTicketbridge', createTicketbridge as Call, [source, brandlovers], 'sources[1]'],
    ['createTicketbridge', createTicketbridge as Call, [[source, source]], 'sources[1]'],
    ['createTicketbridge', createTicketbridge as Call, [{ ...source, signatures: { note: class {} } }], 'sources[0]'],
    ['formatThreadRef', formatThreadRef as Call, [undefined], 'ref'],
    ['formatThreadRef', formatThreadRef as Call, [{ ...shop, id: '' }], 'ref.id'],
    ['parseThreadRef', parseThreadRef as Call, [Object.create(null)], 'text'],
    ['parseThreadRef', parseThreadRef as Call, ['zendesk:a:1'], 'text.vendor'],
  ])('%s names the field', async (_, call, given, field) => {
    expect(await errorOf(() => call(...given))).toMatchObject({ kind: 'invalid-input', outcome: 'not-sent', field });
  });

  test('never fail in another way', () => {
    const functions = [
      brandloversSource,
      clubcollectSource,
      createTicketbridge,
      formatThreadRef,
      parseThreadRef,
    ] as readonly unknown[];
    fc.assert(
      fc.property(fc.constantFrom(...functions), fc.array(anything, { maxLength: 3 }), (call, makers) => {
        try {
          (call as Call)(...makers.map((make) => make()));
        } catch (error) {
          if (!isTicketbridgeError(error)) throw error;
        }
      }),
    );
  });
});
