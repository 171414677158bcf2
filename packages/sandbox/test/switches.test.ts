import { describe, expect, test } from 'vitest';
import { brandlovers, clubcollect } from '../src/generated/specs.ts';
import { at, entries, items, text } from '../src/json.ts';
import { listSwitches } from '../src/switches.ts';
import { asPartner, asSeller, type Call, type Heard, start } from './calls.ts';
import { ask } from './spec-facts.ts';

const open = { orderId: 'o', type: 'T', from: 'f', body: 'Olá', description: `"Rio" & ${'x'.repeat(80)}` };
const say = { visibility: 'CUSTOMER', body: 'Oi' };

const tickets = async (call: Call, query = '') => {
  const { body } = await call('GET', `/tickets?${ask('listTickets', { limit: 100 })}${query}`);
  return items(at(body, 'tickets'));
};
const newest = async (call: Call) => (await tickets(call)).find((ticket) => at(ticket, 'type') === 'T');
const ticket = async (call: Call, id: string) => (await tickets(call)).find((one) => at(one, 'ticketId') === id);
const page = async (call: Call, offset: number) =>
  seen(await call('GET', `/tickets?${ask('listTickets', { offset, limit: 5 })}`));
const status = (call: Call, id: string, ticketStatus: string) => call('PUT', `/ticket/${id}/status`, { ticketStatus });
const messages = (call: Call, id: string) =>
  call('GET', `/ticket/${id}/messages?${ask('listTicketMessages', { limit: 100 })}`);

/** What a caller sees of an answer, but for what is random. */
function seen({ status, text, headers }: Heard): string {
  return `${status} ${text} ${headers.get('x-sandbox-switch') ?? ''}`;
}

const invoice = (id: string) => `/v2/invoices/${id}/tickets`;
const club = (state: string, number = 1) =>
  `/v2/companies/hockeyclub-de-voorbeelden/tickets/${state}?${ask('listCompanyTickets', { page: number })}`;
const clubTickets = async (call: Call, state: string) =>
  items(at((await call('GET', club(state))).body, 'tickets')).map((one) => [at(one, 'invoice_id'), at(one, 'message')]);
const states = async (call: Call, id: string) =>
  Promise.all(
    ['unanswered', 'answered', 'archived'].map(
      async (state) => (await clubTickets(call, state)).filter(([invoiceId]) => invoiceId === id).length,
    ),
  );

