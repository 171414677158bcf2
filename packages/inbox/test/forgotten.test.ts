import type { ThreadRef } from '@ticketbridge/facade';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commitMessages } from '../src/mirror/messages.ts';
import type { MessageReading } from '../src/mirror/reading.ts';
import { commitThreads } from '../src/mirror/threads.ts';
import { forget, purge } from '../src/privacy.ts';
import { openSeller } from './brandlovers/seller.ts';
import { openCompany } from './clubcollect/company.ts';
import { type Mirror, minutes, openMirror } from './mirror-of.ts';
import { message } from './readings.ts';

const ref: ThreadRef = { vendor: 'brandlovers', account: 'shop', id: 't-1' };
const STATE = { native: 'OPEN', active: true, turn: 'unknown', from: 'field' } as const;
const DAY = 60 * 24;

const list = (mirror: Mirror, isSilent = false) =>
  mirror.write(0, (writing) => commitThreads(writing, [{ ref, state: STATE, raw: { ticketId: 't-1' } }]), isSilent);

const read = (mirror: Mirror, messages: readonly MessageReading[], isSilent = false) =>
  mirror.write(60, (writing) => commitMessages(writing, [{ ref, messages, isWhole: true }]), isSilent);

/** The texts of what the thread shows now, in its order; of what was forgotten, undefined. */
const textsOf = async (mirror: Mirror) =>
  (await mirror.messages()).filter(({ gone_at }) => gone_at === null).map(({ text }) => text ?? undefined);

const sent = (minute: number) => ({ sentAt: new Date(minutes(minute)) });
const TWO = [message('old', sent(1)), message('second', sent(20.5))];
const LATER = message('later', sent(21));

/** How a clock may be wrong while a thread is forgotten, in minutes since the vendor's first message. */
const CLOCKS = [
  ['right', 20.7],
  ['some minutes ahead', 25],
  ['a day ahead', DAY],
  ['years ahead', 9 * 365 * DAY],
  ['some minutes behind', 15],
  ['years behind', -9 * 365 * DAY],
] as const;

/** How a vendor may show again what it has shown before. */
const AGAIN: readonly (readonly [name: string, change: (reading: MessageReading) => MessageReading])[] = [
  ['as it was', (reading) => reading],
  ['in other words', (reading) => ({ ...reading, text: `<p>${reading.text}</p>` })],
  ['with dates without seconds', (reading) => ({ ...reading, sentAt: floored(reading.sentAt) })],
  ['with dates of hours before', (reading) => ({ ...reading, sentAt: moved(reading.sentAt, -180) })],
  ['with dates of hours later', (reading) => ({ ...reading, sentAt: moved(reading.sentAt, 180) })],
  ['with dates that are none', (reading) => ({ ...reading, sentAt: `em ${reading.sentAt}` })],
  ['without dates', (reading) => ({ ...reading, sentAt: undefined })],
];

function moved(sentAt: MessageReading['sentAt'], count: number): Date {
  return new Date(Number(sentAt) + count * 60_000);
}

function floored(sentAt: MessageReading['sentAt']): Date {
  return new Date(Math.floor(Number(sentAt) / 60_000) * 60_000);
}

describe.each(CLOCKS)('a thread that was forgotten by a clock that is %s', (_clock, minute) => {
  test('keeps what the customer writes afterwards, and nothing of before', async () => {
    await using mirror = await openMirror(ref);
    await list(mirror);
    await read(mirror, TWO);
    await forget(mirror.database, ref, minutes(minute));
    const undated = message('undated', { sentAt: 'agora' });
    await read(mirror, [...TWO, LATER, undated]);
    await list(mirror);
    await read(mirror, [...TWO, LATER, undated, message('last', sent(22))]);
    expect(await textsOf(mirror)).toEqual([undefined, undefined, 'later', 'undated', 'last']);
  });

  test.each(AGAIN)('has no text of before when the vendor shows it again %s', async (_name, change) => {
    await using mirror = await openMirror(ref);
    await list(mirror);
    await read(mirror, TWO);
    await forget(mirror.database, ref, minutes(minute));
    await read(mirror, TWO.map(change));
    expect(await textsOf(mirror)).toEqual([undefined, undefined]);
    await read(mirror, [...TWO, LATER].map(change));
    expect((await textsOf(mirror)).slice(0, 2)).toEqual([undefined, undefined]);
    expect((await textsOf(mirror))[2]).toBe(change(LATER).text);
  });
});

test.each(AGAIN)('of two messages at once %s, a customer’s new one keeps its text', async (_name, change) => {
  await using mirror = await openMirror(ref);
  await list(mirror);
  await read(mirror, TWO);
  await forget(mirror.database, ref, minutes(DAY));
  const all = [...TWO, LATER].map(change);
  await read(mirror, all);
  const isDated = all[0]?.sentAt instanceof Date;
  expect(await textsOf(mirror)).toEqual([undefined, undefined, isDated ? change(LATER).text : undefined]);
});

