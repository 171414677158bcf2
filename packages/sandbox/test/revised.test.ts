import { describe, expect, test } from 'vitest';
import { type Form as BrandloversForm, vendor as brandlovers } from '../src/brandlovers/vendor.ts';
import { createClock } from '../src/clock.ts';
import { type Form as ClubcollectForm, vendor as clubcollect } from '../src/clubcollect/vendor.ts';
import { openHandled } from '../src/handled.ts';
import { at, entries, isObject, mapValues } from '../src/json.ts';
import { readVendorOptions } from '../src/options.ts';
import { ownPageSize, readPageSize } from '../src/spec/paging.ts';
import type { Vendor, VendorForm } from '../src/vendor.ts';
import { type Heard, send } from './calls.ts';
import { type Small, serve, validatorsOf } from './small-vendors.ts';
import { ask, signed } from './spec-facts.ts';

/** Serves a vendor's own handlers on a later revision of its spec. */
async function serveRevised<Form extends VendorForm>(
  vendor: Vendor<Form>,
  spec: unknown,
  data: Form['data'] = vendor.defaultData,
): Promise<Small<Form['accounts']>> {
  const rules = { ...readVendorOptions<Form['options']>(vendor.settings, undefined, ''), ...createClock() };
  const [small] = await serve(openHandled({ ...vendor, spec }, 'revised', validatorsOf(spec), { start: data }, rules));
  if (small === undefined) throw new Error('No vendor is served');
  return small;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** A call with an account's secret, as the specs of the repository say. */
type Account = (path: string, init?: RequestInit & { readonly headers?: Record<string, string> }) => Promise<Heard>;

const accountOf =
  (vendor: 'brandlovers' | 'clubcollect', { baseUrl }: { readonly baseUrl: string }, secret = ''): Account =>
  (path, init) => {
    const { target, headers } = signed(vendor, path, secret);
    return send(new URL(target, baseUrl).href, { ...init, headers: { ...JSON_TYPE, ...init?.headers, ...headers } });
  };

const asSeller = async (spec: unknown, index = 0): Promise<Account> => {
  const small = await serveRevised<BrandloversForm>(brandlovers, spec);
  return accountOf('brandlovers', small, small.accounts.sellers[index]?.token);
};

const asPartner = async (spec: unknown, index = 0): Promise<Account> => {
  const small = await serveRevised<ClubcollectForm>(clubcollect, spec);
  return accountOf('clubcollect', small, small.accounts.partners[index]?.apiKey);
};

/** Copies a spec with its operations changed. */
function withOperations(spec: unknown, change: (operation: object) => object): unknown {
  const changeIn = (item: unknown) =>
    mapValues(item, (operation) => (isObject(operation) && 'operationId' in operation ? change(operation) : operation));
  return { ...Object(spec), paths: mapValues(at(spec, 'paths'), changeIn) };
}

const withOperation = (spec: unknown, id: string, change: (operation: object) => object): unknown =>
  withOperations(spec, (operation) => (at(operation, 'operationId') === id ? change(operation) : operation));

const TICKET = '/ticket/7300401';
const INVOICE = '/v2/invoices/hv-2026-0001/tickets';
const CLUB = '/v2/companies/hockeyclub-de-voorbeelden/tickets';

const post = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body) });

/** A call of each operation that succeeds. */
const CALLS = {
  brandlovers: {
    createTicket: ['/ticket', post({ orderId: 'BL-1', type: 'DELIVERY', from: 'Loja Aurora', body: 'Olá!' })],
    addTicketMessage: [`${TICKET}/message`, post({ visibility: 'CUSTOMER', body: 'Bom dia!' })],
    setTicketStatus: [`${TICKET}/status`, { method: 'PUT', body: '{"ticketStatus":"CLOSED"}' }],
    listTicketMessages: [`${TICKET}/messages`, {}],
    listTickets: ['/tickets', {}],
  },
  clubcollect: {
    listInvoiceTickets: [INVOICE, {}],
    createInvoiceTicket: [INVOICE, post({ message: 'Dank u.' })],
    assignInvoiceTicketsToSupport: [`${INVOICE}/actions/assign_to_support`, { method: 'POST' }],
    archiveInvoiceTickets: [`${INVOICE}/actions/archive`, { method: 'POST' }],
    listCompanyTickets: [`${CLUB}/unanswered`, {}],
  },
} as const;

const each = [...Object.entries(CALLS.brandlovers), ...Object.entries(CALLS.clubcollect)].map(
  ([id, [path, init]]) => [id, path, init] as const,
);

