import { isTicketbridgeError, type ThreadRef, type Ticketbridge } from '@ticketbridge/facade';
import { startSandbox } from '@ticketbridge/sandbox';
import { describe, expect, it, test } from 'vitest';
import { readStatus } from '../src/status.ts';
import { openSeller, type Seller, ticket } from './brandlovers/seller.ts';
import { type Company, invoicesOf, type Listed, openCompany } from './clubcollect/company.ts';

await using sandbox = await startSandbox();
const switches = sandbox.switches
  .list()
  .flatMap(({ name, choices }) => choices.map((value) => ({ name, value, option: name.split('.')[1] ?? '' })));
const of = (vendor: string) => switches.filter(({ name }) => name.startsWith(`${vendor}.`));

const TICKET = { vendor: 'brandlovers', account: 'shop', id: 't0' } as const;
const INVOICE = { vendor: 'clubcollect', account: 'club', id: 'i-0' } as const;

/** Returns why something fails; `undefined` where it does not. */
async function whyOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!isTicketbridgeError(error)) throw error;
    return error.message;
  }
}

const listed = (bridge: Ticketbridge, { vendor, account }: ThreadRef) =>
  whyOf(() => Array.fromAsync(bridge.threads({ accounts: [{ vendor, account }] })));
const read = (bridge: Ticketbridge, ref: ThreadRef) => whyOf(() => Array.fromAsync(bridge.messages(ref)));

async function accountOf({ mirror: { database, account } }: Seller | Company) {
  const limits = { maxPerSecond: 10, maxPerSecondAndAccount: 5 };
  const { accounts } = await readStatus(database, { sources: [account], clock: { now: Date.now }, limits });
  return accounts[0];
}

describe.each(of('brandlovers'))(
  'with $name = $value, a poll of a seller says what the facade says',
  ({ option, value }) => {
    const open = (tickets: Parameters<typeof ticket>[]) =>
      openSeller({ switches: { [option]: value }, tickets: tickets.map((given) => ticket(...given)) });

    it('without any ticket', async () => {
      const seller = await open([]);
      const why = await listed(seller.bridge, TICKET);
      expect(await whyOf(seller.poll)).toBe(why);
      expect(await seller.mirror.events()).toEqual(why === undefined ? ['account.ready'] : []);
    });

    it('after the last ticket was deleted', async () => {
      const seller = await open([['t0', ['first']]]);
      const isReady = (await whyOf(seller.poll)) === undefined;
      seller.sandbox.brandlovers.ticketDisappears('t0');
      const why = await listed(seller.bridge, TICKET);
      expect(await whyOf(seller.settle)).toBe(why);
      const told = isReady && why === undefined ? ['thread.missing t0'] : [];
      expect(await seller.mirror.events()).toEqual(isReady || why === undefined ? ['account.ready', ...told] : []);
    });

    it('after the last message was deleted, and none was there before', async () => {
      const seller = await open([
        ['t0', ['first']],
        ['t1', []],
      ]);
      if ((await whyOf(seller.poll)) !== undefined) return;
      seller.sandbox.brandlovers.messageDisappears('t0', 0);
      const why = await read(seller.bridge, TICKET);
      expect(await whyOf(seller.settle)).toBe(undefined);
      expect(await seller.mirror.events()).toEqual(['account.ready', ...(why ? [] : ['message.gone t0 first'])]);
      const status = await accountOf(seller);
      expect(status?.unreadable).toBe(why ? 2 : 0);
      if (why) expect(status?.unreadableReason).toContain(why);
      seller.sandbox.clock.advance(60_000);
      for (const { id } of [TICKET, { id: 't1' }]) seller.sandbox.brandlovers.customerWrites(id, 'more');
      await seller.settle();
      expect(await accountOf(seller)).toMatchObject({ unreadable: 0, unreadableReason: undefined });
      expect(await seller.held()).toEqual(seller.shown());
    });
  },
);

describe.each(of('clubcollect'))(
  'with $name = $value, a poll of a company says what the facade says',
  ({ option, value }) => {
    const open = (count: number) =>
      openCompany({ switches: { [option]: value }, invoices: invoicesOf(count, 1).slice(0, 1) });

    it('without any invoice', async () => {
      await using company = await open(0);
      expect(await listed(company.bridge, INVOICE)).toBe(undefined);
      expect(await whyOf(company.poll)).toBe(undefined);
      expect(await company.events()).toEqual(['account.ready']);
    });

    it('after the last invoice was deleted', async () => {
      await using company = await open(1);
      expect(await whyOf(company.poll)).toBe(await listed(company.bridge, INVOICE));
      company.sandbox.clubcollect.invoiceDisappears('i-0');
      expect(await whyOf(company.settle)).toBe(await listed(company.bridge, INVOICE));
      expect(await company.events()).toEqual(['account.ready', 'thread.missing i-0']);
    });

    it('after the last ticket was deleted', async () => {
      await using company = await open(1);
      expect(await whyOf(company.poll)).toBe(await listed(company.bridge, INVOICE));
      company.sandbox.clubcollect.ticketDisappears('i-0', '0-0');
      expect(await whyOf(company.settle)).toBe(await read(company.bridge, INVOICE));
      expect(await company.events()).toEqual(['account.ready', 'message.gone i-0 text 0 0', 'thread.state i-0']);
      expect(await accountOf(company)).toMatchObject({ unreadable: 0 });
    });
  },
);

/** Leaves a list out where it is empty, as ClubCollect may. */
const leavingOut = ({ tickets, ...rest }: Listed) => (tickets.length === 0 ? rest : { tickets, ...rest });

test('a company whose empty lists are left out is polled no further than the facade reads it', async () => {
  await using company = await openCompany({ alter: leavingOut });
  const why = await listed(company.bridge, INVOICE);
  expect(why).toMatch(/no list "tickets"/);
  expect(await whyOf(company.poll)).toBe(why);
});

test('an invoice whose empty list is left out is unreadable, and keeps nothing else from being told', async () => {
  const invoices = invoicesOf(4, 2);
  const isThread = (listed: Listed) => listed.page === undefined;
  await using company = await openCompany({ invoices, alter: (body) => (isThread(body) ? leavingOut(body) : body) });
  await company.settle();
  for (const id of ['0-0', '0-1']) company.sandbox.clubcollect.ticketDisappears('i-0', id);
  company.sandbox.clubcollect.customerWrites('i-2', 'more');
  await company.settle();
  expect(await company.events()).toEqual(['account.ready', 'message.new i-2 more']);
  const status = await accountOf(company);
  expect(status).toMatchObject({ unreadable: 1 });
  expect(status?.unreadableReason).toContain(await read(company.bridge, INVOICE));
  company.sandbox.clubcollect.customerWrites('i-0', 'again');
  await company.settle();
  expect(await accountOf(company)).toMatchObject({ unreadable: 0, unreadableReason: undefined });
  expect(await company.held()).toEqual(await company.shown());
});
