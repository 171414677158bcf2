import { type Row, readVendors, rowsOf, type Side } from '@ticketbridge/ledger';
import { createSampler, type Sampler } from '@ticketbridge/scripts';
import { exampleOf, type Node } from './generated-values.ts';
import { entries, items } from './json.ts';
import { isOfType, mergedSchema, type Place, placesOf, replacedAt, typesOf, valueAt } from './schema-places.ts';
import type { Operation, Spec } from './spec.ts';
import { createJudge } from './valid-values.ts';

/** A body, and the rows of the ledger that it is an instance of. */
export interface BodyCase {
  readonly rows: readonly Row[];
  readonly value: unknown;
  /** Whether the spec allows it: a request's has no property that the spec does not declare. */
  readonly isValid: boolean;
}

/** The name of a property that no spec declares. */
export const UNDECLARED = 'x_undeclared';
/** A value that no list of values has. */
export const UNKNOWN_WORD = 'NEVER_HEARD_OF';

/** The rows of an operation. */
export function rowsFor({ name }: Spec, { id }: Operation): readonly Row[] {
  const vendor = readVendors().get(name);
  if (!vendor) throw new Error(`The ledger has no vendor ${name}`);
  return rowsOf(vendor.spec).filter(({ operation }) => operation === id);
}

/** Lists the bodies that show each row of one; what the schema judges otherwise than is meant is left out. */
export function bodyCases(
  spec: Spec,
  operation: Operation,
  side: Side,
  schema: unknown,
  examples: readonly unknown[],
): BodyCase[] {
  const document: Node = Object(spec.document);
  const { isValid: isOpen, isClosed } = judgesOf(spec);
  const isValid = (value: unknown) => isOpen(schema, value) && (side !== 'request' || isClosed(schema, value));
  const base = baseOf(spec, schema, examples);
  const whole = [base, minimalOf(document, schema), ...examples];
  const places = placesOf(document, schema);
  const cases = new Map(whole.filter(isValid).map((value) => [keyOf(value), { rows: [], value, isValid: true }]));
  const all: Map<string, { rows: Row[]; value: unknown; isValid: boolean }> = cases;
  for (const row of rowsFor(spec, operation)) {
    if (!('side' in row.subject) || row.subject.side !== side) continue;
    const { pointer } = row.subject;
    const place = places.find((known) => (known.pointer || '/') === pointer);
    if (!place) continue;
    for (const value of bodiesOf(row, place, base)) {
      if (isValid(value) !== isMeantValid(row)) continue;
      const known = all.get(keyOf(value)) ?? { rows: [], value, isValid: isMeantValid(row) };
      known.rows.push(row);
      all.set(keyOf(value), known);
    }
  }
  return [...all.values()];
}

interface Judges extends Sampler {
  readonly isClosed: Sampler['isValid'];
}

const judges = new Map<Spec, Judges>();

/** Judges and makes values of a spec's schemas: as the spec says, and without what it does not declare. */
export function judgesOf(spec: Spec): Judges {
  const document: Node = Object(spec.document);
  const known = judges.get(spec) ?? { ...createSampler(document.components), isClosed: createJudge(document) };
  judges.set(spec, known);
  return known;
}

function keyOf(value: unknown): string {
  return JSON.stringify(value);
}

function isMeantValid({ subject }: Row): boolean {
  if (subject.kind === 'keyword') return subject.isValid;
  return subject.kind !== 'enum' || subject.isOpen || 'value' in subject;
}

/** Makes the bodies that a row is about of one that has every field. */
function bodiesOf({ subject }: Row, place: Place, base: unknown): unknown[] {
  const { path, schema } = place;
  const present = valueAt(base, path);
  const holder = valueAt(base, path.slice(0, -1));
  const here = (...values: readonly unknown[]) =>
    holder === undefined || (present === undefined && path.length > 0)
      ? []
      : values.map((value) => replacedAt(base, path, value));
  switch (subject.kind) {
    case 'presence':
      return here(subject.isPresent ? present : undefined);
    case 'enum':
      return here(...('value' in subject ? [subject.value] : unknownWords(schema)));
    case 'keyword':
      return here(...(subject.isValid ? keeping : breaking)(subject.keyword, schema, present));
    default:
      return [];
  }
}

/** One value of each type, and a number that is no integer. */
const SAMPLES: readonly unknown[] = ['text', 7, 7.5, true, null, ['text'], { text: 'text' }];
const TEXTS: readonly string[] = ['', ' ', 'yesterday', '\u0000', '2026-02-30T25:00:00Z'];

interface Limit {
  /** A value that just meets it. */
  met(limit: number, present: unknown): unknown;
  /** One that just does not. */
  broken(limit: number, present: unknown): unknown;
}

