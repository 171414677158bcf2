import { stripVTControlCharacters } from 'node:util';
import { capabilities } from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import { COMMANDS } from '../src/commands/index.ts';
import { invoice, openSandbox, records, ticket, ticketbridge } from './desk.ts';

const BRANDLOVERS = 'brandlovers:shop:1';
const CLUBCOLLECT = 'clubcollect:club:a';

const CREATE_TICKET = ['create', 'brandlovers', 'Oi!', '--order', '7', '--type', 'DELIVERY', '--from', 'Loja'];

/** Every command line that reaches a customer, or has no undo. */
const ASKING: readonly (readonly string[])[] = [
  ['reply', BRANDLOVERS, 'Oi!'],
  ['reply', CLUBCOLLECT, 'Dag!'],
  ['archive', CLUBCOLLECT],
  ['assign', CLUBCOLLECT],
  CREATE_TICKET,
  ['create', 'clubcollect', 'Dag!', '--invoice', 'b'],
];

/** Those that change something and can be undone, or that no customer sees. */
const UNASKED: readonly (readonly string[])[] = [
  ['note', BRANDLOVERS, 'Looked.'],
  ['close', BRANDLOVERS],
  ['reopen', BRANDLOVERS],
];

async function openDesk() {
  const desk = await openSandbox([ticket('1')], [invoice('a', 'CUSTOMER'), invoice('b')]);
  const writes = () => desk.sandbox.journal.entries().filter(({ method }) => method !== 'GET');
  return { ...desk, writes };
}

test('a command that asks says so in its summary, and every one of them is tried here', () => {
  const asking = COMMANDS.filter(({ summary, name }) => /asks first/.test(summary) && name !== 'forget').map(
    ({ name }) => name,
  );
  expect([...new Set(ASKING.map(([name]) => name))].sort()).toEqual(asking.sort());
});

test.each(ASKING)('%s %s: without a terminal and without --yes nothing is sent, and the code is 3', async (...args) => {
  const { env, writes } = await openDesk();
  expect(await ticketbridge(args, env)).toEqual({
    code: 3,
    out: '',
    err: 'Nothing was sent: there is no terminal to ask on. --yes does it without asking.\n',
  });
  expect(writes()).toEqual([]);
});

test.each(['n\n', '\n', '', 'yess\n', 'no, yes\n', ' Y e s\n'])('the answer %j sends nothing', async (answers) => {
  const { env, writes } = await openDesk();
  const { code, err } = await ticketbridge(['reply', BRANDLOVERS, 'Oi!'], env, { answers });
  expect([code, writes()]).toEqual([3, []]);
  expect(err).toContain('Nothing was sent.');
});

test.each(['y\n', 'Y\n', 'yes\n', ' YES \n'])('the answer %j sends', async (answers) => {
  const { env, writes } = await openDesk();
  const { code, out } = await ticketbridge(['reply', BRANDLOVERS, 'Oi!'], env, { answers });
  expect([code, writes().length]).toEqual([0, 1]);
  expect(out).toBe(`Sent to the customer: ${BRANDLOVERS}\n  Oi!\n`);
});

test('before it asks it shows the thread, what was said last, and the text', async () => {
  const { env } = await openDesk();
  const { err } = await ticketbridge(['reply', BRANDLOVERS, 'Oi!'], env, { answers: 'n\n' });
  expect(stripVTControlCharacters(err)).toBe(
    [
      `Thread ${BRANDLOVERS}, where the last message is`,
      '2026-03-01T09:00:00.000Z  by: unknown, visible: CUSTOMER',
      '  Cadê meu pedido? 0',
      'Your text:',
      '  Oi!',
      'Send this to the customer? [y/N] Nothing was sent.',
      '',
    ].join('\n'),
  );
});

test.each([...ASKING.map((args) => [...args, '--yes']), ...UNASKED])('%s %s: it is sent once', async (...args) => {
  const { env, writes } = await openDesk();
  const { code, err } = await ticketbridge([...args, '--json'], env);
  expect([code, err, writes().length]).toEqual([0, '', 1]);
});

