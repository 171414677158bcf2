import type { ClubcollectRef } from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import { type Company, type CompanyOptions, invoicesOf, type Listed, openCompany } from './company.ts';

const refTo = (id: string): ClubcollectRef => ({ vendor: 'clubcollect', account: 'club', id });

async function openSettled(options: CompanyOptions = {}): Promise<Company> {
  const company = await openCompany({
    invoices: invoicesOf(20),
    ...options,
    switches: { pageSize: 10, ...options.switches },
  });
  await company.settle();
  expect(await company.events()).toEqual(['account.ready']);
  return company;
}

test('of a thread that support hides nothing is known, until it is listed again', async () => {
  await using company = await openSettled({ switches: { assigning: 'hides' } });
  await company.bridge.clubcollect.assignToSupport(refTo('i-0'));
  await company.settle();
  expect(await company.events()).toEqual(['thread.state i-0']);
  expect((await company.held())['i-0']).toMatchObject({ state: undefined, messages: { length: 3 } });
  expect(await company.poll()).toBe(6);
  company.sandbox.clubcollect.colleagueUnarchives('i-0');
  await company.settle();
  expect(await company.events()).toEqual(['thread.state i-0']);
  expect(await company.held()).toEqual(await company.shown());
});

test('of a thread that moves to another company nothing is known', async () => {
  await using company = await openSettled();
  company.sandbox.clubcollect.invoiceMoves('i-0', 'other');
  await company.settle();
  expect(await company.events()).toEqual(['thread.state i-0']);
  expect((await company.held())['i-0']).toMatchObject({ state: undefined });
  company.sandbox.clubcollect.invoiceMoves('i-0', 'club');
  await company.settle();
  expect(await company.events()).toEqual(['thread.state i-0']);
});

test('a thread is missing when it was not there three times, also where it is refused', async () => {
  await using company = await openSettled({ switches: { foreign: '403' } });
  company.sandbox.clubcollect.invoiceDisappears('i-0');
  for (const told of [[], [], ['thread.missing i-0'], []]) {
    await company.poll();
    expect(await company.events()).toEqual(told);
  }
  expect(await company.poll()).toBe(6);
});

test('all messages of a thread are gone, and it stays', async () => {
  await using company = await openSettled();
  for (const ticket of ['0-0', '0-1', '0-2']) company.sandbox.clubcollect.ticketDisappears('i-0', ticket);
  await company.settle();
  const gone = [0, 1, 2].map((ticket) => `message.gone i-0 text 0 ${ticket}`);
  expect(await company.events()).toEqual([...gone, 'thread.state i-0']);
  company.sandbox.clubcollect.customerWrites('i-0', 'again');
  await company.settle();
  expect(await company.events()).toEqual(['thread.state i-0', 'message.new i-0 again']);
  expect(await company.held()).toEqual(await company.shown());
});

test('two moves that cancel out are hidden until the sweep, which reads some pages at a time', async () => {
  const [first, ...others] = invoicesOf(40);
  const invoices = [...others, { ...first, invoiceId: 'i-0', tickets: first?.tickets ?? [], archived: true }];
  await using company = await openSettled({ invoices, switches: { pageSize: 3 } });
  company.sandbox.clubcollect.colleagueUnarchives('i-0');
  company.sandbox.clubcollect.colleagueArchives('i-2');
  expect(await company.poll()).toBe(6);
  company.wait(24 * 60);
  const requests = [];
  for (let poll = 0; poll < 6; poll += 1) requests.push(await company.poll());
  // The first move that is found leaves totals that only the other one explains.
  expect(requests.map((count) => count > 6)).toEqual([true, true, true, true, false, false]);
  expect(requests[0]).toBe(6 + 10);
  expect((await company.events()).toSorted()).toEqual(['thread.state i-0', 'thread.state i-2']);
  expect(await company.held()).toEqual(await company.shown());
});

test('messages without an id are told, each once, and those without an invoice are counted', async () => {
  const isNameless = ({ ticket_id, message }: Listed['tickets'][number]) => ticket_id === '0-1' || message === 'Dag';
  await using company = await openSettled({
    alter: ({ tickets, ...listed }) => ({
      ...listed,
      tickets: tickets.map(({ ticket_id, invoice_id, ...ticket }) => ({
        ...ticket,
        ...(!isNameless({ ...ticket, ticket_id }) && { ticket_id }),
        ...(ticket_id !== '2-1' && { invoice_id }),
      })),
    }),
  });
  const held = await company.held();
  expect(held['i-0']?.messages).toHaveLength(3);
  expect(held['i-2']?.messages).toHaveLength(2);
  const { reader } = company.mirror.database;
  expect(await reader.selectFrom('accounts').select('unaddressable').execute()).toEqual([{ unaddressable: 1 }]);
  company.sandbox.clubcollect.customerWrites('i-0', 'Dag');
  company.sandbox.clubcollect.customerWrites('i-0', 'Dag');
  await company.settle();
  expect(await company.events()).toEqual(['message.new i-0 Dag', 'message.new i-0 Dag']);
  expect(await company.poll()).toBe(6);
});

