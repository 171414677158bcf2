import { describe, expect, test } from 'vitest';
import { at, items } from '../src/json.ts';
import { asPartner, type Call, start } from './calls.ts';
import { ask, usualSize } from './spec-facts.ts';

const club = '/v2/companies/hockeyclub-de-voorbeelden/tickets';
const invoice = (id: string): string => `/v2/invoices/${id}/tickets`;

async function listed(call: Call, list: string): Promise<readonly unknown[]> {
  const pages: unknown[] = [];
  for (let page = 1, last = 1; page <= last; page += 1) {
    const { body } = await call('GET', `${club}/${list}?${ask('listCompanyTickets', { page })}`);
    pages.push(...items(at(body, 'tickets')));
    last = Number(at(body, 'page', 'total_pages'));
  }
  return pages;
}

async function listsOf(call: Call, invoiceId: string): Promise<string[]> {
  const found: string[] = [];
  for (const list of ['unanswered', 'answered', 'archived']) {
    if ((await listed(call, list)).some((ticket) => at(ticket, 'invoice_id') === invoiceId)) found.push(list);
  }
  return found;
}

describe('an invoice', () => {
  test('lists its tickets, and a new one as the last, written by the company', async () => {
    const call = asPartner(await start());
    const before = items(at((await call('GET', invoice('hv-2026-0002'))).body, 'tickets'));
    const created = await call('POST', invoice('hv-2026-0002'), { message: 'De betaling is binnen.' });
    expect(created.body).toEqual({
      ticket_id: expect.any(String),
      message: 'De betaling is binnen.',
      sender: 'COMPANY',
      date: expect.stringMatching(/^20\d\d-.+Z$/),
    });
    expect((await call('GET', invoice('hv-2026-0002'))).body).toEqual({ tickets: [...before, created.body] });
  });

  test.each(['', ' ', '\n\t'])('takes no message of %j', async (message) => {
    const call = asPartner(await start());
    const before = await call('GET', invoice('hv-2026-0002'));
    const heard = await call('POST', invoice('hv-2026-0002'), { message });
    expect([heard.status, heard.body]).toEqual([422, { error: 'invalid_message' }]);
    expect((await call('GET', invoice('hv-2026-0002'))).body).toEqual(before.body);
  });

  test('without tickets can be written on', async () => {
    const call = asPartner(await start());
    expect((await call('GET', invoice('hv-2026-0006'))).body).toEqual({ tickets: [] });
    expect(await listsOf(call, 'hv-2026-0006')).toEqual([]);
    await call('POST', invoice('hv-2026-0006'), { message: 'Uw factuur staat klaar.' });
    expect(await listsOf(call, 'hv-2026-0006')).toEqual(['answered']);
  });
});

describe('the three lists', () => {
  test('hold a conversation by its newest ticket, with all its tickets', async () => {
    const call = asPartner(await start());
    expect(await listsOf(call, 'hv-2026-0001')).toEqual(['unanswered']);
    expect(await listsOf(call, 'hv-2026-0002')).toEqual(['answered']);
    expect(await listsOf(call, 'hv-2026-0003')).toEqual(['archived']);
    await call('POST', invoice('hv-2026-0001'), { message: 'Wij zoeken het uit.' });
    expect(await listsOf(call, 'hv-2026-0001')).toEqual(['answered']);
    const moved = (await listed(call, 'answered')).filter((ticket) => at(ticket, 'invoice_id') === 'hv-2026-0001');
    expect(moved).toHaveLength(4);
  });

  test('move a conversation to archived when it is archived', async () => {
    const call = asPartner(await start());
    const { status, text } = await call('POST', `${invoice('hv-2026-0001')}/actions/archive`);
    expect([status, text]).toEqual([204, '']);
    expect(await listsOf(call, 'hv-2026-0001')).toEqual(['archived']);
  });

  test('keep an archived conversation archived when a message follows, by default', async () => {
    const call = asPartner(await start());
    await call('POST', invoice('hv-2026-0003'), { message: 'Nog een vraag.' });
    expect(await listsOf(call, 'hv-2026-0003')).toEqual(['archived']);
  });

  test('take it out again where the sandbox was told so', async () => {
    const call = asPartner(await start({ clubcollect: { messageAfterArchive: 'reopens' } }));
    await call('POST', invoice('hv-2026-0003'), { message: 'Nog een vraag.' });
    expect(await listsOf(call, 'hv-2026-0003')).toEqual(['answered']);
  });

  test('do not change when tickets are assigned to support', async () => {
    const call = asPartner(await start());
    const before = await listed(call, 'unanswered');
    expect((await call('POST', `${invoice('hv-2026-0001')}/actions/assign_to_support`)).status).toBe(204);
    expect(await listed(call, 'unanswered')).toEqual(before);
  });

  test('archiving an invoice without tickets archives nothing', async () => {
    const call = asPartner(await start());
    await call('POST', `${invoice('hv-2026-0006')}/actions/archive`);
    await call('POST', invoice('hv-2026-0006'), { message: 'Uw factuur staat klaar.' });
    expect(await listsOf(call, 'hv-2026-0006')).toEqual(['answered']);
  });
});

