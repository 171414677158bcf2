import {
  type AddTicketMessageInput,
  type Brandlovers,
  type CreateTicketInput,
  type CustomerReference,
  type ListTicketMessagesInput,
  type ListTicketsInput,
  type NewTicketMessage,
  paging,
  type SetTicketStatusInput,
} from '@ticketbridge/brandlovers';
import { describe, test } from 'vitest';

declare const client: Brandlovers;
declare const yes: boolean;

/** Their names are the spec's to change. */
const { limit, offset } = paging.listTickets;

const nonsense = 'nonsense';
const ids = { orderId: 'o', type: 't', from: 'f' } as const;
const ticket = { ...ids, body: 'b' };
const message = { ticketId: '1', visibility: 'CUSTOMER', body: 'b' } as const;

describe('a key that the operation does not have is a compile error', () => {
  test('in a fresh literal', () => {
    // @ts-expect-error nonsense
    client.listTickets({ nonsense: 1 });
    // @ts-expect-error nonsense, beside known keys
    client.listTickets({ status: 'OPEN', nonsense: 1 });
    // @ts-expect-error a typo of status
    client.listTickets({ statu: 'OPEN' });
    // @ts-expect-error a key of another case
    client.listTickets({ Status: 'OPEN' });
    // @ts-expect-error a key of another operation
    client.listTicketMessages({ ticketId: '1', status: 'OPEN' });
    // @ts-expect-error a key whose value is undefined
    client.listTickets({ nonsense: undefined });
    // @ts-expect-error a computed key
    client.listTickets({ [nonsense]: 1 });
    // @ts-expect-error a method
    client.listTickets({ nonsense() {} });
  });

  test('in a variable', () => {
    const inferred = { [limit]: 5, nonsense: 1 };
    // @ts-expect-error nonsense
    client.listTickets(inferred);
    const constant = { [limit]: 5, nonsense: 1 } as const;
    // @ts-expect-error nonsense
    client.listTickets(constant);
    const frozen = Object.freeze({ [limit]: 5, nonsense: 1 });
    // @ts-expect-error nonsense
    client.listTickets(frozen);
    const optional: { [limit]?: number; nonsense?: string } = {};
    // @ts-expect-error nonsense, though it may be absent
    client.listTickets(optional);
    const readonly: { readonly ticketId: string; readonly nonsense: string } = { ticketId: '1', nonsense: '' };
    // @ts-expect-error nonsense
    client.listTicketMessages(readonly);
    const { visibility: _, ...rest } = { ...message, nonsense: 1 };
    // @ts-expect-error nonsense in what is left of a variable
    client.addTicketMessage({ visibility: 'CUSTOMER', ...rest });
  });

  test('in a spread', () => {
    const extra = { nonsense: 1 };
    // @ts-expect-error nonsense
    client.listTickets({ ...extra });
    // @ts-expect-error nonsense
    client.listTickets({ [limit]: 5, ...extra });
    // @ts-expect-error nonsense after the spread
    client.createTicket({ ...ticket, nonsense: 1 });
    // @ts-expect-error nonsense, sometimes
    client.listTickets({ [limit]: 5, ...(yes && { nonsense: 1 }) });
    // @ts-expect-error nonsense, sometimes
    client.listTickets({ [limit]: 5, ...(yes ? extra : {}) });
  });

  test('in a conditional', () => {
    // @ts-expect-error nonsense on one side
    client.listTickets(yes ? { [limit]: 5 } : { nonsense: 1 });
    const one = yes ? { ticketId: '1' } : { ticketId: '1', nonsense: 1 };
    // @ts-expect-error nonsense on one side
    client.listTicketMessages(one);
  });

  test('in the result of a function, in what satisfies or asserts a type, in a wider type', () => {
    const make = () => ({ [limit]: 5, nonsense: 1 });
    // @ts-expect-error nonsense
    client.listTickets(make());
    // @ts-expect-error nonsense
    client.listTickets({ [limit]: 5, nonsense: 1 } satisfies { [limit]: number; nonsense: number });
    // @ts-expect-error nonsense
    client.listTickets({ [limit]: 5, nonsense: 1 } as { [limit]: number; nonsense: number });
    interface Wider extends ListTicketsInput {
      nonsense: number;
    }
    const wider: Wider = { nonsense: 1 };
    // @ts-expect-error nonsense
    client.listTickets(wider);
    const both: SetTicketStatusInput & { nonsense: number } = { ticketId: '1', ticketStatus: 'CLOSED', nonsense: 1 };
    // @ts-expect-error nonsense
    client.setTicketStatus(both);
    const either = yes ? both : { ticketId: '1', ticketStatus: 'CLOSED' as const };
    // @ts-expect-error nonsense in one member
    client.setTicketStatus(either);
  });

  test('nested', () => {
    // @ts-expect-error nam
    client.createTicket({ ...ticket, customer: { nam: 'n' } });
    const customer = { name: 'n', nam: 'n' };
    // @ts-expect-error nam, in a variable
    client.createTicket({ ...ticket, customer });
    const whole = { ...ticket, customer: { name: 'n', nam: 'n' } };
    // @ts-expect-error nam, in a variable of the whole input
    client.createTicket(whole);
    // @ts-expect-error nam, in a spread
    client.createTicket({ ...ticket, customer: { ...customer } });
    // @ts-expect-error nam on one side
    client.createTicket({ ...ticket, customer: yes ? { name: 'n' } : { nam: 'n' } });
    // @ts-expect-error subject
    client.createTicket({ ...ticket, message: { visibility: 'INTERNAL', body: 'b', subject: 's' } });
    const note = { visibility: 'INTERNAL', body: 'b', subject: 's' } as const;
    // @ts-expect-error subject, in a variable
    client.createTicket({ ...ticket, message: note });
  });

  test('in the options of a call', () => {
    // @ts-expect-error timeOut
    client.listTickets({}, { timeOut: 5 });
    // @ts-expect-error a header's value is text
    client.listTickets({}, { headers: { 'x-trace': 1 } });
  });
});