const callOf = (id: string, change: (spec: unknown) => unknown): Promise<Account> =>
  id in CALLS.brandlovers ? asSeller(change(brandlovers.spec)) : asPartner(change(clubcollect.spec));

describe('paging parameters without a documented default', () => {
  const withoutDefaults = (spec: unknown): unknown =>
    JSON.parse(JSON.stringify(spec), (key, value: unknown) => (key === 'default' ? undefined : value));

  test.each([
    ['listTickets', '/tickets', { offset: 0, limit: ownPageSize }, 'tickets'],
    ['listTicketMessages', `${TICKET}/messages`, { offset: 0, limit: ownPageSize }, 'messages'],
    ['listCompanyTickets', `${CLUB}/unanswered`, { page: 1 }, 'tickets'],
  ] as const)('begin %s at its start, with a page of the sandbox’s own size', async (id, path, facts, name) => {
    const call = await callOf(id, withoutDefaults);
    const [silent, explicit] = [await call(path), await call(`${path}?${ask(id, facts)}`)];
    expect(silent).toMatchObject({ status: 200, body: { [name]: expect.any(Array) } });
    expect(silent.body).toEqual(explicit.body);
  });

  test('where the spec gives no size of a numbered page, it is the sandbox’s own', () => {
    const spec = withOperations(clubcollect.spec, (operation) => {
      const { pageSize, ...paging } = Object(at(operation, 'x-paging'));
      return { ...operation, 'x-paging': paging };
    });
    expect(readPageSize(spec, 'listCompanyTickets')).toBe(ownPageSize);
  });
});

describe('a success of another status is answered with that status', () => {
  /** Gives the success of each operation other statuses. */
  const answering =
    (...statuses: readonly number[]) =>
    (spec: unknown): unknown =>
      withOperations(spec, (operation) => {
        const responses = entries(at(operation, 'responses'));
        const success = responses.find(([status]) => status < '300')?.[1];
        return {
          ...operation,
          responses: Object.fromEntries([
            ...statuses.map((status) => [status, success]),
            ...responses.filter(([status]) => status >= '300'),
          ]),
        };
      });

  test.each(each)('%s', async (id, path, init) => {
    const usual = await (await callOf(id, (spec) => spec))(path, init);
    for (const statuses of [[202], [206, 201]]) {
      const heard = await (await callOf(id, answering(...statuses)))(path, init);
      expect(heard).toMatchObject({ status: Math.min(...statuses) });
      expect(Object.keys(Object(heard.body))).toEqual(Object.keys(Object(usual.body)));
    }
  });

  test('without a body, where the spec gives it none any more', async () => {
    const change = (operation: object) => ({ ...operation, responses: { 204: { description: '' } } });
    const call = await asPartner(withOperation(clubcollect.spec, 'createInvoiceTicket', change));
    expect(await call(INVOICE, post({ message: 'Dank u.' }))).toMatchObject({ status: 204, text: '' });
    expect(await call(INVOICE)).toMatchObject({
      body: { tickets: expect.arrayContaining([expect.objectContaining({ message: 'Dank u.' })]) },
    });
  });

  test.each(each)('%s without a documented one is a gap', async (id, path, init) => {
    const heard = await (await callOf(id, answering()))(path, init);
    expect(heard).toMatchObject({ status: 501, body: { detail: `${id} documents no success` } });
  });
});

