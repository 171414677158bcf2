import { expect, onTestFinished, test } from 'vitest';
import * as specs from '../src/generated/specs.ts';
import { done, type Handler } from '../src/handler.ts';
import { Exchange } from '../src/server/exchange.ts';
import { listen } from '../src/server/listener.ts';
import { type Heard, send } from './calls.ts';
import { contractOf } from './small-vendors.ts';
import { signed, successOf } from './spec-facts.ts';

const ticket = { ticketId: '1', createdAt: '2026-03-01T09:00:00Z' };

/** The BrandLovers API with handlers of the test's own. */
async function call(handlers: Record<string, Handler>, path: string, init: RequestInit = {}): Promise<Heard> {
  const contract = contractOf(specs.brandlovers);
  const served = { name: 'brandlovers', contract, codeIsAbout: {}, gaps: [], handlers: new Map([['t', handlers]]) };
  const listener = await listen(new Exchange([served]), 0);
  onTestFinished(() => listener.close());
  const { target, headers } = signed('brandlovers', path, 't');
  return send(listener.origin + target, { ...init, headers: { ...init.headers, ...headers } });
}

test('an answer that keeps to the spec is sent', async () => {
  const heard = await call({ listTickets: () => done({ tickets: [ticket] }) }, '/tickets');
  expect([heard.status, heard.body]).toEqual([200, { tickets: [ticket] }]);
});

test('a property without a value is left out', async () => {
  const heard = await call({ listTickets: () => done({ tickets: [{ ...ticket, closedAt: undefined }] }) }, '/tickets');
  expect([heard.status, heard.body]).toEqual([200, { tickets: [ticket] }]);
});

test('a status value that no list names is sent, because the list is open', async () => {
  const body = { tickets: [{ ...ticket, status: 'ESCALATED' }] };
  expect((await call({ listTickets: () => done(body) }, '/tickets')).body).toEqual(body);
});

test.each([
  ['an undeclared property', done({ tickets: [], total: 0 }), 'body/total', 'is not declared'],
  [
    'an undeclared property further in',
    done({ tickets: [{ ...ticket, orderId: 'BL-1' }] }),
    'body/tickets/0/orderId',
    'is not declared',
  ],
  ['a wrong type', done({ tickets: [{ ticketId: 1 }] }), 'body/tickets/0/ticketId', 'must be a text'],
  [
    'an invalid date',
    done({ tickets: [{ createdAt: 'today' }] }),
    'body/tickets/0/createdAt',
    'must be a date-time as RFC 3339 writes it, without a leap second, such as 2026-03-01T09:00:00Z',
  ],
  [
    'a value that JSON writes as a text',
    done({ tickets: [{ createdAt: new Date(0) }] }),
    'body/tickets/0/createdAt',
    'must be a text',
  ],
  ['an item that JSON writes as null', done({ tickets: [undefined] }), 'body/tickets/0', 'must be an object'],
  ['no body where one is declared', done(), 'body', 'is missing'],
  ['an undeclared status', { example: 404 }, 'status', 'is not documented for this operation'],
])('%s becomes a 500 that names it', async (_, answer, pointer, problem) => {
  const heard = await call({ listTickets: () => answer }, '/tickets');
  expect(heard.status).toBe(500);
  expect(heard.headers.get('x-sandbox-fault')).toBe('listTickets');
  expect(heard.body).toEqual({
    fault: 'The sandbox was about to break the spec.',
    operation: 'listTickets',
    status: 'example' in answer ? answer.example : 200,
    pointer,
    problem,
  });
});

test('a body that a handler gives is left out where the success has none', async () => {
  const heard = await call({ createTicket: () => done({ ticketId: '1' }) }, '/ticket', {
    method: 'POST',
    body: JSON.stringify({ orderId: '1', type: 't', from: 'f', body: 'b' }),
    headers: { 'content-type': 'application/json' },
  });
  expect([heard.status, heard.text]).toEqual([successOf('createTicket'), '']);
});

test('a missing required property becomes a 500', async () => {
  const heard = await call({ listTicketMessages: () => done({ messages: [] }) }, '/ticket/1/messages');
  expect(heard.body).toMatchObject({ pointer: 'body/metadata', problem: 'is missing' });
});

test('a handler that throws becomes a 500', async () => {
  const heard = await call(
    {
      listTickets: () => {
        throw new Error('out of tickets');
      },
    },
    '/tickets',
  );
  expect(heard.headers.get('x-sandbox-fault')).toBe('listTickets');
  expect(heard.body).toMatchObject({ status: 'none', pointer: 'handler', problem: 'out of tickets' });
});
