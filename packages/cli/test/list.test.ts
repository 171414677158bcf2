import { expect, test } from 'vitest';
import { invoice, openSandbox, records, ticket, ticketbridge } from './desk.ts';

const TICKETS = [
  { ...ticket('late'), subject: 'Entrega', updatedAt: '2026-03-05T09:00:00Z' },
  ticket('again', 'REOPENED'),
  ticket('closed', 'CLOSED'),
  ticket(undefined),
];

const INVOICES = [
  invoice('asked', 'CUSTOMER', 'COMPANY', 'CUSTOMER'),
  invoice('answered', 'CUSTOMER', 'COMPANY'),
  { ...invoice('old', 'CUSTOMER'), archived: true },
];

const refs = (out: string) => records(out).map(({ ref }) => ref);

test('list shows what is active as a table, and list --json the same as records', async () => {
  const { env } = await openSandbox(TICKETS, INVOICES);
  const table = await ticketbridge(['list'], env);
  expect([table.code, table.err]).toEqual([0, '5 threads\n']);
  expect(table.out.split('\n')[2]).toBe(
    '| brandlovers:shop:late           | OPEN       | unknown | 2026-03-05T09:00Z | Entrega             |',
  );
  const json = await ticketbridge(['list', '--json'], env);
  expect([json.code, json.err]).toEqual([0, '']);
  expect(refs(json.out).sort()).toEqual([
    'brandlovers:shop:again',
    'brandlovers:shop:late',
    'clubcollect:club:answered',
    'clubcollect:club:asked',
    null,
  ]);
});

test.each([
  [['--closed'], ['brandlovers:shop:closed', 'clubcollect:club:old']],
  [['--turn', 'ours'], ['clubcollect:club:asked']],
  [
    ['--all', '--account', 'clubcollect:club'],
    ['clubcollect:club:asked', 'clubcollect:club:answered', 'clubcollect:club:old'],
  ],
])('list %j has those alone', async (flags, expected) => {
  const { env } = await openSandbox(TICKETS, INVOICES);
  expect(refs((await ticketbridge(['list', '--json', ...flags], env)).out)).toEqual(expected);
});

test.each([1, 2, 5])('a thread that spans pages of %i is listed once, by its newest message', async (pageSize) => {
  const { env } = await openSandbox(
    [],
    [invoice('first', 'CUSTOMER', 'COMPANY', 'CUSTOMER'), invoice('second', 'CUSTOMER')],
    { clubcollect: { pageSize } },
  );
  const newest = async (id: string) =>
    records((await ticketbridge(['read', `clubcollect:club:${id}`, '--json'], env)).out).at(-1);
  const { out } = await ticketbridge(['list', '--json'], env);
  const expected = await Promise.all(
    ['first', 'second'].map(async (id) => {
      const { text, sentAt } = (await newest(id)) ?? {};
      return [`clubcollect:club:${id}`, text, sentAt];
    }),
  );
  expect(records(out).map(({ ref, about, changedAt }) => [ref, about, changedAt])).toEqual(expected);
});

test('--limit reads no further, and the table says that there are more', async () => {
  const { env } = await openSandbox(TICKETS, INVOICES);
  expect(refs((await ticketbridge(['list', '--json', '--limit', '2'], env)).out)).toHaveLength(2);
  const { out, err } = await ticketbridge(['list', '--limit', '2'], env);
  expect(out.trimEnd().split('\n')).toHaveLength(4);
  expect(err).toBe('2 threads are shown, and there are more: --limit N\n');
});

test.each(['list', 'export', 'status'])('%s goes on where an account fails, says so, and ends with 1', async (name) => {
  const { env } = await openSandbox();
  const failing = { ...env, BRANDLOVERS_TOKENS: 'gone=wrong,shop=token-of-shop' };
  const { code, out, err } = await ticketbridge([name], failing);
  expect(code).toBe(1);
  expect(`${out}${err}`).toMatch(/brandlovers:gone.*status 401/);
  expect(out).toContain('club');
  expect(`${out}${err}`).not.toContain('wrong');
});

test.each([
  ['--account', 'list', '--account', 'brandlovers:shp'],
  ['--account', 'export', '--account', 'brandlovers:shp'],
  ['THREAD', 'read', 'brandlovers:shp:1'],
  ['THREAD', 'reply', 'brandlovers:shp:1', 'Oi!', '--yes'],
  ['THREAD', 'archive', 'clubcollect:clb:1', '--yes'],
])('an account that is not configured is refused with those that are, in %s of %s', async (argument, ...args) => {
  const { env, sandbox } = await openSandbox();
  const { code, out, err } = await ticketbridge(args, env);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(
    / no account (brandlovers:shp|clubcollect:clb) is configured; there are brandlovers:shop, clubcollect:club\n$/,
  );
  expect(err.startsWith(`ticketbridge: ${argument}: `)).toBe(true);
  expect(sandbox.journal.entries()).toEqual([]);
});

test('read shows each message with its text indented, and --last the newest of them', async () => {
  const { env } = await openSandbox([ticket('1', 'OPEN', 3)], INVOICES);
  const shown = (at: string, text: string) =>
    `2026-03-01T09:0${at}:00.000Z  by: unknown, visible: CUSTOMER\n  ${text}\n`;
  expect(await ticketbridge(['read', 'brandlovers:shop:1', '--last', '2'], env)).toEqual({
    code: 0,
    err: '',
    out: shown('1', 'Cadê meu pedido? 1') + shown('2', 'Cadê meu pedido? 2'),
  });
  const { out } = await ticketbridge(['read', 'clubcollect:club:asked', '--json'], env);
  expect(records(out).map(({ author, text }) => [author, text])).toEqual([
    ['customer', 'Klopt dit bedrag? 0'],
    ['us', 'Klopt dit bedrag? 1'],
    ['customer', 'Klopt dit bedrag? 2'],
  ]);
});
