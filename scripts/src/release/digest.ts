import { createHash } from 'node:crypto';
import type { RatedChange } from '../diff/verdict.ts';

/** Names a change of a spec by what it is: where, and from what to what. The order of keys makes no difference. */
export function digestOf(vendor: string, { pointer, from, to }: RatedChange): string {
  const text = JSON.stringify({ vendor, pointer, from, to }, (_key, value: unknown) => sorted(value));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
