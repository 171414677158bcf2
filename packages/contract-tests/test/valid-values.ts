import { strictComponents, strictSchema } from '@ticketbridge/ledger';
import { createSampler, type Sampler } from '@ticketbridge/scripts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { at, exampleOf, list, type Node } from './generated-values.ts';

/** Every field, or only those that are required: see `exampleOf`. */
export type Depth = 0 | 3;

/** Finds values that a vendor which checks what it is sent would take. */
export interface ValidValues {
  /** A value for a parameter; `undefined` where none can be made. */
  parameter(parameter: Node): unknown;
  /** A body without the fields that only the vendor sets; `undefined` where none can be made. */
  body(schema: unknown, depth: Depth): Node | undefined;
  /** Those of the bodies that are valid, without the fields that only the vendor sets. */
  examples(schema: unknown, bodies: readonly unknown[]): readonly Node[];
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
  const sendables = new Map<unknown, Sendable>();
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
      const { schema: sent, isSent } = sendableOf(schema);
      const [value] = valid(sent, isSent, [exampleOf(document, schema, depth)], made(sampler, sent, depth));
      return value;
    },
    examples(schema, bodies) {
      const { schema: sent, isSent } = sendableOf(schema);
      return [...valid(sent, isSent, bodies)];
    },
  };

  function sendableOf(schema: unknown): Sendable {
    const known = sendables.get(schema) ?? sendable(document, schema);
    sendables.set(schema, known);
    return known;
  }

  function* valid(schema: Node, isSent: Sendable['isSent'], ...lists: readonly Iterable<unknown>[]): Iterable<Node> {
    for (const values of lists) {
      for (const value of values) {
        const sent = Object.fromEntries(Object.entries(Object(value)).filter(([name]) => isSent(name)));
        if (isValid(schema, sent)) yield sent;
      }
    }
  }
}

/** Judges what is sent, of which the specs name every field. */
export function createJudge({ components }: Node): IsValid {
  // What the lint lets through is for it to say: a name that is required twice is no matter here.
  // Ajv misses a required field that is called '' unless it collects all errors.
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false, allErrors: true });
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

/** A body as it is sent. */
interface Sendable {
  /** Requires no field that only the vendor sets (OpenAPI 3.0.3, 4.7.24.2). */
  readonly schema: Node;
  readonly isSent: (name: string) => boolean;
}

function sendable(document: Node, schema: unknown): Sendable {
  const node = at(document, schema);
  const composed = list(node.allOf).map((part) => at(document, part));
  const isSent = (name: string) =>
    [node, ...composed].every(({ properties }) => {
      const property: unknown = Object(properties)[name];
      return Object(property).readOnly !== true && at(document, property).readOnly !== true;
    });
  const relaxed = (part: Node): Node =>
    part.required ? { ...part, required: list(part.required).map(String).filter(isSent) } : part;
  return { schema: { ...relaxed(node), ...(node.allOf ? { allOf: composed.map(relaxed) } : {}) }, isSent };
}
