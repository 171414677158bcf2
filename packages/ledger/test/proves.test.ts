import { expect, test } from 'vitest';
import { proves } from '../src/index.ts';

test('a row that the spec does not have is refused', () => {
  expect(() => proves({ vendor: 'brandlovers', row: 'listTickets 418', column: 'server' })).toThrow(
    'The ledger has no row for brandlovers: listTickets 418 | server',
  );
});

test('a column that cannot apply to the row is refused, with the reason', () => {
  const cell = { vendor: 'brandlovers', row: 'listTickets query/status wrong-type', column: 'absorption' } as const;
  expect(() => proves(cell)).toThrow('it is sent, never received');
});
