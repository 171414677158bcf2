import { inspect } from 'node:util';
import { type ErrorFacts, isTicketbridgeError, TicketbridgeError } from '@ticketbridge/http';
import { expect, test } from 'vitest';

const lost: ErrorFacts = { kind: 'network', outcome: 'unknown' };

test('an error that an application makes has the facts that it was given, and no others', () => {
  const facts: ErrorFacts = {
    kind: 'throttled',
    vendor: 'brandlovers',
    operation: 'setTicketStatus',
    status: 403,
    code: 'slow_down',
    documented: true,
    outcome: 'refused',
    attempts: 3,
    retryAfter: 1_500,
  };
  const error = new TicketbridgeError('too fast', facts);
  expect(isTicketbridgeError(error)).toBe(true);
  expect(error).toBeInstanceOf(Error);
  expect(error.toJSON()).toStrictEqual({
    name: 'TicketbridgeError',
    message: 'too fast',
    kind: 'throttled',
    vendor: 'brandlovers',
    operation: 'setTicketStatus',
    status: 403,
    code: 'slow_down',
    documented: true,
    outcome: 'refused',
    attempts: 3,
    retryAfter: 1_500,
  });
});

test('kind and outcome are enough; nothing was attempted, and the cause is kept', () => {
  const cause = new Error('reset');
  const error = new TicketbridgeError('lost', { ...lost, cause });
  expect(error.attempts).toBe(0);
  expect(error.cause).toBe(cause);
  expect(Object.keys(error)).not.toContain('cause');
  expect(inspect(new TicketbridgeError('lost', lost))).not.toContain('cause');
});

const WRONG: readonly (readonly [facts: unknown, field: string, message: RegExp])[] = [
  [undefined, 'kind', /"kind" must be one of invalid-input, .*, paging/],
  [null, 'kind', /"kind" must be/],
  ['network', 'kind', /"kind" must be/],
  [{ outcome: 'unknown' }, 'kind', /"kind" must be/],
  [{ ...lost, kind: 'netwrok' }, 'kind', /"kind" must be/],
  [{ kind: 'network' }, 'outcome', /"outcome" must be one of not-sent, refused, unknown, accepted/],
  [{ ...lost, outcome: 'maybe' }, 'outcome', /"outcome" must be/],
];

test.each(WRONG)('facts that are wrong are refused and named: %o', (facts, field, message) => {
  const make = () => Reflect.construct(TicketbridgeError, ['x', facts]);
  expect(make).toThrow(message);
  expect(make).toThrow(expect.objectContaining({ kind: 'invalid-input', outcome: 'not-sent', field }));
});

test('the types refuse what the constructor refuses', () => {
  // @ts-expect-error: an outcome is not optional
  expect(() => new TicketbridgeError('x', { kind: 'network' })).toThrow();
  // @ts-expect-error: there is no such fact
  expect(() => new TicketbridgeError('x', { ...lost, mesage: 'y' })).not.toThrow();
  // @ts-expect-error: the kinds are a closed list
  expect(() => new TicketbridgeError('x', { kind: 'other', outcome: 'unknown' })).toThrow();
});
