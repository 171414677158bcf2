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

const WRONG: readonly (readonly [facts: unknown, field: string | undefined, message: RegExp])[] = [
  [undefined, undefined, /must be an object/],
  [null, undefined, /must be an object/],
  ['network', undefined, /must be an object/],
  [{ ...lost, kind: 'netwrok' }, 'kind', /"kind" must be one of invalid-input, .*, paging/],
  [{ kind: 'network' }, 'outcome', /"outcome" is missing/],
  [{ outcome: 'unknown' }, 'kind', /"kind" is missing/],
  [{ ...lost, outcome: 'maybe' }, 'outcome', /"outcome" must be one of not-sent, refused, unknown, accepted/],
  [{ ...lost, status: '403' }, 'status', /"status" must be of type number/],
  [{ ...lost, attempts: '1' }, 'attempts', /"attempts" must be of type number/],
  [{ ...lost, retryAfter: new Date(0) }, 'retryAfter', /"retryAfter" must be of type number/],
  [{ ...lost, documented: 'yes' }, 'documented', /"documented" must be of type boolean/],
  [{ ...lost, code: 7 }, 'code', /"code" must be of type string/],
  [{ ...lost, mesage: 'x' }, 'mesage', /"mesage" is not an option; there are kind, /],
  [{ ...lost, stack: 'x' }, 'stack', /"stack" is not an option/],
];

test.each(WRONG)('facts that are wrong are refused and named: %o', (facts, field, message) => {
  const make = () => Reflect.construct(TicketbridgeError, ['x', facts]);
  expect(make).toThrow(message);
  expect(make).toThrow(
    expect.objectContaining({ kind: 'invalid-input', outcome: 'not-sent', ...(field && { field }) }),
  );
});

test('the types refuse what the constructor refuses', () => {
  // @ts-expect-error: an outcome is not optional
  expect(() => new TicketbridgeError('x', { kind: 'network' })).toThrow();
  // @ts-expect-error: the kinds are a closed list
  expect(() => new TicketbridgeError('x', { kind: 'other', outcome: 'unknown' })).toThrow();
});
