import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePoint } from '../../../../vitest.text.ts';
import { isInboxError } from '../../src/inbox-error.ts';
import type { Outbox } from '../../src/outbox/outbox.ts';
import { INVOICE, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();

type Verb = Exclude<keyof Outbox, 'open'>;

const INPUT = { orderId: '998877', type: 'DELIVERY', from: 'Loja Aurora', text: 'Saiu hoje.' };

/** Arguments of each function that are as they should be; each of their parts is spoilt in turn. */
const RIGHT: Readonly<Record<Verb, readonly unknown[]>> = {
  reply: [TICKET, 'Bom dia!', { key: 'a' }],
  note: [TICKET, 'Bom dia!', { key: 'b' }],
  close: [TICKET, { key: 'c' }],
  reopen: [TICKET, { key: 'd' }],
  archive: [INVOICE, { key: 'e' }],
  assignToSupport: [INVOICE, { key: 'f' }],
  createThread: [INPUT, { key: 'g', vendor: 'brandlovers' }],
  get: ['an id'],
  decide: ['an id', 'was-sent'],
  cancel: ['an id'],
};
const VERBS = Object.keys(RIGHT);

const fail = () => {
  throw new Error('of the caller');
};
/** What programs without types, and hostile ones, hand over. */
const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  [],
  ['an id'],
  { a: 1 },
  () => 'an id',
  Symbol('id'),
  7n,
  Number.NaN,
  '',
  'a\0b',
  '\ud800',
  'x'.repeat(100_000),
  new Date(),
  new Map(),
  Object.create(null),
  { toString: fail, valueOf: fail, toJSON: fail },
  new Proxy({}, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail }),
  Object.defineProperty({}, 'vendor', { get: fail, enumerable: true }),
  Promise.reject(new Error('of the caller')).catch(() => {}),
];

/** Makes a wrong value: fast-check itself would trip over some of them. */
const wrong: fc.Arbitrary<() => unknown> = fc.oneof(
  fc.nat(HOSTILE.length - 1).map((index) => () => HOSTILE[index]),
  fc.oneof(fc.string({ unit: codePoint }), fc.anything()).map((value) => () => value),
);

const spoilt = fc.record({ verb: fc.constantFrom(...VERBS), at: fc.nat(2), field: fc.option(fc.nat(4)), by: wrong });

/** Replaces an argument, or a field of one. */
function argumentsOf({ verb, at, field, by }: typeof spoilt extends fc.Arbitrary<infer T> ? T : never): unknown[] {
  const given = isVerb(verb) ? [...RIGHT[verb]] : [];
  const index = at % given.length;
  const before = given[index];
  const names = Object.keys(Object(before));
  const name = names[(field ?? 0) % Math.max(1, names.length)] ?? '';
  const isPart = field !== null && typeof before === 'object';
  given[index] = isPart ? { ...before, [name]: by() } : by();
  return given;
}

function isVerb(name: string): name is Verb {
  return Object.hasOwn(RIGHT, name);
}

const refusalOf = async (outbox: Outbox, verb: string, given: readonly unknown[]): Promise<unknown> => {
  try {
    await Reflect.apply(Reflect.get(outbox, verb), outbox, given);
    return undefined;
  } catch (error) {
    return error;
  }
};
const INVALID = { name: 'TicketbridgeError', kind: 'invalid-input', outcome: 'not-sent' };

test('there is no function of the outbox but these', async () => {
  const { outbox } = await openDesk();
  expect(Object.keys(outbox).sort()).toEqual([...VERBS, 'open'].sort());
});

test.each(['get', 'decide', 'cancel'])('%s refuses whatever is no id', async (verb) => {
  const { outbox } = await openDesk();
  const ids = HOSTILE.filter((value) => typeof value !== 'string');
  for (const id of [...ids, '', 'a\0b', '\ud800', 'x'.repeat(100_000)]) {
    expect(await refusalOf(outbox, verb, [id, 'was-sent'])).toMatchObject({ ...INVALID, field: 'id' });
  }
  expect(await refusalOf(outbox, verb, [])).toMatchObject({ ...INVALID, field: 'id' });
});

test('decide refuses whatever is no verdict', async () => {
  const { outbox } = await openDesk();
  for (const verdict of HOSTILE) {
    expect(await refusalOf(outbox, 'decide', ['an id', verdict])).toMatchObject({ ...INVALID, field: 'verdict' });
  }
});

test('refuses what is not as it should be, and never fails otherwise', async () => {
  const { outbox, sandbox } = await openDesk();
  await fc.assert(
    fc.asyncProperty(spoilt, async (one) => {
      const error = await refusalOf(outbox, one.verb, argumentsOf(one));
      if (error === undefined || (isInboxError(error) && error.code === 'not-found')) return;
      expect(error).toMatchObject(INVALID);
    }),
    { numRuns: process.env.EXHAUSTIVE ? 5_000 : 300 },
  );
  expect(sandbox.journal.entries()).toEqual([]);
});
