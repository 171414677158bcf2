import { brandloversThread } from '@ticketbridge/facade/testing';
import { expect, it } from 'vitest';
import { threadReadingOf } from '../../src/brandlovers/readings.ts';

it.each([undefined, '', 'half of \ud83d', 'with \0'])('holds no ticket whose id is %j', (ticketId) => {
  expect(threadReadingOf(brandloversThread('shop', ticketId === undefined ? {} : { ticketId }))).toEqual([]);
});

it.each([
  [
    'the newest instant',
    { createdAt: '2026-02-01T09:00:00Z', updatedAt: '2026-02-02T09:00:00Z' },
    Date.UTC(2026, 1, 2, 9),
  ],
  ['the only instant', { createdAt: '2026-02-01T09:00:00Z', updatedAt: 'yesterday' }, Date.UTC(2026, 1, 1, 9)],
  ['nothing', {}, undefined],
])('takes %s of a ticket as when it changed', (_, dates, changedAt) => {
  expect(threadReadingOf(brandloversThread('shop', { ticketId: 't', ...dates }))).toMatchObject([{ changedAt }]);
});