const LIMITS: Readonly<Record<string, Limit>> = {
  minimum: { met: (limit) => limit, broken: (limit) => limit - 1 },
  maximum: { met: (limit) => limit, broken: (limit) => limit + 1 },
  exclusiveMinimum: { met: (limit) => limit + 1, broken: (limit) => limit },
  exclusiveMaximum: { met: (limit) => limit - 1, broken: (limit) => limit },
  multipleOf: { met: (limit) => limit * 3, broken: (limit) => limit * 1.5 },
  minLength: { met: (limit) => 'a'.repeat(limit), broken: (limit) => 'a'.repeat(Math.max(0, limit - 1)) },
  maxLength: { met: (limit) => 'a'.repeat(limit), broken: (limit) => 'a'.repeat(limit + 1) },
  minItems: { met: repeated, broken: (limit, present) => repeated(Math.max(0, limit - 1), present) },
  maxItems: { met: repeated, broken: (limit, present) => repeated(limit + 1, present) },
};

/** A list of so many of the first item. */
function repeated(length: number, present: unknown): unknown[] {
  return Array.from({ length }, () => items(present)[0]);
}

function keeping(keyword: string, schema: Node, present: unknown): readonly unknown[] {
  const met = LIMITS[keyword]?.met(Number(schema[keyword]), present);
  if (keyword === 'additionalProperties') return [withExtra(present)];
  return met === undefined ? [present] : [present, met];
}

function breaking(keyword: string, schema: Node, present: unknown): readonly unknown[] {
  const limit = LIMITS[keyword];
  if (limit) return [limit.broken(Number(schema[keyword]), present)];
  if (keyword === 'required') return [undefined];
  if (keyword === 'additionalProperties') return [withExtra(present)];
  if (keyword === 'uniqueItems') return [[...items(present), ...items(present)]];
  if (keyword === 'format' || keyword === 'pattern') return TEXTS;
  // A value of no type that the schema allows.
  const types = typesOf(schema);
  return SAMPLES.filter((sample) => !types.some((type) => isOfType(type, sample)));
}

function withExtra(present: unknown): object {
  return { ...Object(present), [UNDECLARED]: 'a' };
}

/** Words that a list of them does not have; a list is told letters apart by their case. */
function unknownWords(schema: Node): unknown[] {
  const others = items(schema.enum).flatMap((value) => (typeof value === 'string' ? [value.toLowerCase()] : []));
  return [UNKNOWN_WORD, '', ...others];
}

/** A value with every field, as far as an example says with its values. */
export function baseOf(spec: Spec, schema: unknown, [example]: readonly unknown[]): unknown {
  const { isValid, values } = judgesOf(spec);
  const own = overlaid(fullOf(Object(spec.document), schema), example);
  if (isValid(schema, own)) return own;
  for (const value of values(schema, 'all')) if (isValid(schema, value)) return value;
  return own;
}

/** A value with every field that the schema has, at any depth. */
function fullOf(document: Node, schema: unknown, depth = 0): unknown {
  const { properties, items: item, additionalProperties, ...merged } = mergedSchema(document, schema);
  const [type] = typesOf(merged);
  const full = (inner: unknown) => fullOf(document, inner, depth + 1);
  if (type === 'array') return depth > 8 || item === undefined ? [] : [full(item)];
  if (type !== 'object' && !properties) return exampleOf(document, merged);
  if (depth > 8) return {};
  const isMap = !properties && typeof additionalProperties === 'object';
  const fields = isMap ? [['key', additionalProperties] as const] : entries(properties);
  return Object.fromEntries(fields.map(([name, field]) => [name, full(field)]));
}

/** A value with the fields alone that are required. */
function minimalOf(document: Node, schema: unknown): unknown {
  const { properties, required, ...merged } = mergedSchema(document, schema);
  const [type] = typesOf(merged);
  if (type === 'array') return merged.minItems ? [minimalOf(document, merged.items)] : [];
  if (type !== 'object' && !properties) return exampleOf(document, merged);
  const names = items(required).map(String);
  return Object.fromEntries(names.map((name) => [name, minimalOf(document, Object(properties)[name])]));
}

/** The value with what an example says in place of what was made. */
function overlaid(made: unknown, example: unknown): unknown {
  if (example === undefined) return made;
  if (Array.isArray(made) && Array.isArray(example)) return example.length ? [overlaid(made[0], example[0])] : made;
  if (!isOfType('object', made) || !isOfType('object', example)) return example;
  const names = Object.keys({ ...Object(made), ...Object(example) });
  return Object.fromEntries(names.map((name) => [name, overlaid(Object(made)[name], Object(example)[name])]));
}