test.each([
  ['dates that are none now', 'ontem', sent(30).sentAt],
  ['other words for its date', 'ontem', 'anteontem'],
  ['a date that is none', sent(1).sentAt, 'ontem'],
])('a single message is not brought back by %s', async (_name, before, after) => {
  await using mirror = await openMirror(ref);
  await list(mirror);
  await read(mirror, [message('old', { sentAt: before })]);
  await forget(mirror.database, ref, minutes(DAY));
  await read(mirror, [message('old', { sentAt: after })]);
  expect(await textsOf(mirror)).toEqual([undefined]);
});

test('a date that lies ahead takes no text of later', async () => {
  await using mirror = await openMirror(ref);
  await list(mirror);
  const ahead = message('ahead', sent(99 * 365 * DAY));
  await read(mirror, [...TWO, ahead]);
  await forget(mirror.database, ref, minutes(21));
  await read(mirror, [...TWO, { ...ahead, text: '<p>ahead</p>' }, LATER]);
  expect(await textsOf(mirror)).toEqual([undefined, undefined, undefined, 'later']);
});

test.each([
  ['that is not read yet', false],
  ['in a first run', true],
])(
  'what is read first of a forgotten thread %s has no text, and what comes after that has',
  async (_name, isSilent) => {
    await using mirror = await openMirror(ref);
    await list(mirror, isSilent);
    await forget(mirror.database, ref, minutes(-DAY));
    await read(mirror, TWO, isSilent);
    expect(await textsOf(mirror)).toEqual([undefined, undefined]);
    await read(mirror, [...TWO, LATER]);
    expect(await textsOf(mirror)).toEqual([undefined, undefined, 'later']);
  },
);

test('a thread without messages that was forgotten keeps its first one', async () => {
  await using mirror = await openMirror(ref);
  await list(mirror);
  await read(mirror, []);
  await forget(mirror.database, ref, minutes(DAY));
  await read(mirror, [LATER]);
  expect(await textsOf(mirror)).toEqual(['later']);
});

test('is forgotten again with what was written since', async () => {
  await using mirror = await openMirror(ref);
  await list(mirror);
  await read(mirror, TWO);
  await forget(mirror.database, ref, minutes(DAY));
  await read(mirror, [...TWO, LATER]);
  await forget(mirror.database, ref, minutes(-DAY));
  const last = message('last', sent(22));
  await read(mirror, [...TWO, LATER, last]);
  await purge(mirror.database, minutes(30));
  expect(await textsOf(mirror)).toEqual([undefined, undefined, undefined, 'last']);
});

test('a message that a poll brings while the texts of its thread go keeps its own', async () => {
  await using mirror = await openMirror(ref);
  const { database } = mirror;
  await list(mirror);
  await read(mirror, TWO);
  const write: typeof database.write = async (work) => {
    const result = await database.write(work);
    await read(mirror, [...TWO, LATER]);
    return result;
  };
  await forget({ write, search: database.search, scrub: () => database.scrub() }, ref, minutes(20.7));
  expect(await textsOf(mirror)).toEqual([undefined, undefined, 'later']);
});

interface Polled {
  readonly mirror: Mirror;
  readonly ref: ThreadRef;
  write(text: string): void;
  poll(): Promise<unknown>;
}

const POLLED: Readonly<Record<ThreadRef['vendor'], () => Promise<Polled>>> = {
  async brandlovers() {
    const tickets = [
      {
        ticketId: 't-1',
        status: 'OPEN',
        messages: [{ body: 'old', createdAt: new Date(minutes(-9)).toISOString(), visibility: 'CUSTOMER' }],
      },
    ] as const;
    const seller = await openSeller({ tickets });
    const { mirror, sandbox } = seller;
    return {
      mirror,
      ref: { vendor: 'brandlovers', account: 'shop', id: 't-1' },
      write: (text) => sandbox.brandlovers.customerWrites('t-1', text),
      poll: () => seller.settle(),
    };
  },
  async clubcollect() {
    const company = await openCompany();
    onTestFinished(() => company[Symbol.asyncDispose]());
    const { mirror, sandbox } = company;
    sandbox.clock.set(new Date(minutes(0)).toISOString());
    const { invoiceId } = sandbox.clubcollect.clubGetsInvoice({ companyId: 'club' });
    sandbox.clubcollect.customerWrites(invoiceId, 'old');
    return {
      mirror,
      ref: { vendor: 'clubcollect', account: 'club', id: invoiceId },
      write: (text) => sandbox.clubcollect.customerWrites(invoiceId, text),
      poll: () => company.settle(),
    };
  },
};

describe.each(CLOCKS)('polls after a thread was forgotten by a clock that is %s', (_clock, minute) => {
  test.each(['brandlovers', 'clubcollect'] as const)('bring what a customer of %s wrote after that', async (vendor) => {
    const { mirror, ref, write, poll } = await POLLED[vendor]();
    await poll();
    expect(await textsOf(mirror)).toEqual(['old']);
    await forget(mirror.database, ref, minutes(minute));
    write('later');
    await poll();
    await poll();
    expect(await textsOf(mirror)).toEqual([undefined, 'later']);
  });
});