describe('a value of another type is a compile error', () => {
  test('in every form', () => {
    // @ts-expect-error text for a number
    client.listTickets({ [limit]: '5' });
    // @ts-expect-error null for a number
    client.listTickets({ [limit]: null });
    // @ts-expect-error a number for text
    client.listTicketMessages({ ticketId: 1 });
    // @ts-expect-error a Date for text
    client.addTicketMessage({ ...message, body: new Date() });
    const wrong = { ticketId: 1 };
    // @ts-expect-error a number for text, in a variable
    client.listTicketMessages(wrong);
    // @ts-expect-error text for an object
    client.createTicket({ ...ticket, customer: 'Beatriz' });
    // @ts-expect-error a list for an object
    client.createTicket({ ...ticket, customer: [{ name: 'n' }] });
    // @ts-expect-error a number for text, nested
    client.createTicket({ ...ticket, customer: { name: 1 } });
    // @ts-expect-error text for the input
    client.listTickets('OPEN');
    // @ts-expect-error a list for the input
    client.listTicketMessages([{ ticketId: '1' }]);
    // @ts-expect-error null for the input
    client.listTickets(null);
  });

  test('and so is a value that an enum of ours does not have', () => {
    // @ts-expect-error lower case
    client.listTickets({ status: 'open' });
    // @ts-expect-error only the vendor opens
    client.setTicketStatus({ ticketId: '1', ticketStatus: 'OPEN' });
    // @ts-expect-error no such visibility
    client.addTicketMessage({ ...message, visibility: 'PUBLIC' });
    const widened = { ticketId: '1', ticketStatus: 'CLOSED' };
    // @ts-expect-error a variable that forgot its literal
    client.setTicketStatus(widened);
    // @ts-expect-error no such visibility, nested
    client.createTicket({ ...ticket, message: { visibility: 'PUBLIC', body: 'b' } });
  });
});

describe('a missing field is a compile error', () => {
  test('at the top and nested', () => {
    // @ts-expect-error no input
    client.listTicketMessages();
    // @ts-expect-error ticketId
    client.listTicketMessages({});
    // @ts-expect-error ticketId that may be undefined
    client.listTicketMessages({ ticketId: yes ? '1' : undefined });
    // @ts-expect-error ticketStatus
    client.setTicketStatus({ ticketId: '1' });
    // @ts-expect-error body
    client.createTicket(ids);
    // @ts-expect-error orderId, even with a customer
    client.createTicket({ type: 't', from: 'f', body: 'b', customer: { name: 'n' } });
    // @ts-expect-error visibility, nested
    client.createTicket({ ...ticket, message: { body: 'b' } });
    const partial: Partial<SetTicketStatusInput> = {};
    // @ts-expect-error nothing is sure to be there
    client.setTicketStatus(partial);
  });
});

