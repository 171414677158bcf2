import { createSampler, type Sampler } from '@ticketbridge/scripts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { at, exampleOf, list, type Node } from './generated-values.ts';
import { strictComponents, strictSchema } from './strict-schema.ts';

/** Every field, or only those that are required: see `exampleOf`. */
export type Depth = 0 | 3;

/** Finds values that a vendor which checks what it is sent would take. */
export interface ValidValues {
  /** A value for a parameter; `undefined` where none can be made. */
  parameter(parameter: Node): unknown;
  /** A body without the fields that only the vendor sets; `undefined` where none can be made. */
  body(schema: unknown, depth: Depth): Node | undefined;
  /** Those of the bodies that are valid, without the fields that only the vendor sets. */
  valid(schema: unknown, bodies: readonly unknown[]): readonly Node[];
}

/** What a place of a request cannot carry, whatever the schema says. */
const CARRIES: Readonly<Record<string, (value: unknown) => boolean>> = {
  header: (value) => typeof value !== 'string' || /^[!-~]([ -~]*[!-~])?$/.test(value),
  path: (value) => !['', '.', '..'].includes(String(value)),
  query: (value) => !Array.isArray(value) || value.length > 0,
};

type IsValid = (schema: unknown, value: unknown) => boolean;

/** Our own value first, which is made to be hard to send; then one by the sampler, which knows more keywords. */
export function validValues(document: Node): ValidValues {
  const sampler = createSampler(document.components);
  const isClosed = createJudge(document);
  // A field that nobody declares can make a value of one alternative alone.
  const isValid: IsValid = (schema, value) => sampler.isValid(schema, value) && isClosed(schema, value);

  return {
    parameter({ in: place, schema }) {
      const { type, enum: values, examples } = at(document, schema);
      // Not every text is a header's.
      const own = place === 'header' && type === 'string' && !values ? ['a b'] : [];
      const carries = CARRIES[String(place)] ?? (() => false);
      const candidates = [...own, exampleOf(document, schema), ...list(examples)];
      return first([candidates, made(sampler, schema, 0)], (value) => carries(value) && isValid(schema, value));
    },
    body(schema, depth) {
      const isGood = (value: unknown) => isValid(schema, sendable(document, schema, value));
      const value = first([[exampleOf(document, schema, depth)], made(sampler, schema, depth)], isGood);
      return value === undefined ? undefined : sendable(document, schema, value);
    },
    valid(schema, bodies) {
      return bodies.map((body) => sendable(document, schema, body)).filter((body) => isValid(schema, body));
    },
  };
}

/** Judges what is sent, of which the specs name every field. */
function createJudge({ components }: Node): IsValid {
  // What the lint lets through is for it to say: a name that is required twice is no matter here.
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  addFormats.default(ajv);
  const closed = strictComponents(Object(components).schemas);
  const compiled = new Map<unknown, ValidateFunction>();
  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile({ components: closed, allOf: [strictSchema(schema)] });
    compiled.set(schema, validate);
    return validate(value);
  };
}

function* made(sampler: Sampler, schema: unknown, depth: Depth): Iterable<unknown> {
  for (const extent of depth === 0 ? (['all', 'required'] as const) : (['required', 'all'] as const)) {
    yield* sampler.values(schema, extent);
  }
}

function first(lists: readonly Iterable<unknown>[], isGood: (value: unknown) => boolean): unknown {
  for (const values of lists) {
    for (const value of values) if (isGood(value)) return value;
  }
  return undefined;
}

/** A body without the fields that only the vendor sets. */
function sendable(document: Node, schema: unknown, body: unknown): Node {
  const node = at(document, schema);
  const parts = [node, ...list(node.allOf).map((part) => at(document, part))];
  const isSet = ([name]: [string, unknown]) =>
    parts.every(({ properties }) => {
      const property: unknown = Object(properties)[name];
      return Object(property).readOnly !== true && at(document, property).readOnly !== true;
    });
  return Object.fromEntries(Object.entries(Object(body)).filter(isSet));
}
