import { at, entries, isObject, items, type JsonObject, text } from './json.ts';
import { dateTime, expectedKeyword } from './spec/find-violation.ts';
import { resolve } from './spec/reference.ts';

/** Schemas of what the sandbox's data holds beside what a spec describes. */
export const id: JsonObject = { type: 'string', minLength: 1 };
/** A header's value: HTTP cuts off space around it. */
export const headerText: JsonObject = {
  type: 'string',
  pattern: '^[!-~\\u0080-\\u00ff]([ -~\\u0080-\\u00ff]*[!-~\\u0080-\\u00ff])?$',
  [expectedKeyword]: 'text that a header can carry, without space around it',
};
/** The format allows for two things that `Date` has no number for: a leap second, and an offset without minutes. */
export const instant: JsonObject = {
  type: 'string',
  format: 'date-time',
  pattern: '^.{10}.\\d\\d:\\d\\d:[0-5]\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)$',
  [expectedKeyword]: dateTime,
};
export const flag: JsonObject = { type: 'boolean' };

export function list(item: JsonObject): JsonObject {
  return { type: 'array', items: item };
}

/** Makes the schema of a closed object. */
export function record(
  required: Readonly<Record<string, unknown>>,
  optional: Readonly<Record<string, unknown>> = {},
): JsonObject {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

interface Changes {
  /** Properties that the data does not have. */
  readonly without?: readonly string[];
  /** Properties that are other than in the spec, or not in it; they are required. */
  readonly required?: Readonly<Record<string, unknown>>;
  /** As `required`, but they may be left out. */
  readonly optional?: Readonly<Record<string, unknown>>;
  /** Properties of the spec that the data has to have although an answer need not. */
  readonly demanded?: readonly string[];
}

/** Makes the data's schema of a schema of the spec, and titles it so: closed at every depth, its open lists of values too. */
export function fromSpec(spec: unknown, name: string, changes: Changes = {}): JsonObject {
  const { without = [], required = {}, optional = {}, demanded = [] } = changes;
  const model = closed(spec, { $ref: `#/components/schemas/${name}` });
  const kept = entries(at(model, 'properties')).filter(([property]) => !without.includes(property));
  const isRequired = (property: string) =>
    demanded.includes(property) || items(at(model, 'required')).includes(property);
  const form = record(
    {
      ...Object.fromEntries(kept.filter(([property]) => isRequired(property) && !(property in optional))),
      ...required,
    },
    {
      ...Object.fromEntries(kept.filter(([property]) => !isRequired(property) && !(property in required))),
      ...optional,
    },
  );
  return { ...form, title: name };
}

function closed(spec: unknown, node: unknown): unknown {
  const schema = resolve(spec, node);
  if (!isObject(schema)) return schema;
  const {
    type,
    format,
    properties,
    required,
    items: item,
    'x-extensible-enum': values,
    enum: choices = values,
  } = schema;
  if (format === 'date-time') return instant;
  const title = text(at(node, '$ref'))?.split('/').at(-1);
  return {
    type,
    ...(title !== undefined && { title }),
    ...(format !== undefined && { format }),
    ...(choices !== undefined && { enum: choices }),
    ...(item !== undefined && { items: closed(spec, item) }),
    ...(isObject(properties) && {
      properties: Object.fromEntries(entries(properties).map(([name, inner]) => [name, closed(spec, inner)])),
      required: required ?? [],
      additionalProperties: false,
    }),
  };
}