describe('a credential that moved to HTTP’s Basic', () => {
  const basicIn = (spec: unknown, more: readonly unknown[] = []): unknown => ({
    ...Object(spec),
    security: [{ basic: [] }, ...more],
    components: {
      ...Object(at(spec, 'components')),
      securitySchemes: {
        ...Object(at(spec, 'components', 'securitySchemes')),
        basic: { type: 'http', scheme: 'basic' },
        former: { type: 'apiKey', in: 'header', name: 'X-Key' },
      },
    },
  });
  const basic = (login: string) => ({
    headers: { ...JSON_TYPE, authorization: `Basic ${Buffer.from(login).toString('base64')}` },
  });

  test('makes a login of each key of the data: given, announced and accepted', async () => {
    const { accounts, announcement, call } = await serveRevised<ClubcollectForm>(
      clubcollect,
      basicIn(clubcollect.spec),
    );
    for (const [index, { apiKey }] of accounts.partners.entries()) {
      const own = clubcollect.defaultData.partners[index]?.apiKey;
      expect(apiKey).toBe(`${own}:sandbox-password`);
      expect(announcement.accounts[index]).toMatchObject({ secret: apiKey, sent: basic(apiKey).headers.authorization });
      expect((await call(INVOICE, basic(apiKey))).status).toBe(index === 0 ? 200 : 404);
    }
    for (const wrong of ['sandbox-partner-noord', 'sandbox-partner-noord:', 'sandbox-partner-noord:x']) {
      expect((await call(INVOICE, basic(wrong))).status, wrong).toBe(401);
    }
  });

  test('makes a login of each token', async () => {
    const { accounts, call } = await serveRevised<BrandloversForm>(brandlovers, basicIn(brandlovers.spec));
    expect(accounts.sellers.map(({ token }) => token)).toEqual(
      brandlovers.defaultData.sellers.map(({ token }) => `${token}:sandbox-password`),
    );
    const heard = await call('/tickets', basic(accounts.sellers[1]?.token ?? ''));
    expect(heard).toMatchObject({ status: 200, body: { tickets: [{ ticketId: '8100201' }, {}, {}] } });
  });

  test('takes a login of the data as it is, and each other form while both are allowed', async () => {
    const [first] = clubcollect.defaultData.partners;
    if (first === undefined) throw new Error('There is no partner');
    const data = {
      partners: [
        { ...first, apiKey: 'noord:geheim' },
        { ...first, apiKey: 'key', companies: [] },
      ],
    };
    const spec = basicIn(clubcollect.spec, [{ former: [] }]);
    const small = await serveRevised<ClubcollectForm>(clubcollect, spec, data);
    expect(small.accounts.partners.map(({ apiKey }) => apiKey)).toEqual(['noord:geheim', 'key:sandbox-password']);
    expect((await small.call(INVOICE, basic('noord:geheim'))).status).toBe(200);
    expect((await small.call(INVOICE, basic('key:sandbox-password'))).status).toBe(404);
    const before = (key: string) => small.call(INVOICE, { headers: { ...JSON_TYPE, 'x-key': key } });
    expect((await before('noord:geheim')).status).toBe(200);
    expect((await before('key')).status).toBe(404);
    expect((await before('key:sandbox-password')).status).toBe(401);
  });

  test('refuses data in which two secrets become one', async () => {
    const data = {
      sellers: ['a', 'a:sandbox-password'].map((token) => ({ name: token, token, tickets: [] })),
    };
    await expect(serveRevised<BrandloversForm>(brandlovers, basicIn(brandlovers.spec), data)).rejects.toThrow(
      'data/revised must not have a secret twice, once with the password that the sandbox adds',
    );
  });
});

describe('a header that an operation declares, and no handler heeds', () => {
  const header = { name: 'X-Language', in: 'header', schema: { type: 'string' } };

  test.each(each)('%s: is announced, and refused where a request has it', async (id, path, init) => {
    const call = await callOf(id, (spec) =>
      withOperations(spec, (operation) => ({
        ...operation,
        parameters: [...[at(operation, 'parameters') ?? []].flat(), header],
      })),
    );
    const heard = await call(path, { ...init, headers: { 'x-language': 'pt' } });
    expect(heard).toMatchObject({ status: 501, body: { detail: `${id} does not heed header/x-language` } });
    expect((await call(path, init)).status).toBeLessThan(300);
  });
});

describe('an operation that needs no credential any more', () => {
  const open = (operation: object) => ({ ...operation, security: [] });
  const spec = withOperation(clubcollect.spec, 'listInvoiceTickets', open);

  test('is a gap where several accounts could be meant', async () => {
    const { announcement, call } = await serveRevised<ClubcollectForm>(clubcollect, spec);
    const gap = `listInvoiceTickets needs no credential, so which of ${clubcollect.defaultData.partners.length} accounts is meant cannot be told`;
    expect(announcement.gaps).toContainEqual(gap);
    const heard = await call(INVOICE, { headers: JSON_TYPE });
    expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([501, 'not-implemented']);
    expect(heard.body).toMatchObject({ detail: gap });
  });

  test('is the only account’s, where there is one', async () => {
    const data = { partners: clubcollect.defaultData.partners.slice(0, 1) };
    const { announcement, call } = await serveRevised<ClubcollectForm>(clubcollect, spec, data);
    expect(announcement.gaps).not.toContainEqual(expect.stringContaining('listInvoiceTickets'));
    expect((await call(INVOICE, { headers: JSON_TYPE })).status).toBe(200);
  });

  test('is a gap where there is no account', async () => {
    const { call } = await serveRevised<ClubcollectForm>(clubcollect, spec, { partners: [] });
    expect((await call(INVOICE, { headers: JSON_TYPE })).status).toBe(501);
  });
});
