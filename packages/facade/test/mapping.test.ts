import type { Ticket as BrandloversTicket, TicketMessage } from '@ticketbridge/brandlovers';
import type { Ticket as ClubcollectTicket, CompanyTicket } from '@ticketbridge/clubcollect';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageOf as brandloversMessageOf, threadOf } from '../src/brandlovers/model.ts';
import { messageOf as clubcollectMessageOf, listedMessageOf, mappedAll } from '../src/clubcollect/model.ts';
import { stateOf } from '../src/state.ts';

const shop = { vendor: 'brandlovers', account: 'shop', id: 't' } as const;
const club = { vendor: 'clubcollect', account: 'club', id: 'i' } as const;

/** Any JSON, so also what no vendor documents. */
const anything = fc.jsonValue({ maxDepth: 2 });
const payload = (...documented: readonly string[]) =>
  fc.oneof(
    fc.dictionary(fc.oneof(fc.constantFrom(...documented), fc.string({ maxLength: 4 })), anything),
    fc.record(Object.fromEntries(documented.map((name) => [name, fc.oneof(fc.string(), anything)])), {
      requiredKeys: [],
    }),
  );

type Mapped = { readonly anomalies: readonly { readonly pointer: string }[]; readonly onlyInRaw: readonly string[] };

/** Maps by this package; a payload that deviates from the vendor's types is what it is for. */
const mappings: readonly [string, fc.Arbitrary<unknown>, (raw: unknown) => Mapped & { readonly raw: unknown }][] = [
  [
    'a BrandLovers ticket',
    payload(
      'ticketId',
      'status',
      'subject',
      'description',
      'type',
      'priority',
      'customer',
      'metadata',
      'createdAt',
      'sla',
    ),
    (raw) => threadOf('shop', raw as BrandloversTicket),
  ],
  [
    'a BrandLovers message',
    payload('id', 'createdAt', 'body', 'visibility'),
    (raw) => brandloversMessageOf(shop, raw as TicketMessage),
  ],
  [
    'a ClubCollect ticket of a list',
    payload('invoice_id', 'ticket_id', 'message', 'sender', 'date'),
    (raw) => listedMessageOf('club', raw as CompanyTicket),
  ],
  [
    'a ClubCollect ticket',
    payload('ticket_id', 'message', 'sender', 'date'),
    (raw) => clubcollectMessageOf(club, raw as ClubcollectTicket),
  ],
];

/** The pointers of a value's leaves: what is not an object, and objects and arrays that are empty. */
function leaves(value: unknown, at = ''): [pointer: string, value: unknown][] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return at === '' && typeof value === 'object' && value !== null ? [] : [[at, value]];
  return entries.flatMap(([name, item]) => leaves(item, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`));
}

function isWithin(pointer: string, subtree: string): boolean {
  return pointer === subtree || pointer.startsWith(`${subtree}/`);
}

describe.each(mappings)('%s', (_, payloads, map) => {
  test('loses nothing: each of its pointers is in the model, in raw only, or an anomaly, and no other is', () => {
    fc.assert(
      fc.property(payloads, (raw) => {
        const { anomalies, onlyInRaw, ...model } = map(raw);
        const modelled = new Set(
          leaves({ ...model, raw: undefined }).map(([, value]) =>
            String(value instanceof Date ? value.getTime() : value),
          ),
        );
        for (const [pointer, value] of leaves(raw)) {
          const inModel = typeof value === 'string' && (modelled.has(value) || modelled.has(String(Date.parse(value))));
          const inRawOnly = onlyInRaw.some((subtree) => isWithin(pointer, subtree));
          const isAnomaly = anomalies.some((anomaly) => isWithin(pointer, anomaly.pointer));
          // A customer of whom nothing is told is one.
          const isCustomer = pointer === '/customer' && JSON.stringify(value) === '{}';
          expect([pointer, inModel || inRawOnly || isAnomaly || isCustomer]).toEqual([pointer, true]);
          if (inRawOnly) expect([pointer, isAnomaly]).toEqual([pointer, false]);
        }
        const pointers = leaves(raw).map(([pointer]) => pointer);
        for (const subtree of onlyInRaw) expect(pointers.some((pointer) => isWithin(pointer, subtree))).toBe(true);
      }),
    );
  });

  test('is kept as it came, whatever it is', () => {
    fc.assert(fc.property(anything, (raw) => void expect(map(raw).raw).toBe(raw)));
  });
});

describe('what is not of the documented form', () => {
  test('is told, not thrown, and not taken for something else', () => {
    const thread = threadOf('shop', { ticketId: '1', subject: 7, createdAt: 'yesterday', customer: null } as never);
    expect(thread).toMatchObject({ subject: undefined, createdAt: 'yesterday', customer: { name: undefined } });
    expect(thread.anomalies).toEqual([
      { pointer: '/customer', expected: 'an object' },
      { pointer: '/subject', expected: 'a string' },
      { pointer: '/createdAt', expected: 'an ISO 8601 date-time with a time zone' },
    ]);
  });

  test('is not what is absent where the vendor documents it as optional', () => {
    expect(threadOf('shop', {})).toMatchObject({ anomalies: [], onlyInRaw: [], ref: undefined, subject: undefined });
  });

  test('is what is absent where the vendor documents it as always there', () => {
    const { anomalies } = clubcollectMessageOf(club, {} as never);
    expect(anomalies.map(({ pointer }) => pointer)).toEqual(['/date', '/ticket_id', '/message', '/sender']);
  });

  test('is told of a conversation by its place in the list of tickets', () => {
    const ticket = { ticket_id: '1', message: 'm', sender: 'CUSTOMER', date: 'd' };
    const messages = [ticket, { ...ticket, message: 7, mood: 'x' }].map((raw) =>
      clubcollectMessageOf(club, raw as never),
    );
    expect(mappedAll(messages)).toEqual({
      anomalies: [{ pointer: '/1/message', expected: 'a string' }],
      onlyInRaw: ['/1/mood'],
    });
  });

  test('is not a date of ClubCollect, whose form is not documented', () => {
    const ticket = { ticket_id: '1', message: 'm', sender: 'CUSTOMER', date: '2026-01-02 10:00' };
    expect(clubcollectMessageOf(club, ticket)).toMatchObject({ sentAt: '2026-01-02 10:00', anomalies: [] });
  });
});

describe('an instant', () => {
  test.each([
    ['2026-01-02T10:00:00Z', new Date('2026-01-02T10:00:00Z')],
    ['2026-01-02T10:00:00.123+01:00', new Date('2026-01-02T09:00:00.123Z')],
    ['2026-01-02T10:00', '2026-01-02T10:00'],
    ['2026-13-02T10:00:00Z', '2026-13-02T10:00:00Z'],
    ['...', '...'],
  ])('is read from ISO 8601 with a time zone and from nothing else: %s', (date, sentAt) => {
    expect(clubcollectMessageOf(club, { ticket_id: '1', message: 'm', sender: 'CUSTOMER', date }).sentAt).toEqual(
      sentAt,
    );
  });
});

test.each([
  ['OPEN', true, 'unknown'],
  ['REOPENED', true, 'unknown'],
  ['CLOSED', false, 'unknown'],
  ['unanswered', true, 'ours'],
  ['answered', true, 'theirs'],
  ['archived', false, 'unknown'],
  ['ESCALATED', 'unknown', 'unknown'],
  ['constructor', 'unknown', 'unknown'],
  [undefined, 'unknown', 'unknown'],
])('the state %s is active: %s, turn: %s', (native, active, turn) => {
  expect(stateOf(native, 'field')).toMatchObject({ native, active, turn, from: 'field' });
});
