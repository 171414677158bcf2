import type { Ticket as BrandloversTicket, TicketMessage } from '@ticketbridge/brandlovers';
import type { Ticket as ClubcollectTicket, CompanyTicket } from '@ticketbridge/clubcollect';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageOf as brandloversMessageOf, threadOf } from '../src/brandlovers/model.ts';
import { STATES as STATUSES } from '../src/brandlovers/states.ts';
import {
  messageOf as clubcollectMessageOf,
  threadOf as clubcollectThreadOf,
  listedMessageOf,
} from '../src/clubcollect/model.ts';
import { STATES as LISTS } from '../src/clubcollect/states.ts';
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

test('all that is documented of a ticket has its place in a thread, but its metadata', () => {
  const texts = { subject: 'a', description: 'b', type: 'c', priority: 'd', customer: { name: 'e', phoneNumber: 'f' } };
  const dates = { createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-02T00:00:00Z', sla: '2026-01-03T00:00:00Z' };
  const closedAt = '2026-01-04T00:00:00Z';
  const metadata = [{ key: 'k', value: 'v' }];
  const thread = threadOf('shop', { ticketId: '1', status: 'CLOSED', metadata, ...texts, ...dates, closedAt });
  expect(thread).toMatchObject({
    ref: { vendor: 'brandlovers', account: 'shop', id: '1' },
    state: { active: false, native: 'CLOSED', from: 'field' },
    ...texts,
    createdAt: new Date(dates.createdAt),
    updatedAt: new Date(dates.updatedAt),
    closedAt: new Date(closedAt),
    sla: new Date(dates.sla),
    anomalies: [],
    onlyInRaw: ['/metadata'],
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
    const tickets = [ticket, { ...ticket, message: 7, mood: 'x' }] as never;
    expect(clubcollectThreadOf(club, stateOf(LISTS, undefined, 'none'), tickets)).toMatchObject({
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
  const read = (date: string) =>
    clubcollectMessageOf(club, { ticket_id: '1', message: 'm', sender: 'CUSTOMER', date }).sentAt;

  test.each([
    ['2026-01-02T10:00:00Z', '2026-01-02T10:00:00.000Z'],
    ['2026-01-02t10:00:00z', '2026-01-02T10:00:00.000Z'],
    ['2026-01-02T10:00Z', '2026-01-02T10:00:00.000Z'],
    ['2026-01-02T10:00:00.123+01:00', '2026-01-02T09:00:00.123Z'],
    ['2026-01-02T10:00:00.1+0100', '2026-01-02T09:00:00.100Z'],
    ['2026-01-02T10:00:00.999999999Z', '2026-01-02T10:00:00.999Z'],
    ['2026-01-01T00:00:00+23:59', '2025-12-31T00:01:00.000Z'],
    ['2026-12-31T23:59:59-23:59', '2027-01-01T23:58:59.000Z'],
    ['2026-01-02T10:00:00-00:00', '2026-01-02T10:00:00.000Z'],
    ['2028-02-29T10:00:00Z', '2028-02-29T10:00:00.000Z'],
    ['2000-02-29T10:00:00Z', '2000-02-29T10:00:00.000Z'],
    ['0000-02-29T10:00:00Z', '0000-02-29T10:00:00.000Z'],
  ])('is read from a date-time with a time zone: %s is %s', (text, instant) => {
    expect(read(text)).toEqual(new Date(instant));
  });

  test.each([
    ['no time zone', '2026-01-02T10:00:00'],
    ['no time', '2026-01-02'],
    ['no seconds and no time zone', '2026-01-02T10:00'],
    ['a space for the T', '2026-01-02 10:00:00Z'],
    ['white space around it', ' 2026-01-02T10:00:00Z\n'],
    ['month 13', '2026-13-02T10:00:00Z'],
    ['month 0', '2026-00-02T10:00:00Z'],
    ['30 February', '2026-02-30T10:00:00Z'],
    ['30 February, with an offset', '2026-02-30T10:00:00-03:00'],
    ['31 April', '2026-04-31T10:00:00Z'],
    ['29 February of a common year', '2026-02-29T10:00:00Z'],
    ['29 February of a century', '1900-02-29T10:00:00Z'],
    ['hour 24', '2026-01-02T24:00:00Z'],
    ['minute 60', '2026-01-02T10:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['offset +24:00', '2026-01-02T10:00:00+24:00'],
    ['offset +01:60', '2026-01-02T10:00:00+01:60'],
    ['an offset of hours alone', '2026-01-02T10:00:00+01'],
    ['a named time zone', '2026-01-02T10:00:00 BRT'],
    ['a year of five digits', '12026-01-02T10:00:00Z'],
    ['a fraction without digits', '2026-01-02T10:00:00.Z'],
    ['digits of another script', '٢٠٢٦-01-02T10:00:00Z'],
    ['words', '...'],
  ])('is not invented: %s stays the text of the vendor', (_, text) => {
    expect(read(text)).toBe(text);
    // A date-time is documented for BrandLovers and not for ClubCollect.
    expect(threadOf('shop', { createdAt: text })).toMatchObject({
      createdAt: text,
      anomalies: [{ pointer: '/createdAt', expected: 'an ISO 8601 date-time with a time zone' }],
    });
  });

  const instants = fc.date({
    min: new Date('0000-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  });
  const two = (part: number) => String(part).padStart(2, '0');

  test('is what the platform wrote, in every offset', () => {
    const offsets = fc.integer({ min: -1439, max: 1439 });
    fc.assert(
      fc.property(instants, offsets, fc.constantFrom('', ':'), (instant, offset, colon) => {
        const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const minutes = Math.abs(offset);
        const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`;
        expect(read(instant.toISOString())).toEqual(instant);
        expect(read(`${local}${zone}`)).toEqual(instant);
      }),
    );
  });

  test.each([1900, 2000, 2026, 2028])('has a day of the calendar, and no other, in every month of %i', (year) => {
    for (let month = 0; month <= 99; month += 1) {
      const days = month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0;
      for (let day = 0; day <= 99; day += 1) {
        const text = `${year}-${two(month)}-${two(day)}T10:00:00Z`;
        expect([text, read(text) instanceof Date]).toEqual([text, day >= 1 && day <= days]);
      }
    }
  });
});

test.each([
  ['OPEN', true, 'unknown'],
  ['REOPENED', true, 'unknown'],
  ['CLOSED', false, 'unknown'],
  ['ESCALATED', 'unknown', 'unknown'],
  ['constructor', 'unknown', 'unknown'],
  [undefined, 'unknown', 'unknown'],
])('the state %s is active: %s, turn: %s', (native, active, turn) => {
  expect(stateOf(STATUSES, native, 'field')).toMatchObject({ native, active, turn, from: 'field' });
});

test.each([
  ['unanswered', true, 'ours'],
  ['answered', true, 'theirs'],
  ['archived', false, 'unknown'],
  ['OPEN', 'unknown', 'unknown'],
])('the list %s is active: %s, turn: %s', (native, active, turn) => {
  expect(stateOf(LISTS, native, 'list')).toMatchObject({ native, active, turn, from: 'list' });
});
