import { expect, test } from 'vitest';
import { invoice, openDesk, run, sample, ticket } from './desk.ts';

const TICKETS = [
  { ...ticket('late'), updatedAt: '2026-03-05T09:00:00Z', sla: '2026-03-06T09:00:00Z' },
  { ...ticket('calm', 'REOPENED'), updatedAt: '2026-03-03T09:00:00Z', sla: '2999-03-06T09:00:00Z' },
  ticket(undefined),
  { ...ticket('closed', 'CLOSED'), sla: '2026-03-06T09:00:00Z' },
];
const INVOICES = [
  invoice('asked', 'CUSTOMER', 'COMPANY', 'CUSTOMER', 'CUSTOMER'),
  invoice('answered', 'CUSTOMER', 'COMPANY'),
  { ...invoice('old', 'CUSTOMER'), archived: true },
];

/** The cells of a table's rows, by the title above it. */
function tables(out: string): ReadonlyMap<string, readonly string[][]> {
  return new Map(
    out.split('\n\n').map((section) => {
      const [title = '', ...lines] = section.trim().split('\n');
      const rows = lines.map((line) => line.split('|').slice(1, -1));
      return [title, rows.slice(2).map((row) => row.map((cell) => cell.trim()))];
    }),
  );
}

test('it counts the active threads of each account by turn, sla and address', async () => {
  const { env } = await openDesk(TICKETS, INVOICES);
  const { code, out, err } = await run('triage', [], env);
  expect([code, err]).toEqual([0, '']);
  const report = tables(out);
  // source, account, active, ours, theirs, unknown, past sla, without id, anomalies
  expect(report.get('Active threads')).toEqual([
    ['brandlovers', 'shop', '3', '0', '0', '3', '1', '1', '0'],
    ['clubcollect', 'club', '2', '1', '1', '0', '0', '0', '0'],
  ]);
  expect(report.get('Past their sla')).toEqual([['brandlovers:shop:late', '2026-03-06T09:00Z', 'OPEN']]);
  expect(report.get('Without an id: they can be seen, but not addressed')?.map(([thread]) => thread)).toEqual([
    'brandlovers:shop: no id',
  ]);
});

test('what has waited longest comes first; what waits for the customer is left out', async () => {
  const { env } = await openDesk(TICKETS, INVOICES);
  const { out } = await run('triage', [], env);
  expect(
    tables(out)
      .get('Waiting, oldest first')
      ?.map(([thread, turn, , since]) => [thread, turn, since]),
  ).toEqual([
    ['brandlovers:shop: no id', 'unknown', '2026-03-01T09:00Z'],
    // Since the first message after the company's.
    ['clubcollect:club:asked', 'ours', '2026-03-02T09:02Z'],
    ['brandlovers:shop:calm', 'unknown', '2026-03-03T09:00Z'],
    ['brandlovers:shop:late', 'unknown', '2026-03-05T09:00Z'],
  ]);
});

test('--limit bounds the rows, and the title says so', async () => {
  const { env } = await openDesk(TICKETS, INVOICES);
  const { out } = await run('triage', ['--limit', '1'], env);
  expect(tables(out).get('Waiting, oldest first (1 of 4)')).toHaveLength(1);
});

test('what is not of the documented form is listed', async () => {
  const { env, proxy } = await openDesk(TICKETS, INVOICES);
  proxy.rewrite(
    ({ url }) => url.includes('status=OPEN'),
    (body) => body.replace('2026-03-06T09:00:00Z', 'tomorrow'),
  );
  const { code, out } = await run('triage', [], env);
  expect(code).toBe(0);
  const report = tables(out);
  expect(report.get('Not of the documented form')).toEqual([
    ['brandlovers:shop:late', '/sla', 'an ISO 8601 date-time with a time zone'],
  ]);
  expect(report.has('Past their sla')).toBe(false);
});

test('a thread that stands in two lists counts once, as ours', async () => {
  const { env, proxy } = await openDesk(TICKETS, INVOICES);
  proxy.rewrite(
    ({ url }) => url.includes('/tickets/answered'),
    (body) => body.replaceAll('"answered"', '"asked"'),
  );
  const { out } = await run('triage', [], env);
  expect(tables(out).get('Active threads')?.[1]).toEqual(['clubcollect', 'club', '1', '1', '0', '0', '0', '0', '0']);
});

test('a source that fails is reported, the others are read, and the exit code says so', async () => {
  const { env } = await openDesk(TICKETS, INVOICES);
  const { code, out } = await run('triage', [], {
    ...env,
    BRANDLOVERS_TOKENS: 'gone=wrong,shop=token-of-shop',
    CLUBCOLLECT_COMPANIES: 'nobody,club',
  });
  expect(code).toBe(1);
  const report = tables(out);
  expect(report.get('Active threads')?.map((row) => row.slice(0, 3))).toEqual([
    ['brandlovers', 'gone', '0+'],
    ['brandlovers', 'shop', '3'],
    ['clubcollect', 'nobody', '0+'],
    ['clubcollect', 'club', '2'],
  ]);
  expect(report.get('Could not be read')).toEqual([
    ['brandlovers:gone', expect.stringContaining('status 401')],
    ['clubcollect:nobody', expect.stringContaining('status 404')],
  ]);
  expect(out).not.toContain('wrong');
});

test.each(
  sample(['BRANDLOVERS_TOKENS', 'BRANDLOVERS_URL', 'CLUBCOLLECT_URL', 'CLUBCOLLECT_API_KEY', 'CLUBCOLLECT_COMPANIES']),
)('without %s it says that it is missing', async (name) => {
  const { env } = await openDesk([], []);
  expect(await run('triage', [], { ...env, [name]: '' })).toEqual({
    code: 2,
    signal: null,
    out: '',
    err: `triage: the environment variable ${name} is not set\n`,
  });
});
