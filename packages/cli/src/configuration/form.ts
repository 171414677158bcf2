import { UsageError } from '../usage-error.ts';

/** Reads a value of a known form; `at` says where it stands. */
export type Form<T> = (value: unknown, at: string) => T;

export const text: Form<string> = (value, at) => {
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`${at} must be text`);
  return value;
};

export const textsOf: Form<readonly string[]> = (value, at) => {
  if (!Array.isArray(value) || value.length === 0) throw new UsageError(`${at} must be a list of texts`);
  return value.map((item, index) => text(item, `${at}[${index}]`));
};

export function optional<T>(form: Form<T>): Form<T | undefined> {
  return (value, at) => (value === undefined ? undefined : form(value, at));
}

/** Accepts an object with any keys, at least one. */
export function recordOf<T>(form: Form<T>): Form<Readonly<Record<string, T>>> {
  return (value, at) => {
    const entries = Object.entries(objectAt(value, at));
    if (entries.length === 0) throw new UsageError(`${at} is empty`);
    return Object.fromEntries(entries.map(([name, item]) => [name, form(item, `${at}.${name}`)]));
  };
}

/** Accepts an object with these fields and no others: what is misspelt would be ignored. */
export function objectOf<T extends object>(fields: { readonly [K in keyof T]-?: Form<T[K]> }): Form<T> {
  return (value, at) => {
    const given = objectAt(value, at);
    const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
    if (unknown !== undefined)
      throw new UsageError(`${at} has no field "${unknown}": ${Object.keys(fields).join(', ')}`);
    const read = Object.entries<Form<unknown>>(fields).map(([name, form]) => [
      name,
      form(given[name], `${at}: ${name}`),
    ]);
    // Each field was read by its own form.
    return Object.fromEntries(read) as T;
  };
}

function objectAt(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${at} must be an object`);
  return { ...value };
}
