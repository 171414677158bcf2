import { expect, test } from 'vitest';
import { applyEdit, type Trial } from '../skew/change.ts';
import { sideHere } from '../skew/side.ts';
import { tryAll } from '../skew/try.ts';

test('a call that comes to something else than declared is told, with what it shows', async () => {
  const here = await sideHere();
  const unknown = { ticketId: 'none', ticketStatus: 'CLOSED' };
  const right: readonly Trial[] = [
    { call: 'listTickets', reads: '/tickets/0/subject', outcome: 'fine', shows: 'Late' },
    { call: 'bridge.threads', reads: '/0/ref/id', outcome: 'fine', shows: 'ticket-1' },
    { call: 'setTicketStatus', given: [unknown], outcome: 'dead', shows: 'not-found 404 refused' },
    { call: 'listTickets', given: [{ none: 1 }], outcome: 'rejected', shows: 'invalid-input not-sent' },
  ];
  expect(await tryAll(here, here, undefined, right)).toEqual([]);
  const wrong = right.map((trial): Trial => ({ ...trial, shows: 'other' }));
  const problems = await tryAll(here, here, undefined, wrong);
  expect(problems).toEqual(right.map(({ shows }) => expect.stringContaining(`and shows ${JSON.stringify(shows)}`)));
  const gone: readonly Trial[] = [{ call: 'noSuchCall', outcome: 'fine' }];
  await expect(tryAll(here, here, undefined, gone)).rejects.toThrow('There is no noSuchCall.');
});

test('an edit of a text that is not there once is refused', () => {
  expect(applyEdit('a b', { from: 'b', to: 'c' })).toBe('a c');
  expect(applyEdit('b b', { from: 'b', to: 'c', every: true })).toBe('c c');
  for (const text of ['a', 'b b']) expect(() => applyEdit(text, { from: 'b', to: 'c' })).toThrow('mend the change');
});
