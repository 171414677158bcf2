import { at, entries, items } from '../json.ts';
import type { Spec } from '../spec.ts';
import { resolve } from './parameters.ts';
import type { Draft, Side } from './row.ts';
import { rules } from './rules.ts';

/** The keywords of a schema that a value can keep or break; those of objects and enums have rows of their own. */
const KEYWORDS = [
  ...['type', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum'],
  ...['exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems', 'uniqueItems', 'const', 'anyOf', 'oneOf', 'allOf'],
] as const;

interface Place {
  readonly spec: Spec;
  readonly side: Side;
  /** The pointer of a value in the body, `/` for the whole; `*` is any item of a list. */
  readonly pointer: string;
  readonly schema: unknown;
  /** The references on the way here: a schema that holds itself is walked once. */
  readonly seen: readonly unknown[];
  /** The values that the spec's examples have here. */
  readonly examples: readonly unknown[];
}

/** Every keyword, enum value and optional property of a body. */
export function bodyRows(spec: Spec, side: Side, schema: unknown, examples: readonly unknown[]): Draft[] {
  return walk({ spec, side, pointer: '/', schema, seen: [], examples });
}

function walk(place: Place): Draft[] {
  const { spec, seen } = place;
  const reference = at(place.schema, '$ref');
  if (reference !== undefined && seen.includes(reference)) return [];
  const here = {
    ...place,
    schema: resolve(spec, place.schema),
    seen: reference === undefined ? seen : [...seen, reference],
  };
  return [...keywordRows(here), ...enumRows(here), ...propertyRows(here), ...itemRows(here)];
}

function keywordRows({ side, pointer, schema }: Place): Draft[] {
  return KEYWORDS.filter((keyword) => at(schema, keyword) !== undefined).flatMap((keyword) =>
    bothWays(side, pointer, keyword, keyword === 'type' ? rules.stoppedByClient : rules.refusedByServer),
  );
}

function bothWays(side: Side, pointer: string, keyword: string, violated: Draft['greys']): Draft[] {
  const [kept, broken] = side === 'request' ? [rules.accepted, violated] : [rules.received, rules.receivedBroken];
  return [keywordRow(side, pointer, keyword, true, kept), keywordRow(side, pointer, keyword, false, broken)];
}

function keywordRow(side: Side, pointer: string, keyword: string, isValid: boolean, greys: Draft['greys']): Draft {
  return {
    name: `${side} ${pointer} ${keyword} ${isValid ? 'valid' : 'violated'}`,
    subject: { kind: 'keyword', side, pointer, keyword, isValid },
    greys,
  };
}

function enumRows({ side, pointer, schema, examples }: Place): Draft[] {
  const closed = items(at(schema, 'enum'));
  const open = items(at(schema, 'x-extensible-enum'));
  const values = [...closed, ...open];
  if (values.length === 0) return [];
  const isOpen = open.length > 0;
  // Which of its codes a refusal has is told by the spec's examples alone.
  const isElsewhere = (value: unknown) =>
    typeof side === 'number' && side >= 300 && examples.length > 0 && !examples.includes(value);
  const known = (value: unknown) =>
    side === 'request' ? rules.accepted : isElsewhere(value) ? rules.receivedElsewhere : rules.received;
  const unknown =
    side !== 'request'
      ? isOpen
        ? rules.receivedUnknown
        : rules.receivedBroken
      : isOpen
        ? rules.accepted
        : rules.refusedByServer;
  return [
    ...values.map((value) => enumRow(side, pointer, isOpen, known(value), value)),
    enumRow(side, pointer, isOpen, unknown),
  ];
}

function enumRow(side: Side, pointer: string, isOpen: boolean, greys: Draft['greys'], value?: unknown): Draft {
  return {
    name: `${side} ${pointer} enum ${value ?? '*'}`,
    subject: { kind: 'enum', side, pointer, isOpen, ...(value !== undefined && { value }) },
    greys,
  };
}

function propertyRows({ spec, side, pointer, schema, seen, examples }: Place): Draft[] {
  const properties = entries(at(schema, 'properties'));
  if (properties.length === 0) return [];
  const required = items(at(schema, 'required'));
  const below = (name: string) => `${pointer === '/' ? '' : pointer}/${name}`;
  // What is sent is closed, what is received is open.
  const extra =
    side === 'request'
      ? keywordRow(side, pointer, 'additionalProperties', false, rules.stoppedByClient)
      : keywordRow(side, pointer, 'additionalProperties', true, rules.receivedExtra);
  return [
    ...properties.flatMap(([name, property]) => [
      ...(required.includes(name)
        ? bothWays(side, below(name), 'required', rules.stoppedByClient)
        : [true, false].map((isPresent) => presenceRow(side, below(name), isPresent))),
      ...walk({
        spec,
        side,
        pointer: below(name),
        schema: property,
        seen,
        examples: examples.map((example) => at(example, name)).filter((value) => value !== undefined),
      }),
    ]),
    extra,
  ];
}

function presenceRow(side: Side, pointer: string, isPresent: boolean): Draft {
  return {
    name: `${side} ${pointer} ${isPresent ? 'present' : 'absent'}`,
    subject: { kind: 'presence', side, pointer, isPresent },
    greys: side === 'request' ? rules.accepted : rules.received,
  };
}

function itemRows({ schema, pointer, examples, ...place }: Place): Draft[] {
  const item = at(schema, 'items');
  if (item === undefined) return [];
  return walk({
    ...place,
    pointer: `${pointer === '/' ? '' : pointer}/*`,
    schema: item,
    examples: examples.flatMap((example) => items(example)),
  });
}
