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
