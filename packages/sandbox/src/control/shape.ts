import { isObject, type JsonObject } from '../json.ts';
import { suggest } from '../nearest.ts';
import { invalidInput, type SandboxError } from '../sandbox-error.ts';
import { dateTime } from '../spec/find-violation.ts';

/** The form of a value from outside: a schema for the document, and a check that needs no eval. */
export interface Shape<T> {
  readonly schema: JsonObject;
  /**
   * Gives the value back with its type.
   *
   * @throws SandboxError of the kind `invalid-input`; `field` is the first place that is wrong.
   */
  read(value: unknown, field: string): T;
}

export type Shapes<T> = { readonly [Name in keyof T]-?: Shape<Exclude<T[Name], undefined>> };

/** The form of a closed object. */
export interface RecordShape<T> extends Shape<T> {
  readonly fields: Readonly<Record<string, Shape<unknown>>>;
  readonly required: readonly string[];
}

function leaf<T>(schema: JsonObject, expected: string, accepts: (value: unknown) => value is T): Shape<T> {
  return {
    schema,
    read(value, field) {
      if (!accepts(value)) throw invalidInput(field, value === undefined ? 'is missing' : `must be ${expected}`);
      return value;
    },
  };
}

/** Makes the form of a text that is not empty and, if asked, has a pattern; `expected` says what that means. */
export function text(
  description: string,
  pattern: RegExp = /./s,
  expected: string = 'a text that is not empty',
): Shape<string> {
  const accepts = (value: unknown): value is string => typeof value === 'string' && pattern.test(value);
  const own = pattern.source === '.' ? {} : { pattern: pattern.source };
  return leaf({ type: 'string', minLength: 1, ...own, description }, expected, accepts);
}

/** Makes the form of a new id: clients resolve `.` and `..` in a path, and an id without a form in UTF-8 is in none. */
export function newId(description: string): Shape<string> {
  const expected = 'from 1 to 512 characters, without control characters and lone surrogates, and neither . nor ..';
  return text(description, /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}]{1,512}$/u, expected);
}

/** Makes the form of a whole number; without `to`, it reaches up to the largest that JavaScript counts exactly. */
export function wholeNumber(
  description: string,
  { from = 0, to = Number.MAX_SAFE_INTEGER }: { readonly from?: number; readonly to?: number } = {},
): Shape<number> {
  return leaf(
    { type: 'integer', minimum: from, maximum: to, description },
    `a whole number from ${from} to ${to}`,
    (value): value is number =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= from && value <= to,
  );
}

/** Makes the form of a number above `above`, up to `to`. */
export function numberAbove(description: string, above: number, to: number): Shape<number> {
  return leaf(
    { type: 'number', exclusiveMinimum: above, maximum: to, description },
    `a number above ${above}, up to ${to}`,
    (value): value is number => typeof value === 'number' && value > above && value <= to,
  );
}

/** Makes the form of one of a few numbers. */
export function numberIn<T extends number>(choices: readonly T[], description: string): Shape<T> {
  const accepts = (value: unknown): value is T => choices.some((choice) => choice === value);
  return leaf({ type: 'integer', enum: choices, description }, `one of ${choices.join(', ')}`, accepts);
}

/** Makes the form of `true` and `false`. */
export function flag(description: string): Shape<boolean> {
  return leaf({ type: 'boolean', description }, 'true or false', (value) => typeof value === 'boolean');
}

/** Makes the form of one of a few words. */
export function oneOf<T extends string>(choices: readonly T[], description: string): Shape<T> {
  const accepts = (value: unknown): value is T => choices.some((choice) => choice === value);
  return leaf({ type: 'string', enum: choices, description }, `one of ${choices.join(', ')}`, accepts);
}

/** Makes the form of a time. */
export function instant(description: string): Shape<string> {
  const form = /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):\d\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
  const accepts = (value: unknown): value is string => {
    const [, day] = (typeof value === 'string' && form.exec(value)) || [];
    return day !== undefined && typeof value === 'string' && !Number.isNaN(Date.parse(value)) && isDay(day);
  };
  return leaf({ type: 'string', format: 'date-time', description }, dateTime, accepts);
}

/** Tells whether a day is in the calendar: `Date` takes 30 February for 2 March. */
function isDay(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}

/** Makes the form of an object of which nothing more is known here. */
export function anyObject(description: string): Shape<JsonObject> {
  return leaf({ type: 'object', description }, 'an object', isObject);
}

/** Makes the form of a list. */
export function list<T>(item: Shape<T>, description: string): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema, description },
    read(value, field) {
      if (!Array.isArray(value)) throw invalidInput(field, value === undefined ? 'is missing' : 'must be a list');
      return value.map((one, index) => item.read(one, `${field}/${index}`));
    },
  };
}

/** Makes the form of a closed object; `undefined` is as good as an optional field that is not there. */
export function record<Required extends object, Optional extends object = object>(
  required: Shapes<Required>,
  optional?: Shapes<Optional>,
): RecordShape<Required & Partial<Optional>> {
  const fields: Readonly<Record<string, Shape<unknown>>> = { ...required, ...optional };
  const names = Object.keys(fields);
  const demanded = Object.keys(required);
  return {
    fields,
    required: demanded,
    schema: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])),
      ...(demanded.length > 0 && { required: demanded }),
      additionalProperties: false,
    },
    read(value, field) {
      if (!isObject(value)) throw notAnObject(value, field);
      assertFields(value, field === '' ? '' : `${field}/`);
      return value;
    },
  };

  function assertFields(value: JsonObject, prefix: string): asserts value is JsonObject & Required & Partial<Optional> {
    const unknown = Object.keys(value).find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw invalidInput(`${prefix}${printable(unknown)}`, `is unknown; ${suggest(unknown, names)}`);
    }
    for (const [name, shape] of Object.entries(fields)) {
      if (value[name] !== undefined || demanded.includes(name)) shape.read(value[name], `${prefix}${name}`);
    }
  }
}

/** Makes the form of an object of several, of which one of its fields says the name. */
export function union<T extends object, Tag extends string & keyof T>(
  tag: Tag,
  forms: { readonly [Name in T[Tag] & string]: RecordShape<Extract<T, { readonly [Key in Tag]: Name }>> },
): RecordShape<T> {
  const byName: Readonly<Record<string, RecordShape<T>>> = forms;
  const shapes = Object.values(byName);
  const named = oneOf(Object.keys(byName), 'Which of the forms it has');
  return {
    fields: Object.assign({}, ...shapes.map(({ fields }) => fields), { [tag]: named }),
    required: [tag],
    schema: { oneOf: shapes.map(({ schema }) => schema) },
    read(value, field) {
      if (!isObject(value)) throw notAnObject(value, field);
      const name = named.read(value[tag], field === '' ? tag : `${field}/${tag}`);
      const shape = byName[name];
      if (shape === undefined) throw invalidInput(tag, 'is unknown');
      return shape.read(value, field);
    },
  };
}

function notAnObject(value: unknown, field: string): SandboxError {
  return invalidInput(field || 'body', value === undefined ? 'is missing' : 'must be an object');
}

/** Shows a name from outside. */
export function printable(name: string): string {
  return name.slice(0, 64).replaceAll(/[^ -~]/g, '?');
}