describe('an input that the operation takes compiles', () => {
  test('as a literal, with what is optional or without', () => {
    client.listTickets();
    client.listTickets(undefined);
    client.listTickets({});
    client.listTickets({ status: 'OPEN' });
    client.listTickets({ status: 'REOPENED', [offset]: 0, [limit]: 50 });
    client.listTickets({ status: undefined, [limit]: undefined });
    client.listTickets({ [limit]: yes ? 5 : undefined });
    client.listTickets({ status: yes ? 'OPEN' : 'CLOSED' });
    client.listTicketMessages({ ticketId: '1' });
    client.setTicketStatus({ ticketId: '1', ticketStatus: 'REOPENED' });
    client.addTicketMessage({ ticketId: '1', visibility: 'INTERNAL', body: '' });
    client.createTicket({ orderId: 'o', type: 't', from: 'f', body: 'b', description: undefined });
    client.createTicket({ ...ids, body: `text ${1}` });
  });

  test('as a variable', () => {
    const inferred = { [limit]: 5 };
    client.listTickets(inferred);
    const constant = { status: 'OPEN', [limit]: 5 } as const;
    client.listTickets(constant);
    const frozen = Object.freeze({ ticketId: '1' });
    client.listTicketMessages(frozen);
    const empty = {};
    client.listTickets(empty);
    client.addTicketMessage(message);
    let reassigned = { [offset]: 0 };
    reassigned = { [offset]: reassigned[offset] + 10 };
    client.listTickets(reassigned);
  });

  test('as a spread', () => {
    const first = { [limit]: 5 };
    client.listTickets({ ...first, [offset]: 10 });
    client.listTickets({ ...first, ...(yes && { [offset]: 10 }) });
    client.listTickets({ ...(yes ? first : {}) });
    client.createTicket({ ...ticket, description: 'd' });
    const partial: Partial<ListTicketsInput> = {};
    client.listTickets({ ...partial, [limit]: 5 });
    client.listTicketMessages({ ...first, ticketId: '1' });
  });

  test('as a conditional', () => {
    client.listTickets(yes ? { [limit]: 5 } : { [offset]: 10 });
    client.listTickets(yes ? { [limit]: 5 } : {});
    client.listTickets(yes ? { [limit]: 5 } : undefined);
    client.listTicketMessages(yes ? { ticketId: '1' } : { ticketId: '2', [limit]: 5 });
    const either = yes ? message : { ...message, visibility: 'INTERNAL' as const };
    client.addTicketMessage(either);
  });

  test('as a value of the exported input type', () => {
    const list: ListTicketsInput = { [limit]: 5 };
    client.listTickets(list);
    const maybe = yes ? list : undefined;
    client.listTickets(maybe);
    const create: CreateTicketInput = { ...ticket, customer: { name: 'n' } };
    client.createTicket(create);
    const add: Readonly<AddTicketMessageInput> = message;
    client.addTicketMessage(add);
    const required: Required<ListTicketMessagesInput> = { ticketId: '1', [offset]: 0, [limit]: 5 };
    client.listTicketMessages(required);
    const picked: Pick<ListTicketsInput, typeof limit> = { [limit]: 5 };
    client.listTickets(picked);
    client.setTicketStatus({ ticketId: '1', ticketStatus: 'CLOSED' } satisfies SetTicketStatusInput);
    client.setTicketStatus({ ticketId: '1', ticketStatus: 'CLOSED' } as SetTicketStatusInput);
    const make = (): SetTicketStatusInput => ({ ticketId: '1', ticketStatus: 'CLOSED' });
    client.setTicketStatus(make());
  });

  test('nested', () => {
    client.createTicket({ ...ticket, customer: {} });
    client.createTicket({ ...ticket, customer: { name: 'n', phoneNumber: undefined } });
    const customer: CustomerReference = { phoneNumber: 'p' };
    client.createTicket({ ...ticket, customer });
    client.createTicket({ ...ticket, customer: { ...customer, name: 'n' } });
    client.createTicket({ ...ticket, customer: yes ? customer : undefined });
    const note: NewTicketMessage = { visibility: 'INTERNAL', body: 'b' };
    client.createTicket({ ...ticket, message: note });
    client.createTicket({ ...ticket, message: { ...note, visibility: 'CUSTOMER' } });
  });

  test('through a wrapper', async () => {
    const list = (input: ListTicketsInput) => client.listTickets(input);
    await list({ [limit]: 5 });
    const listAll = (input?: ListTicketsInput) => client.listTickets(input);
    await listAll();
    const page = (input: Omit<ListTicketsInput, typeof limit>, size: number) =>
      client.listTickets({ ...input, [limit]: size });
    await page({ status: 'OPEN' }, 5);
    const reply = (ticketId: string, body: string) =>
      client.addTicketMessage({ ticketId, body, visibility: 'CUSTOMER' });
    await reply('1', 'b');
    const { listTickets } = client;
    await listTickets({ [limit]: 5 });
  });

  test('as any', () => {
    client.listTickets(JSON.parse('{}'));
    client.createTicket({ ...ticket, customer: JSON.parse('{}') });
  });

  test('with the options of a call', () => {
    client.listTickets({}, { signal: new AbortController().signal });
    client.listTickets({}, { timeout: 5_000, deadline: 10_000, maxAttempts: 1 });
    client.listTickets(undefined, { signal: undefined, headers: { 'x-trace': 't' } });
  });
});