test.each([
  ['reset', { kind: 'reset', applied: true }, 4, 'unknown'],
  ['answered with 500', { kind: 'status', status: 500 }, 4, 'unknown'],
  ['answered with a page of HTML', { kind: 'html', status: 200, applied: false }, 4, 'unknown'],
  ['refused', { kind: 'status', status: 400 }, 1, 'refused'],
] as const)('a write that is %s ends with its own code and is never sent again', async (_, fault, code, outcome) => {
  const { sandbox, env, writes } = await openDesk();
  sandbox.addFault({ ...fault, operation: 'createInvoiceTicket' });
  const ended = await ticketbridge(['reply', CLUBCOLLECT, 'Dag!', '--yes', '--json'], env);
  expect([ended.code, records(ended.out)[0]?.outcome, writes().length]).toEqual([code, outcome, 1]);
  expect(ended.err).toMatch(code === 4 ? /It is not known whether it arrived.*Look before/ : /Nothing was sent/);
});

test('where nobody listens nothing was sent', async () => {
  const { env } = await openDesk();
  const dead = { ...env, CLUBCOLLECT_URL: 'http://127.0.0.1:9/api' };
  const { code, err } = await ticketbridge(['reply', CLUBCOLLECT, 'Dag!', '--yes'], dead);
  expect([code, err]).toEqual([1, expect.stringMatching(/^Nothing was sent to clubcollect:club:a: /)]);
});

test('an interrupted write says that nobody knows', async () => {
  const { sandbox, env } = await openDesk();
  sandbox.addFault({ kind: 'stall', where: 'headers', applied: true, operation: 'createInvoiceTicket' });
  const interrupted = new AbortController();
  sandbox.journal.subscribe(({ method }) => method === 'POST' && interrupted.abort('SIGINT'));
  const { signal } = interrupted;
  const { code, err } = await ticketbridge(['reply', CLUBCOLLECT, 'Dag!', '--yes'], env, { signal });
  expect([code, err]).toEqual([4, expect.stringContaining('It is not known whether it arrived')]);
});

test('a text comes from standard input, without its last line break', async () => {
  const { env } = await openDesk();
  const { out } = await ticketbridge(['note', BRANDLOVERS, '-', '--json'], env, { piped: 'one\ntwo\n' });
  expect(records(out)[0]?.text).toBe('one\ntwo');
});

/** Bytes that are no UTF-8: Latin-1, cut off, overlong, a surrogate. */
const GARBLED = [
  [0x63, 0x61, 0x66, 0xe9],
  [0xe2, 0x82],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
].map((bytes) => Uint8Array.from(bytes));

test.each(GARBLED.flatMap((bytes) => ['reply', 'note', 'create'].map((name) => ({ name, bytes }))))(
  '$name -: $bytes on standard input are refused, and nothing is asked of a vendor',
  async ({ name, bytes }) => {
    const { sandbox, env } = await openDesk();
    const args = name === 'create' ? CREATE_TICKET.with(2, '-') : [name, BRANDLOVERS, '-'];
    const { code, err } = await ticketbridge([...args, '--yes'], env, { piped: bytes });
    expect([code, err]).toEqual([
      2,
      'ticketbridge: standard input is not UTF-8: convert it first, for example with iconv\n',
    ]);
    expect(sandbox.journal.entries()).toEqual([]);
  },
);

test.each([
  ['TEXT', ['reply', BRANDLOVERS, 'caf\ufffd']],
  ['TEXT', CREATE_TICKET.with(2, 'caf\ufffd')],
  ['--from', CREATE_TICKET.with(8, 'Jos\ufffd')],
])('an argument whose bytes were not UTF-8 is refused: %s of %j', async (name, args) => {
  const { sandbox, env } = await openDesk();
  const { code, err } = await ticketbridge([...args, '--yes'], env);
  expect([code, err]).toEqual([2, expect.stringContaining(`${name} holds U+FFFD`)]);
  expect(sandbox.journal.entries()).toEqual([]);
});

test('while it waits for an answer, the terminal says so', async () => {
  const { env } = await openDesk();
  const { err } = await ticketbridge(['reply', BRANDLOVERS, 'Oi!'], env, { answers: 'y\n' });
  expect(err).toContain('sending it (0 s)');
  expect((await ticketbridge(['reply', BRANDLOVERS, 'Oi!', '--yes'], env)).err).toBe('');
});

