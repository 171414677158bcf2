import { createHash } from 'node:crypto';

/** Returns a digest of a JSON value, the same for the same content whatever the order of its keys. */
export function digestOf(json: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(json, sorted) ?? '')
    .digest('base64url');
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
