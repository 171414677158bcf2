import { expect, test } from 'vitest';
import { type Company, type CompanyOptions, invoicesOf, openCompany } from './company.ts';

/** Threads of a company whose messages fill their pages. */
const SIZES = process.env.EXHAUSTIVE ? [100, 1_000] : [100];

test.each(SIZES)(
  'a company of %i threads: as many requests as pages, then 6, and 7 after 10 messages',
  async (size) => {
    await using company = await openCompany({ invoices: invoicesOf(size), switches: { pageSize: 15 } });
    expect(await company.poll()).toBe((size * 3) / 15);
    expect(await company.events()).toEqual(['account.ready']);
    expect(await company.poll()).toBe(6);
    for (let invoice = 20; invoice < 30; invoice += 1)
      company.sandbox.clubcollect.customerWrites(`i-${invoice}`, 'Dag');
    expect(await company.poll()).toBeLessThanOrEqual(7);
    expect((await company.events()).filter((event) => event.startsWith('message.new'))).toHaveLength(10);
    expect(await company.held()).toEqual(await company.shown());
    expect(await company.poll()).toBe(6);
    expect(await company.events()).toEqual([]);
  },
);

test('a first run that is stopped goes on where it was', async () => {
  await using company = await openCompany({ invoices: invoicesOf(40), switches: { pageSize: 5 } });
  let requests = 0;
  for (let polls = 1; (await company.events()).length === 0; polls += 1) {
    const stop = new AbortController();
    company.onRequest = (count) => count === 5 && stop.abort();
    requests += await company.poll(stop.signal).catch(() => 5);
    expect(polls).toBeLessThan(12);
  }
  // Of each five requests that were stopped one was for nothing.
  expect(requests).toBeLessThanOrEqual(24 + 24 / 4 + 1);
  expect(company.told.length).toBeGreaterThan(0);
  expect(await company.held()).toEqual(await company.shown());
});

interface History {
  readonly name: string;
  readonly happens: (company: Company) => unknown;
  readonly events: readonly string[];
}

