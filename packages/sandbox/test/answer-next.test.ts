import { expect, test } from 'vitest';
import * as specs from '../src/generated/specs.ts';
import { asPartner, asSeller, start } from './calls.ts';
import { contractOf } from './small-vendors.ts';
import { ask, pathOf, successOf } from './spec-facts.ts';

const [seller, partner] = [contractOf(specs.brandlovers), contractOf(specs.clubcollect)];
const everything = `/tickets?${ask('listTickets', { limit: 100 })}`;
const pairs = [...seller.operations, ...partner.operations].flatMap((operation) =>
  operation.statuses.map((status) => ({ operation, id: operation.id, status })),
);

test.each(pairs)(
  'the next $id is answered with $status and the example of the spec',
  async ({ operation, id, status }) => {
    const sandbox = await start();
    sandbox.answerNext(id, status);
    const call = seller.operations.includes(operation) ? asSeller(sandbox) : asPartner(sandbox);
    const heard = await call(operation.method, pathOf(id));
    expect(heard.status).toBe(status);
    expect(heard.body).toEqual(operation.example(status));
    expect(heard.headers.get('x-sandbox-fault')).toBeNull();
  },
);

test('only the next call is answered so, and the state stays as it was', async () => {
  const sandbox = await start();
  const call = asSeller(sandbox);
  const before = await call('GET', everything);
  sandbox.answerNext('createTicket', successOf('createTicket'));
  await call('POST', '/ticket', { orderId: '1', type: 'T', from: 'F', body: 'B' });
  expect((await call('GET', everything)).body).toEqual(before.body);
  await call('POST', '/ticket', { orderId: '1', type: 'T', from: 'F', body: 'B' });
  expect((await call('GET', everything)).body).not.toEqual(before.body);
});

test('two plans for one operation are kept in order', async () => {
  const sandbox = await start();
  sandbox.answerNext('setTicketStatus', 403);
  sandbox.answerNext('setTicketStatus', 404);
  const close = () => asSeller(sandbox)('PUT', '/ticket/7300401/status', { ticketStatus: 'CLOSED' });
  expect([(await close()).status, (await close()).status, (await close()).status]).toEqual([
    403,
    404,
    successOf('setTicketStatus'),
  ]);
});

test('a call without valid credentials does not use the plan up', async () => {
  const sandbox = await start();
  sandbox.answerNext('setTicketStatus', 403);
  const close = { ticketStatus: 'CLOSED' };
  expect((await asSeller(sandbox, 0, 'nobody')('PUT', '/ticket/7300401/status', close)).status).toBe(401);
  expect((await asSeller(sandbox)('PUT', '/ticket/7300401/status', close)).status).toBe(403);
});

test('a call of another operation does not use the plan up', async () => {
  const sandbox = await start();
  sandbox.answerNext('listTickets', 400);
  expect((await asSeller(sandbox)('GET', '/ticket/7300401/messages')).status).toBe(200);
  expect((await asSeller(sandbox)('GET', '/tickets')).status).toBe(400);
});

test('an undocumented pair is refused with the documented ones', async () => {
  const sandbox = await start();
  expect(() => sandbox.answerNext('createTicket', 401)).toThrow(
    'status must be one that createTicket documents: 200, 400',
  );
  expect(() => sandbox.answerNext('createTickets', 200)).toThrow('did you mean createTicket?');
  expect(() => sandbox.answerNext('refund', 200)).toThrow(
    'operation must be the id of an operation; there are createTicket, addTicketMessage',
  );
});