test('a thread that cannot be read keeps nothing else from being told, and is read later', async () => {
  await using company = await openSettled();
  const unread = company.sandbox.addFault({ kind: 'broken-json', operation: 'listInvoiceTickets' });
  company.sandbox.clubcollect.ticketDisappears('i-0', '0-0');
  company.sandbox.clubcollect.customerWrites('i-2', 'Dag');
  await company.settle();
  expect(await company.events()).toEqual(['message.new i-2 Dag']);
  unread.clear();
  await company.poll();
  expect(await company.events()).toEqual(['message.gone i-0 text 0 0']);
});

/** What a vendor lists for a while although nothing has gone. */
const withoutAnything = ({ page }: Listed) =>
  page && { tickets: [], page: { ...page, page_number: 1, total_entries: 0, total_pages: 0 } };

test('lists without anything are not believed for a day while threads can be read, each time anew', async () => {
  let isDown = false;
  await using company = await openSettled({ alter: (listed) => (isDown && withoutAnything(listed)) || listed });
  for (const customer of ['first', 'second']) {
    isDown = true;
    await company.settle();
    company.wait(23 * 60);
    await company.settle();
    isDown = false;
    company.sandbox.clubcollect.customerWrites('i-0', customer);
    await company.settle();
    expect(await company.events()).toEqual([`message.new i-0 ${customer}`]);
    expect(await company.held()).toEqual(await company.shown());
  }
});

test.each([0, -90, 3 * 24 * 60])(
  'a day after all threads of a company have moved away nothing is known of them, with a clock that jumps by %i minutes',
  async (jump) => {
    await using company = await openSettled({ invoices: invoicesOf(2) });
    for (const invoice of ['i-0', 'i-1']) company.sandbox.clubcollect.invoiceMoves(invoice, 'other');
    await company.settle();
    expect(await company.events()).toEqual([]);
    for (const minutes of [jump, 24 * 60]) {
      company.wait(minutes);
      await company.settle();
    }
    expect((await company.events()).toSorted()).toEqual(['thread.state i-0', 'thread.state i-1']);
    // Once for each list, which has no last page to be read.
    expect(await company.poll()).toBe(3);
    for (const invoice of ['i-0', 'i-1']) company.sandbox.clubcollect.invoiceMoves(invoice, 'club');
    await company.settle();
    expect((await company.events()).toSorted()).toEqual(['thread.state i-0', 'thread.state i-1']);
    expect(await company.held()).toEqual(await company.shown());
  },
);

test('a clock that is set back puts off no reading of whole lists', async () => {
  let isDown = false;
  await using company = await openSettled({ alter: (listed) => (isDown && withoutAnything(listed)) || listed });
  isDown = true;
  await company.settle();
  isDown = false;
  company.wait(-90);
  company.sandbox.clubcollect.invoiceMoves('i-0', 'other');
  await company.settle();
  expect(await company.events()).toEqual(['thread.state i-0']);
});

const NAMELESS = 150;

test.each(['later', 'after another start'])(
  'messages without an id that cannot be read in the first run are never told as new: %s',
  async (when) => {
    let isReadable = false;
    await using company = await openCompany({
      invoices: invoicesOf(NAMELESS, 2),
      switches: { pageSize: 100 },
      alter: (listed) => {
        if (!listed.page && !isReadable) throw new TypeError('fetch failed');
        return { ...listed, tickets: listed.tickets.map(({ ticket_id: _, ...ticket }) => ticket) };
      },
    });
    await company.poll();
    expect(await company.events()).toEqual(['account.ready']);
    isReadable = true;
    company.wait(24 * 60);
    company.sandbox.clubcollect.customerWrites('i-0', 'Dag');
    const stop = new AbortController();
    company.onRequest = (count) => when !== 'later' && count === 9 && stop.abort();
    await company.poll(stop.signal).catch(() => {});
    await company.settle();
    expect(await company.events()).toEqual(['message.new i-0 Dag']);
    expect(Object.values(await company.held()).flatMap(({ messages }) => messages)).toHaveLength(2 * NAMELESS + 1);
  },
);

test('messages without an id are read before the account is ready, however many they are', async () => {
  await using company = await openCompany({
    invoices: invoicesOf(NAMELESS, 2),
    switches: { pageSize: 100 },
    alter: (listed) => ({ ...listed, tickets: listed.tickets.map(({ ticket_id: _, ...ticket }) => ticket) }),
  });
  await company.poll();
  expect(await company.events()).toEqual(['account.ready']);
  expect(Object.values(await company.held()).flatMap(({ messages }) => messages)).toHaveLength(2 * NAMELESS);
  await company.settle();
  expect(await company.events()).toEqual([]);
});