test.each(['club', 'clubcollect:club'])('create takes the account as %s', async (account) => {
  const { env } = await openSandbox(undefined, [invoice('a', 'CUSTOMER'), invoice('b')]);
  const args = ['create', 'clubcollect', 'Dag!', '--invoice', 'b', '--yes', '--json', '--account', account];
  const { code, out } = await ticketbridge(args, env);
  expect([code, records(out)]).toEqual([0, [expect.objectContaining({ ref: 'clubcollect:club:b' })]]);
});

test('before a thread is created it shows all that it consists of', async () => {
  const { env } = await openDesk();
  const args = [...CREATE_TICKET, '--customer-name', 'Ana', '--description', 'Late'];
  const { err } = await ticketbridge(args, env, { answers: 'n\n' });
  for (const fact of ['orderId: 7', 'type: DELIVERY', 'from: Loja', 'description: Late', 'customer name: Ana']) {
    expect(err).toContain(`  ${fact}\n`);
  }
  const clubcollect = await ticketbridge(['create', 'clubcollect', 'Dag!', '--invoice', 'b'], env, { answers: 'n\n' });
  expect(clubcollect.err).toContain('  invoiceId: b\n');
});

test('what a vendor lacks is refused with the reason, before anything is read', async () => {
  const { sandbox, env } = await openDesk();
  for (const [name, ref, why] of [
    ['archive', BRANDLOVERS, capabilities().brandlovers.archive],
    ['assign', BRANDLOVERS, capabilities().brandlovers.assignToSupport],
    ['close', CLUBCOLLECT, capabilities().clubcollect.close],
    ['reopen', CLUBCOLLECT, capabilities().clubcollect.reopen],
  ]) {
    const { code, err } = await ticketbridge([`${name}`, `${ref}`, '--yes'], env);
    expect([code, err]).toEqual([2, expect.stringContaining(`cannot do that: ${why}`)]);
  }
  expect(sandbox.journal.entries()).toEqual([]);
});

test.each([
  [['reply', BRANDLOVERS]],
  [['reply', BRANDLOVERS, 'two', 'words']],
  [['reply', BRANDLOVERS, ' \u200b\n', '--yes']],
  [['reply', '4711', 'Oi!', '--yes']],
  [['reply', 'brandlovers:other:1', 'Oi!', '--yes']],
  [['reply', BRANDLOVERS, 'Oi!', '--yes', '--key', 'k']],
  [['create', 'brandlovers', 'Oi!', '--yes']],
  [['create', 'clubcollect', 'Oi!', '--yes', '--invoice', 'a', '--order', '7']],
  [['create', 'museum', 'Oi!', '--yes']],
  [[...CREATE_TICKET, '--account', 'other', '--yes']],
  [[...CREATE_TICKET, '--key', 'UPPER', '--yes']],
])('%j is refused, and nothing is asked of a vendor', async (args) => {
  const { sandbox, env } = await openDesk();
  expect(await ticketbridge(args, env)).toMatchObject({ code: 2, out: '' });
  expect(sandbox.journal.entries()).toEqual([]);
});

test('create tells the new thread; a key that a ticket has already sends nothing, and does not say that it did', async () => {
  const { env, writes } = await openDesk();
  const args = [...CREATE_TICKET, '--key', 'order-7', '--yes'];
  const [first] = records((await ticketbridge([...args, '--json'], env)).out);
  expect(first).toMatchObject({
    outcome: 'accepted',
    marker: 'order-7',
    ref: expect.stringMatching(/^brandlovers:shop:/),
  });
  const others = args.map((word) => (word === 'Oi!' ? 'Something else' : word));
  for (const again of [args, others]) {
    const { code, out, err } = await ticketbridge(again, env);
    expect([code, out, err]).toEqual([6, '', expect.stringContaining(`Nothing was sent to ${first?.ref}`)]);
    const ended = await ticketbridge([...again, '--json'], env);
    expect([ended.code, records(ended.out)]).toEqual([
      6,
      [expect.objectContaining({ outcome: 'exists', ref: first?.ref })],
    ]);
  }
  expect(writes()).toHaveLength(1);
});

test('a created ticket that does not show yet is told by its mark', async () => {
  const { env } = await openSandbox([], [], { brandlovers: { ticketLag: 100 } });
  const { code, out } = await ticketbridge([...CREATE_TICKET, '--key', 'order-7', '--yes'], env);
  expect([code, out]).toEqual([0, expect.stringContaining('the mark order-7')]);
});
