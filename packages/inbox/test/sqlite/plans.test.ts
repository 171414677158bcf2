import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import { openStore } from '../../src/sqlite/open-store.ts';
import { openSeller, tickets } from '../brandlovers/seller.ts';
import { invoicesOf, openCompany } from '../clubcollect/company.ts';
import { temporaryFolder } from '../support/folder.ts';

const OF_THREADS = /where .*"thread" (=|in) /;

/** Lists what is asked of the database while something is done. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  try {
    await work();
    return [...new Set(prepare.mock.calls.map(([sql]) => sql))];
  } finally {
    prepare.mockRestore();
  }
}

async function plansOf(statements: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const path = `${temporaryFolder()}/inbox.sqlite`;
  await using _store = await openStore(path, 1_000);
  using database = new DatabaseSync(path);
  return Object.fromEntries(
    statements.map((sql) => [
      sql,
      database
        .prepare(`explain query plan ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .join(),
    ]),
  );
}

const HISTORIES = {
  async brandlovers() {
    const seller = await openSeller({ tickets: tickets(3) });
    await seller.poll();
    seller.sandbox.brandlovers.customerWrites('t1', 'third');
    seller.wait(1);
    await seller.settle();
  },
  async clubcollect() {
    await using company = await openCompany({ invoices: invoicesOf(5) });
    await company.poll();
    company.sandbox.clubcollect.customerWrites('i-1', 'fourth');
    company.sandbox.clubcollect.colleagueArchives('i-2');
    company.sandbox.clubcollect.invoiceDisappears('i-4');
    await company.settle();
  },
};

test.each(Object.entries(HISTORIES))(
  'a poll of %s reads some threads by their ids, however many there are',
  async (_, history) => {
    const statements = (await statementsOf(history)).filter((sql) => OF_THREADS.test(sql));
    expect(statements).not.toEqual([]);
    const plans = await plansOf(statements);
    const slow = Object.entries(plans).filter(([, plan]) => !plan.includes('thread=?'));
    expect(slow).toEqual([]);
  },
);
