import type { MakeInvalid } from '../checks.ts';
import { type Check, fieldsOf, readOptions } from '../checks.ts';
import type { Operation } from '../operation.ts';
import { CALL_OPTIONS } from '../options.ts';

const object: Check = ['a plain object', (value) => fieldsOf(value) !== undefined];
const INIT = { params: object, body: object, ...CALL_OPTIONS };
const PARAMS = { path: object, query: object, header: object };

/**
 * Sorts an `init` of openapi-fetch into the fields of a flat input and the options of a call. Whatever would go around the
 * way of every call is an unknown option: a `fetch`, `Request` or `baseUrl`, a serializer, `parseAs`, `redirect`.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function readInit(
  definition: Operation,
  init: unknown,
  invalid: MakeInvalid,
): Readonly<Record<'fields' | 'options', object>> {
  const { params, body, ...options } = readOptions(INIT, init ?? {}, invalid);
  const groups = readOptions(PARAMS, params ?? {}, (why, field) => invalid(why, field && `params.${field}`));
  if (body && !definition.body) throw invalid('the operation has no body', 'body');
  const places = Object.entries(groups).map(([group, values]) => [`params.${group}`, values] as const);
  const fields = [...places, ['body', body] as const].flatMap(([place, values]) =>
    Object.entries(fieldsOf(values) ?? {}).map(([name, value]) => {
      if (placeOf(definition, name) === place) return [name, value];
      throw invalid(`"${place}" has no ${JSON.stringify(name)}`, `${place}.${name}`);
    }),
  );
  // Unlike an assignment, it makes a field of `__proto__` too.
  return { fields: Object.fromEntries(fields), options };
}

/** Says where a field of the flat input stands in `init`. */
export function fieldInInit(definition: Operation, field: string): string {
  return `${placeOf(definition, field.replace(/\[\d+\]$/, ''))}.${field}`;
}

function placeOf({ path, query, headers }: Operation, name: string): string {
  if (path.includes(`{${name}}`)) return 'params.path';
  if (query?.includes(name)) return 'params.query';
  return headers?.includes(name) ? 'params.header' : 'body';
}
