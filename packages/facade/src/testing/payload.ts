import { type Check, is } from '../checks.ts';

/**
 * Accepts an object of a vendor's, and copies it as JSON: what is not as documented in it is told as an anomaly, as in an
 * answer.
 */
export function payloadOf<Payload extends object>(model: string): Check<Payload> {
  const check = is(`a ${model}, as JSON of the vendor's`, (value): value is Payload => {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  });
  return (value, ...at) => check(asSent(value), ...at);
}

function asSent(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    return undefined;
  }
}
