import { describe, expect, test } from 'vitest';
import { documentedPairs, readVendors, rowsOf } from '../src/index.ts';

const vendors = [...readVendors().values()].map(({ spec }) => spec);

describe.each(vendors)('the rows of $name', (spec) => {
  const rows = rowsOf(spec);
  const names = rows.map(({ name }) => name);

  test('hold every documented pair, in each of the four columns', () => {
    for (const { operation, status } of documentedPairs(spec)) {
      expect(rows.find(({ name }) => name === `${operation.id} ${status}`)?.greys).toEqual({});
    }
  });

  test('are each there once', () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('say of every cell that cannot apply why', () => {
    for (const why of rows.flatMap(({ greys }) => Object.values(greys))) expect(why).toMatch(/\w+ \w+/);
  });
});

test('a row is named as the grammar says', () => {
  const names = vendors.flatMap((spec) => rowsOf(spec).map(({ name }) => name));
  for (const name of [
    'listTickets 400',
    'listTickets query/status unknown',
    'listCompanyTickets path/status absent',
    'listTickets query/status enum CLOSED',
    'listTickets 200 /tickets/*/status enum *',
    'listTickets 200 /tickets/*/ticketId absent',
    'setTicketStatus request /ticketStatus enum CLOSED',
    'createTicket request /customer/name type violated',
    'listCompanyTickets 200 /page/total_pages required violated',
  ]) {
    expect(names).toContain(name);
  }
});
