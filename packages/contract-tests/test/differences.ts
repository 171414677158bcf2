import { isDeepStrictEqual } from 'node:util';
import { isTicketbridgeError } from '@ticketbridge/http';

/** Tells how a value differs; nothing where it does not. */
export function unlike(expected: unknown, given: unknown): string[] {
  return isSame(given, expected) ? [] : [`gave ${textOf(given)}, not ${textOf(expected)}`];
}

/** Whether two JSON values are the same, as far as a stack can follow them. */
export function isSame(one: unknown, other: unknown): boolean {
  return orDeep(() => isDeepStrictEqual(one, other)) ?? true;
}

export function textOf(value: unknown): string {
  return orDeep(() => JSON.stringify(value)) ?? 'what is nested more deeply than a stack';
}

function orDeep<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Tells what an error says otherwise than expected, or that it is none of ours. */
export function unlikeError(expected: object, given: unknown): string[] {
  if (!isTicketbridgeError(given)) return [`threw ${given}`];
  return Object.entries(expected).flatMap(([name, value]) => {
    const said: unknown = Reflect.get(given, name);
    return said === value ? [] : [`says ${name} ${said}, not ${value}`];
  });
}
