import { capabilities } from '@ticketbridge/facade';
import { proves } from '@ticketbridge/ledger';
import { describe, expect, test } from 'vitest';
import { dataWith, invoicesOf, openDesk, ticketsIn } from './desk.ts';

const ticket = { vendor: 'brandlovers', account: 'shop', id: 'OPEN-0' } as const;
const invoice = { vendor: 'clubcollect', account: 'club', id: 'customer-0' } as const;
const draft = { orderId: '1', type: 'T', from: 'Shop', text: 'Saiu para entrega.' };

type Desk = Awaited<ReturnType<typeof openDesk>>;
type Table = Readonly<Record<string, (desk: Desk) => Promise<unknown>>>;

/** Each verb that a vendor has, with what shows that it did its work. */
const VERBS: Readonly<Record<'brandlovers' | 'clubcollect', Table>> = {
  brandlovers: {
    threads: async ({ bridge }) => expect(await Array.fromAsync(bridge.threads())).toHaveLength(2),
    drain: async ({ bridge }) => expect(await Array.fromAsync(bridge.drain())).toHaveLength(2),
    messages: async ({ bridge }) => expect(await Array.fromAsync(bridge.messages(ticket))).toEqual([]),
    reply: async ({ bridge }) => {
      await bridge.reply(ticket, 'Oi');
      expect(await Array.fromAsync(bridge.messages(ticket))).toMatchObject([{ text: 'Oi', visibility: 'CUSTOMER' }]);
    },
    createThread: async ({ bridge }) => {
      await bridge.brandlovers.createThread(draft);
      expect(await Array.fromAsync(bridge.threads({ vendors: ['brandlovers'] }))).toHaveLength(2);
    },
    locate: async ({ bridge }) => {
      const receipt = await bridge.brandlovers.createThread(draft, { marker: true });
      expect(await bridge.brandlovers.locate(receipt)).toMatchObject({ status: 'found' });
    },
    note: async ({ bridge }) => {
      await bridge.brandlovers.note(ticket, 'VIP');
      expect(await Array.fromAsync(bridge.messages(ticket))).toMatchObject([{ text: 'VIP', visibility: 'INTERNAL' }]);
    },
    close: async ({ bridge, brandlovers }) => {
      await bridge.brandlovers.close(ticket);
      expect((await brandlovers.listTickets({ status: 'CLOSED' })).tickets).toHaveLength(1);
    },
    reopen: async ({ bridge, brandlovers }) => {
      await bridge.brandlovers.reopen(ticket);
      expect((await brandlovers.listTickets({ status: 'REOPENED' })).tickets).toHaveLength(1);
    },
    hasMoreMessages: async ({ bridge }) => {
      await bridge.reply(ticket, 'Oi');
      expect(await bridge.brandlovers.hasMoreMessages(ticket, 0)).toBe(true);
      expect(await bridge.brandlovers.hasMoreMessages(ticket, 1)).toBe(false);
    },
  },
  clubcollect: {
    threads: async ({ bridge }) => expect(await Array.fromAsync(bridge.threads())).toHaveLength(2),
    drain: async ({ bridge }) => expect(await Array.fromAsync(bridge.drain())).toHaveLength(2),
    messages: async ({ bridge }) => expect(await Array.fromAsync(bridge.messages(invoice))).toHaveLength(1),
    reply: async ({ bridge }) => {
      await bridge.reply(invoice, 'Dag');
      expect(await Array.fromAsync(bridge.messages(invoice))).toHaveLength(2);
    },
    createThread: async ({ bridge }) => {
      await bridge.clubcollect.createThread({ invoiceId: invoice.id, text: 'Dag' });
      expect(await Array.fromAsync(bridge.messages(invoice))).toHaveLength(2);
    },
    thread: async ({ bridge }) => expect(await bridge.clubcollect.thread(invoice)).toMatchObject({ ref: invoice }),
    listedMessages: async ({ bridge }) =>
      expect(await Array.fromAsync(bridge.clubcollect.listedMessages())).toHaveLength(1),
    archive: async ({ bridge, clubcollect, companyId }) => {
      await bridge.clubcollect.archive(invoice);
      expect((await clubcollect.listCompanyTickets({ companyId, status: 'archived' })).tickets).toHaveLength(1);
    },
    assignToSupport: async ({ bridge, sandbox }) => {
      await bridge.clubcollect.assignToSupport(invoice);
      expect(sandbox.journal.entries().at(-1)).toMatchObject({
        operation: 'assignInvoiceTicketsToSupport',
        status: 204,
      });
    },
  },
};

describe.each(Object.entries(capabilities()))('%s', (vendor, can) => {
  const table: Table = Object(Object.entries(VERBS).find(([name]) => name === vendor)?.[1]);
  const granted = Object.entries(can).flatMap(([verb, has]) => (has === true ? [verb] : []));

  test('has a row here for every verb that it is granted', () => {
    expect(Object.keys(table).sort()).toEqual(granted.sort());
  });

  test.each(Object.entries(table))('%s is carried out at the sandbox', async (verb, carryOut) => {
    const data = dataWith({ tickets: ticketsIn('OPEN', 1), invoices: invoicesOf('CUSTOMER', 1) });
    await carryOut(await openDesk({ data }));
    proves({ vendor, row: `mapping ${verb}`, column: 'emission' });
    proves({ vendor, row: `mapping ${verb}`, column: 'end-to-end' });
  });
});
