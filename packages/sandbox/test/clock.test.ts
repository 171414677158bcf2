import { describe, expect, test } from 'vitest';
import { createClock } from '../src/clock.ts';
import { SandboxError } from '../src/index.ts';
import { at, items } from '../src/json.ts';
import { asPartner, asSeller, send, start } from './calls.ts';
import { ask } from './spec-facts.ts';

const noon = '2026-03-01T12:00:00.000Z';

test('a clock that runs never says the same time twice, and goes on so after one that stood still', () => {
  const clock = createClock();
  const said = Array.from({ length: 1000 }, () => clock.now());
  clock.set(noon);
  clock.release();
  said.push(...Array.from({ length: 1000 }, () => clock.now()));
  expect(new Set(said).size).toBe(2000);
  expect(said.toSorted()).toEqual(said);
});

test('a clock that was set stands still until it is moved', () => {
  const clock = createClock();
  clock.set('2026-03-01T13:00:00+01:00');
  expect([clock.now(), clock.now()]).toEqual([noon, noon]);
  clock.advance(60_000);
  expect([clock.now(), clock.now()]).toEqual(['2026-03-01T12:01:00.000Z', '2026-03-01T12:01:00.000Z']);
});

test('a clock that runs goes on running, ahead of the machine', () => {
  const clock = createClock();
  const hour = 3_600_000;
  const before = Date.now();
  clock.advance(hour);
  const [first, second] = [clock.now(), clock.now()].map((time) => Date.parse(time));
  expect(first).toBeGreaterThanOrEqual(before + hour);
  expect(second).toBeGreaterThan(first ?? 0);
  clock.release();
  expect(Date.parse(clock.now())).toBeLessThan(before + hour);
});

describe('a wrong time is refused with what would be right', () => {
  test.each(['yesterday', '2026-03-01', '2026-03-01T12:00:00', '2026-02-30T12:00:00Z', '9999-12-31T23:59:59-01:00', 7])(
    'set(%j)',
    (now) => {
      const clock = createClock();
      expect(() => Reflect.apply(clock.set, clock, [now])).toThrow(SandboxError);
      expect(() => Reflect.apply(clock.set, clock, [now])).toThrow(expect.objectContaining({ field: 'now' }));
    },
  );

  test.each([-1, 0.5, Number.NaN, '1', undefined, 2 ** 50])('advance(%j)', (ms) => {
    const clock = createClock();
    expect(() => Reflect.apply(clock.advance, clock, [ms])).toThrow(expect.objectContaining({ field: 'ms' }));
  });
});

test('equal messages at one instant are two messages', async () => {
  const sandbox = await start();
  sandbox.clock.set(noon);
  for (const _ of [1, 2]) {
    sandbox.brandlovers.customerWrites('7300402', 'ok');
    sandbox.clubcollect.customerWrites('hv-2026-0001', 'ok');
  }
  const query = ask('listTicketMessages', { limit: 100 });
  const { body } = await asSeller(sandbox)('GET', `/ticket/7300402/messages?${query}`);
  const message = { id: '7300402', createdAt: noon, body: 'ok', visibility: 'CUSTOMER' };
  expect(items(at(body, 'messages')).slice(-2)).toEqual([message, message]);
  const heard = await asPartner(sandbox)('GET', '/v2/invoices/hv-2026-0001/tickets');
  const written = items(at(heard.body, 'tickets')).filter((ticket) => at(ticket, 'date') === noon);
  expect(written.map((ticket) => at(ticket, 'message'))).toEqual(['ok', 'ok']);
});

test('a clock that was set back puts a ticket of an invoice before those that are newer', async () => {
  const sandbox = await start();
  sandbox.clock.set('2026-03-01T09:30:00Z');
  sandbox.clubcollect.companyWrites('hv-2026-0001', 'Ertussen.');
  const { body } = await asPartner(sandbox)('GET', '/v2/invoices/hv-2026-0001/tickets');
  expect(
    items(at(body, 'tickets'))
      .map((ticket) => at(ticket, 'message'))
      .indexOf('Ertussen.'),
  ).toBe(1);
});

test('over HTTP the clock is read, set, moved and released', async () => {
  const sandbox = await start({ control: true });
  const call = async (method: string, path = '', body?: unknown) => {
    const init =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return send(new URL(`/_sandbox/clock${path}`, sandbox.brandlovers.baseUrl).href, { method, ...init });
  };
  expect((await call('PUT', '', { now: noon })).body).toEqual({ now: noon });
  expect((await call('POST', '/advance', { ms: 1 })).body).toEqual({ now: '2026-03-01T12:00:00.001Z' });
  expect(sandbox.clock.now()).toBe('2026-03-01T12:00:00.001Z');
  expect(await call('PUT', '', { now: 'noon' })).toMatchObject({
    status: 422,
    body: { detail: expect.stringMatching(/^now must be/) },
  });
  await call('DELETE');
  expect((await call('GET')).body).not.toEqual((await call('GET')).body);
});
