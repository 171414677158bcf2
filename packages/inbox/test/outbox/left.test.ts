import { createClubcollect } from '@ticketbridge/clubcollect';
import { clubcollectSource } from '@ticketbridge/facade';
import { type Sandbox, startSandbox } from '@ticketbridge/sandbox';
import { expect, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { InboxError, type InboxErrorCode, openInbox } from '../../src/index.ts';
import { storeErrorOf as postgresErrorOf } from '../../src/postgres/errors.ts';
import { storeErrorOf as sqliteErrorOf } from '../../src/sqlite/errors.ts';
import { openDatabase, storeOf } from '../../src/store.ts';
import { freshStore } from '../stores.ts';

const INVOICE = { vendor: 'clubcollect', account: 'hockeyclub-de-voorbeelden', id: 'hv-2026-0001' } as const;
const TEXT = 'Het klopt.';

/** What invites to do it all again, or says that nothing has happened. */
const INVITES = /try again|again later|do it again|nothing was changed|nothing was sent/i;

/** An inbox whose store fails from when a request that writes has been answered, as long as `failure` is there. */
async function openFailing(sandbox: Sandbox, what: 'writing' | 'all', failure: InboxError, abort: () => void) {
  const state: { failure: InboxError | undefined; isLeft: boolean } = { failure, isLeft: false };
  const fail = () => {
    if (state.isLeft && state.failure) throw state.failure;
  };
  const store = storeOf(async () => {
    const database = await openDatabase(await freshStore());
    return new Proxy<Database>(database, {
      get(target, name) {
        if (name === 'write' || (what === 'all' && name === 'reader')) fail();
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  });
  const answered = async (...request: Parameters<typeof fetch>) => {
    const response = await fetch(...request);
    if (request[1]?.method === 'POST') {
      state.isLeft = true;
      abort();
    }
    return response;
  };
  const { baseUrl } = sandbox.clubcollect;
  const client = createClubcollect({ baseUrl, apiKey: 'sandbox-partner-noord', fetch: answered });
  const source = clubcollectSource(client, { companyId: INVOICE.account });
  const polling = { maxPerSecond: 1_000, maxPerSecondAndAccount: 1_000 };
  const inbox = await openInbox({ store, sources: [source], polling, lookDelays: [10, 20, 40] });
  const heal = () => {
    state.failure = undefined;
  };
  return { inbox, heal };
}

function copies(sandbox: Sandbox): number {
  const companies = sandbox.inspect().clubcollect.partners.flatMap((partner) => partner.companies);
  const tickets = companies.flatMap(({ invoices }) => invoices).flatMap((invoice) => invoice.tickets);
  return tickets.filter(({ message }) => message === TEXT).length;
}

const CODES: readonly InboxErrorCode[] = [
  'store-locked',
  'store-full',
  'store-newer',
  'store-moved',
  'store-unusable',
  'store-unreachable',
];

test.each(
  CODES.flatMap((code) => [
    { code, what: 'writing' as const },
    { code, what: 'all' as const },
  ]),
)(
  'send: a store that fails with $code ($what) once the request has left does not invite to send it again',
  async (facts) => {
    const { code, what } = facts;
    await using sandbox = await startSandbox();
    const ending = new AbortController();
    const abort = () => (code === 'store-unreachable' ? ending.abort() : undefined);
    const { inbox, heal } = await openFailing(sandbox, what, new InboxError(code, 'The inbox: it fails.'), abort);
    await using _inbox = inbox;
    const { id } = await inbox.outbox.reply(INVOICE, TEXT);
    const { signal } = ending;
    await expect(inbox.send(id, { signal })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/^The inbox: it fails\. The entry .* may have been sent: /),
    });
    heal();
    expect(await inbox.send(id)).toMatchObject({ state: 'accepted', attempts: 1 });
    expect(copies(sandbox)).toBe(1);
  },
);

/** Everything that a store says of a failure, by the codes that it knows. */
const SAID = [
  ...Array.from({ length: 32 }, (_, errcode) => sqliteErrorOf(Object.assign(new Error('x'), { errcode }), 'a file')),
  ...[
    '08006',
    '25006',
    '25P03',
    '28000',
    '3D000',
    '53100',
    '53300',
    '55P03',
    '57P01',
    '57P03',
    '58030',
    'XX001',
    '42501',
  ]
    .concat(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EACCES', ''])
    .map((code) => postgresErrorOf(Object.assign(new Error('x'), { code }))),
].filter((error) => error instanceof InboxError);

test('no failure of a store invites to do again what may have been sent', () => {
  expect(SAID.length).toBeGreaterThan(20);
  expect(SAID.map(({ message }) => message).filter((message) => INVITES.test(message))).toEqual([]);
});
