import { expect, test } from 'vitest';
import { readThreads } from '../../src/read/threads.ts';
import { invoicesOf, openCompany } from './company.ts';

test.each([1, 7, 100])(
  'after a first run a thread has changed when its newest message came: pages of %i',
  async (pageSize) => {
    const invoices = invoicesOf(12);
    await using company = await openCompany({ invoices, switches: { pageSize } });
    await company.poll();
    const changed = new Map<string, number>();
    for await (const { ref, changedAt } of readThreads(company.mirror.database.reader, {})) {
      changed.set(ref.id, Date.parse(changedAt));
    }
    const newest = invoices.map(({ invoiceId, tickets = [] }): [string, number] => [
      invoiceId,
      Math.max(...tickets.map(({ date }) => Date.parse(date))),
    ]);
    expect([...changed]).toEqual(newest.toSorted(([, a], [, b]) => b - a));
  },
);

test('the newest message tells the state also where others are listed after it, and dates have no zone', async () => {
  const switches = { dates: 'without-zone', listHolds: 'messages', messageLag: 2 } as const;
  await using company = await openCompany({ switches });
  const { clubcollect, clock } = company.sandbox;
  clock.set('2026-01-01T00:00:00Z');
  const { invoiceId } = clubcollect.clubGetsInvoice({ companyId: 'club' });
  clubcollect.customerWrites(invoiceId, 'first');
  clubcollect.companyWrites(invoiceId, 'second');
  clock.advance(60_000);
  clubcollect.customerWrites(invoiceId, 'third');
  await company.settle();
  expect((await company.held())[invoiceId]).toMatchObject({ state: 'unanswered', messages: { length: 3 } });
});