/** Invoices of whom every fourth is archived; those of even numbers are unanswered, the others answered. */
const HISTORIES: readonly History[] = [
  { name: 'nothing', happens: () => {}, events: [] },
  {
    name: 'a customer writes',
    happens: ({ sandbox }) => sandbox.clubcollect.customerWrites('i-0', 'Dag'),
    events: ['message.new i-0 Dag'],
  },
  {
    name: 'a customer writes where we had answered',
    happens: ({ sandbox }) => sandbox.clubcollect.customerWrites('i-1', 'Dag'),
    events: ['thread.state i-1', 'message.new i-1 Dag'],
  },
  {
    name: 'a colleague answers',
    happens: ({ sandbox }) => sandbox.clubcollect.companyWrites('i-2', 'Dag'),
    events: ['thread.state i-2', 'message.new i-2 Dag'],
  },
  {
    name: 'colleagues answer everything that is late',
    happens: ({ sandbox }) => {
      for (let invoice = 40; invoice < 60; invoice += 1) sandbox.clubcollect.companyWrites(`i-${invoice}`, 'Dag');
    },
    events: Array.from({ length: 20 }, (_, index) => [
      `message.new i-${40 + index} Dag`,
      ...(index % 2 === 0 ? [`thread.state i-${40 + index}`] : []),
    ]).flat(),
  },
  {
    name: 'a club gets an invoice about which a customer writes twice at one instant',
    happens: ({ sandbox: { clubcollect, clock } }) => {
      clubcollect.clubGetsInvoice({ companyId: 'club', invoiceId: 'new' });
      clock.set(new Date(Date.now() + 1_000).toISOString());
      clubcollect.customerWrites('new', 'ok');
      clubcollect.customerWrites('new', 'ok');
      clock.release();
    },
    events: ['thread.new new', 'message.new new ok', 'message.new new ok'],
  },
  {
    name: 'a message comes with a date of long ago',
    happens: ({ sandbox: { clubcollect, clock } }) => {
      clock.set('2026-01-02T00:00:00Z');
      clubcollect.customerWrites('i-18', 'Dag');
      clock.release();
    },
    events: ['message.new i-18 Dag'],
  },
  {
    name: 'a colleague archives what is new',
    happens: ({ sandbox }) => sandbox.clubcollect.colleagueArchives('new'),
    events: ['thread.state new'],
  },
  {
    name: 'a colleague archives what is old',
    happens: ({ sandbox }) => sandbox.clubcollect.colleagueArchives('i-4'),
    events: ['thread.state i-4'],
  },
  {
    name: 'a colleague takes something out of the archive',
    happens: ({ sandbox }) => sandbox.clubcollect.colleagueUnarchives('i-3'),
    events: ['thread.state i-3'],
  },
  {
    name: 'a message is deleted',
    happens: ({ sandbox }) => sandbox.clubcollect.ticketDisappears('i-6', '6-0'),
    events: ['message.gone i-6 text 6 0'],
  },
  {
    name: 'the newest message is deleted',
    happens: ({ sandbox }) => sandbox.clubcollect.ticketDisappears('i-8', '8-2'),
    events: ['thread.state i-8', 'message.gone i-8 text 8 2'],
  },
  {
    name: 'a message is deleted, and another one written',
    happens: ({ sandbox: { clubcollect } }) => {
      clubcollect.ticketDisappears('i-20', '20-1');
      clubcollect.customerWrites('i-22', 'Dag');
    },
    events: ['message.gone i-20 text 20 1', 'message.new i-22 Dag'],
  },
  {
    name: 'an invoice is deleted',
    happens: ({ sandbox }) => sandbox.clubcollect.invoiceDisappears('i-10'),
    events: ['thread.missing i-10'],
  },
  {
    name: 'an archived invoice is deleted',
    happens: ({ sandbox }) => sandbox.clubcollect.invoiceDisappears('i-7'),
    events: ['thread.missing i-7'],
  },
  {
    name: 'two are archived, one deleted, two written to, and one is taken out of the archive',
    happens: ({ sandbox: { clubcollect } }) => {
      clubcollect.colleagueArchives('i-12');
      clubcollect.colleagueArchives('i-9');
      clubcollect.invoiceDisappears('i-14');
      clubcollect.customerWrites('i-5', 'Dag');
      clubcollect.companyWrites('i-16', 'Dag');
      clubcollect.colleagueUnarchives('i-11');
    },
    events: [
      ...['message.new i-5 Dag', 'message.new i-16 Dag', 'thread.missing i-14'],
      ...[12, 9, 5, 16, 11].map((invoice) => `thread.state i-${invoice}`),
    ],
  },
];

const SWITCHES: Readonly<Record<string, CompanyOptions['switches']>> = {
  'by default': {},
  'newest first': { listOrder: 'newest-first', invoiceOrder: 'newest-first' },
  'lists of single messages': { listHolds: 'messages' },
  'dates without a zone': { dates: 'without-zone' },
  'dates of their own': { dates: 'day-first', listOrder: 'newest-first' },
  late: { stateLag: 2, messageLag: 2 },
  'no page behind the last': { pastTheEnd: '404' },
};

const TRIED = Object.entries(SWITCHES).slice(0, process.env.EXHAUSTIVE ? undefined : 1);

test.each(TRIED)('one thing after the other, %s', async (_, switches) => {
  await using company = await openCompany({ invoices: invoicesOf(60), switches: { pageSize: 10, ...switches } });
  await company.settle();
  await company.events();
  for (const { name, happens, events } of HISTORIES) {
    await happens(company);
    await company.settle();
    const told = await company.events();
    expect({ name, told: told.toSorted() }).toEqual({ name, told: events.toSorted() });
    expect({ name, ...(await company.held()) }).toEqual({ name, ...(await company.shown()) });
    expect({ name, requests: (await company.poll()) <= 6 }).toEqual({ name, requests: true });
  }
});
