export type JsonObject = Readonly<Record<string, unknown>>;

/** The value below `value` at these keys; `undefined` where there is none. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((inner: unknown, key) => (isObject(inner) ? inner[key] : undefined), value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text at these keys; nothing where there is none. */
export function text(value: unknown, ...keys: readonly string[]): string {
  const found = at(value, ...keys);
  return typeof found === 'string' ? found : '';
}

/** A value as people read it: a text as it is, anything else as JSON. */
export function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}