describe('the pages of a list', () => {
  test('hold as many tickets as the spec says, oldest first, with totals', async () => {
    const call = asPartner(await start());
    const first = await call('GET', `${club}/unanswered`);
    const all = await listed(call, 'unanswered');
    const [total, size] = [all.length, usualSize('listCompanyTickets')];
    expect(at(first.body, 'page')).toEqual({
      page_number: 1,
      page_size: size,
      total_entries: total,
      total_pages: Math.ceil(total / size),
    });
    expect(items(at(first.body, 'tickets'))).toEqual(all.slice(0, size));
    const dates = all.map((ticket) => Date.parse(String(at(ticket, 'date'))));
    expect(dates).toEqual([...dates].sort((a, b) => a - b));
  });

  test('are empty past the end', async () => {
    const { status, body } = await asPartner(await start({ clubcollect: { pageSize: 5 } }))(
      'GET',
      `${club}/archived?${ask('listCompanyTickets', { page: 9 })}`,
    );
    expect([status, body]).toEqual([
      200,
      { tickets: [], page: { page_number: 9, page_size: 5, total_entries: 3, total_pages: 1 } },
    ]);
  });

  test('have the size that the sandbox was started with', async () => {
    const { body } = await asPartner(await start({ clubcollect: { pageSize: 2 } }))('GET', `${club}/archived`);
    expect(items(at(body, 'tickets'))).toHaveLength(2);
    expect(at(body, 'page')).toEqual({ page_number: 1, page_size: 2, total_entries: 3, total_pages: 2 });
  });
});

test('partners see and touch nothing of one another', async () => {
  const sandbox = await start();
  const [own, other] = [asPartner(sandbox, 0), asPartner(sandbox, 1)];
  const before = await own('GET', invoice('hv-2026-0001'));
  const attempts = [
    await other('GET', invoice('hv-2026-0001')),
    await other('POST', invoice('hv-2026-0001'), { message: 'Hallo' }),
    await other('POST', `${invoice('hv-2026-0001')}/actions/archive`),
    await other('POST', `${invoice('hv-2026-0001')}/actions/assign_to_support`),
  ];
  for (const { status, body } of attempts) expect([status, body]).toEqual([404, { error: 'invalid_invoice_id' }]);
  const company = await other('GET', `${club}/unanswered`);
  expect([company.status, company.body]).toEqual([404, { error: 'not_found' }]);
  expect((await own('GET', invoice('hv-2026-0001'))).body).toEqual(before.body);
});

test('every page is the first where the sandbox was told so', async () => {
  const sandbox = await start({ clubcollect: { page: 'ignored' } });
  const call = asPartner(sandbox);
  const companyId = sandbox.clubcollect.partners[0]?.companyIds[0];
  const [first, second] = [1, 2].map((page) =>
    call('GET', `/v2/companies/${companyId}/tickets/unanswered?${ask('listCompanyTickets', { page })}`),
  );
  expect(at((await second)?.body, 'page', 'page_number')).toBe(1);
  expect((await second)?.body).toEqual((await first)?.body);
});