/** For each switch, something that its values make different; the calls are a seller's or a partner's. */
const PROBES: Readonly<Record<string, (call: Call) => Promise<unknown>>> = {
  'brandlovers.maxLimit': async (call) => (await tickets(call)).length,
  'brandlovers.offset': async (call) => [await page(call, 3), await page(call, 10_000)],
  'brandlovers.maxOffset': async (call) => [await page(call, 4), await page(call, 1_001)],
  'brandlovers.pastTheEnd': (call) => page(call, 10_000),
  'brandlovers.emptyList': (call) => page(call, 10_000),
  'brandlovers.openIncludesReopened': async (call) => (await tickets(call, '&status=OPEN')).length,
  'brandlovers.ticketOrder': async (call) => {
    await call('POST', '/ticket/7300402/message', say);
    return (await tickets(call)).map((one) => at(one, 'ticketId'));
  },
  'brandlovers.messageOrder': async (call) => seen(await messages(call, '7300401')),
  'brandlovers.messageId': async (call) => seen(await messages(call, '7300401')),
  'brandlovers.ids': async (call) => {
    await call('POST', '/ticket', open);
    return String(at(await newest(call), 'ticketId'))
      .replace(/[\da-f]{8}[\da-f-]{28}/, 'U')
      .replace(/^\d+$/, 'N');
  },
  'brandlovers.readingUnknown': async (call) => seen(await messages(call, 'none')),
  'brandlovers.writingUnknown': async (call) => [
    seen(await call('POST', '/ticket/none/message', say)),
    (await status(call, 'none', 'CLOSED')).status,
  ],
  'brandlovers.voidBody': async (call) => seen(await call('POST', '/ticket', open)),
  'brandlovers.description': async (call) => {
    await call('POST', '/ticket', open);
    return at(await newest(call), 'description') ?? 'none';
  },
  'brandlovers.textOfNewTicket': async (call) => {
    await call('POST', '/ticket', open);
    return items(at((await messages(call, String(at(await newest(call), 'ticketId')))).body, 'messages')).length;
  },
  'brandlovers.messageKeepsUpdatedAt': async (call) => {
    const before = at(await ticket(call, '7300402'), 'updatedAt');
    await call('POST', '/ticket/7300402/message', say);
    return at(await ticket(call, '7300402'), 'updatedAt') === before;
  },
  'brandlovers.messageAfterClose': async (call) => {
    await status(call, '7300402', 'CLOSED');
    const { status: answered } = await call('POST', '/ticket/7300402/message', say);
    return [answered, at(await ticket(call, '7300402'), 'status')];
  },
  'brandlovers.sameStatus': async (call) => {
    await status(call, '7300402', 'CLOSED');
    return (await status(call, '7300402', 'CLOSED')).status;
  },
  'brandlovers.reopeningKeepsClosedAt': async (call) => {
    await status(call, '7300402', 'CLOSED');
    await status(call, '7300402', 'REOPENED');
    return typeof at(await ticket(call, '7300402'), 'closedAt');
  },
  'brandlovers.ticketLag': async (call) => {
    await call('POST', '/ticket', open);
    return [await newest(call), await newest(call), await newest(call)].map((one) => one !== undefined);
  },
  'brandlovers.statusLag': async (call) => {
    await status(call, '7300402', 'CLOSED');
    const read = async () => at(await ticket(call, '7300402'), 'status');
    return [await read(), await read(), await read()];
  },
  'brandlovers.messageLag': async (call) => {
    const count = async () => items(at((await messages(call, '7300402')).body, 'messages')).length;
    const before = await count();
    await call('POST', '/ticket/7300402/message', say);
    return [await count(), await count(), await count()].map((after) => after - before);
  },
  'clubcollect.pageSize': async (call) => at((await call('GET', club('unanswered'))).body, 'page', 'page_size'),
  'clubcollect.page': async (call) => [
    seen(await call('GET', club('unanswered', 2))),
    seen(await call('GET', club('answered', 9))),
  ],
  'clubcollect.pastTheEnd': async (call) => seen(await call('GET', club('unanswered', 99))),
  'clubcollect.listHolds': (call) => states(call, 'hv-2026-0001'),
  'clubcollect.listOrder': (call) => clubTickets(call, 'answered'),
  'clubcollect.invoiceOrder': async (call) => seen(await call('GET', invoice('hv-2026-0001'))),
  'clubcollect.messageAfterArchive': async (call) => {
    await call('POST', invoice('hv-2026-0003'), { message: 'Nog iets.' });
    return states(call, 'hv-2026-0003');
  },
  'clubcollect.assigning': async (call) => {
    await call('POST', `${invoice('hv-2026-0001')}/actions/assign_to_support`);
    return states(call, 'hv-2026-0001');
  },
  'clubcollect.archivingNothing': async (call) =>
    (await call('POST', `${invoice('hv-2026-0006')}/actions/archive`)).status,
  'clubcollect.foreign': async (call) => [
    seen(await call('GET', invoice('none'))),
    seen(await call('GET', '/v2/companies/none/tickets/archived')),
  ],
  'clubcollect.errorKey': async (call) => seen(await call('POST', invoice('hv-2026-0001'), { message: '' })),
  'clubcollect.dates': async (call) => seen(await call('GET', invoice('hv-2026-0001'))),
  'clubcollect.ids': async (call) => seen(await call('GET', invoice('hv-2026-0001'))),
  'clubcollect.ownSender': async (call) =>
    at((await call('POST', invoice('hv-2026-0001'), { message: 'Ja' })).body, 'sender'),
  'clubcollect.stateLag': async (call) => {
    await call('POST', `${invoice('hv-2026-0001')}/actions/archive`);
    const read = async () => (await clubTickets(call, 'archived')).some(([id]) => id === 'hv-2026-0001');
    return [await read(), await read(), await read()];
  },
  'clubcollect.messageLag': async (call) => {
    const count = async () => items(at((await call('GET', invoice('hv-2026-0001'))).body, 'tickets')).length;
    const before = await count();
    await call('POST', invoice('hv-2026-0001'), { message: 'Ja' });
    return [await count(), await count(), await count()].map((after) => after - before);
  },
};

const switches = listSwitches();

describe('every switch', () => {
  test('has a probe', () => {
    expect(Object.keys(PROBES).sort()).toEqual(switches.map(({ name }) => name).sort());
  });

  test.each(switches)(
    '$name: each value makes a difference, when set at the start or later',
    async ({ name, choices }) => {
      const [vendor = '', option = ''] = name.split('.');
      const probed: string[] = [];
      for (const value of choices) {
        const call = vendor === 'brandlovers' ? asSeller : asPartner;
        const atStart = await start({ [vendor]: { [option]: value } });
        const later = await start();
        later.switches.set({ [vendor]: { [option]: value } });
        expect(later.switches.list().find((row) => row.name === name)?.value).toBe(value);
        const results = [await PROBES[name]?.(call(atStart)), await PROBES[name]?.(call(later))];
        const [one, other] = results.map((result) => withoutIds(JSON.stringify(result)));
        expect(other).toBe(one);
        probed.push(one ?? '');
      }
      expect(new Set(probed).size).toBe(choices.length);
    },
  );

  test.each(switches)("$name: its sentence is its vendor's specification's", ({ name, sentence }) => {
    const spec: unknown = { brandlovers, clubcollect }[name.split('.')[0] ?? ''];
    expect(textsOf(spec).some((written) => written.includes(sentence))).toBe(true);
  });
});

/** Every text of a document, without line breaks. */
function textsOf(value: unknown): string[] {
  const own = text(value);
  if (own !== undefined) return [own.replaceAll(/\s+/g, ' ')];
  return [...items(value), ...entries(value).map(([, inner]) => inner)].flatMap(textsOf);
}

function withoutIds(json: string): string {
  return json.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'uuid');
}
