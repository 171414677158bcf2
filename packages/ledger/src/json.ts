export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below `value` at these keys; `undefined` where there is none. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((inner: unknown, key) => (isObject(inner) ? inner[key] : undefined), value);
}

export function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The string at these keys. Throws where there is none: specs are read, and a hole in one has to be seen. */
export function text(value: unknown, ...keys: readonly string[]): string {
  const found = at(value, ...keys);
  if (typeof found !== 'string') throw new TypeError(`There is no text at ${keys.join('.')}`);
  return found;
}
