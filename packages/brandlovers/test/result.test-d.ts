import type { Brandlovers, GetTicketMessages, GetTickets, Ticket, VoidResult } from '@ticketbridge/brandlovers';
import { describe, expectTypeOf, test } from 'vitest';

declare const client: Brandlovers;

describe('what an operation resolves to', () => {
  test('is the model of its documented body', () => {
    expectTypeOf(client.listTickets()).resolves.toEqualTypeOf<GetTickets>();
    expectTypeOf(client.listTicketMessages({ ticketId: '1' })).resolves.toEqualTypeOf<GetTicketMessages>();
  });

  test('is the status alone where no body is documented', () => {
    const set = client.setTicketStatus({ ticketId: '1', ticketStatus: 'CLOSED' });
    expectTypeOf(set).resolves.toEqualTypeOf<VoidResult>();
    expectTypeOf<VoidResult['status']>().toEqualTypeOf<number>();
    // @ts-expect-error there is no body
    set.then(({ ticketId }) => ticketId);
  });

  test('says which fields the vendor may leave out', () => {
    expectTypeOf<GetTickets['tickets']>().extract<undefined>().toEqualTypeOf<undefined>();
    expectTypeOf<Ticket['ticketId']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<GetTicketMessages['metadata']>().extract<undefined>().toBeNever();
    // @ts-expect-error tickets may be absent
    client.listTickets().then(({ tickets }) => tickets.length);
    // @ts-expect-error there is no orderId
    client.listTickets().then(({ tickets }) => tickets?.[0]?.orderId);
  });
});

describe('the status of a ticket', () => {
  test('suggests the known values and takes any other', () => {
    const known: Ticket = { status: 'REOPENED' };
    const other: Ticket = { status: 'ESCALATED' };
    expectTypeOf(known).toEqualTypeOf(other);
    // `string` alone would swallow the known values, and an editor could not suggest them.
    expectTypeOf<Extract<Ticket['status'], 'OPEN'>>().toEqualTypeOf<'OPEN'>();
    expectTypeOf<Ticket['status']>().not.toEqualTypeOf<string | undefined>();
  });

  test('can be compared with a known value and read as text', () => {
    const { status }: Ticket = {};
    expectTypeOf(status === 'CLOSED').toBeBoolean();
    expectTypeOf(status).toExtend<string | undefined>();
    // @ts-expect-error a status is no number
    const number: Ticket = { status: 1 };
    expectTypeOf(number).toEqualTypeOf<Ticket>();
  });
});
