import fc from 'fast-check';
import { judgesOf } from './body-cases.ts';
import { type Draft, draftOf, type Known, withTexts } from './drafts.ts';
import { exampleOf, type Node } from './generated-values.ts';
import { entries, items } from './json.ts';
import { mergedSchema, typesOf } from './schema-places.ts';
import type { Operation, Spec } from './spec.ts';

/** Makes valid requests of an operation: ids that are known and others, each parameter or none, any body of its schema. */
export function randomDraft(spec: Spec, operation: Operation, known: Known): fc.Arbitrary<Draft> {
  const { requestBody, parameters } = operation;
  const texts = parameters.map(({ in: place, name, required, schema }) => {
    const values = textsOf(spec, schema, known(name), place);
    const sent = required ? values : fc.oneof(values, fc.constant([]));
    return sent.map((all) => [`${place}/${name}`, all] as const);
  });
  const body = requestBody ? validValueOf(spec, requestBody.schema) : fc.constant(undefined);
  const isLeftOut = requestBody && !requestBody.required ? fc.boolean() : fc.constant(!requestBody);
  return fc.tuple(fc.tuple(...texts), body, isLeftOut).map(([pairs, value, isOut]) => {
    const draft = draftOf(spec, operation, known, isOut ? undefined : JSON.stringify(value));
    return withTexts(draft, Object.fromEntries(pairs));
  });
}

/** Texts for a parameter, half of them known ones; what a path and a header cannot carry is left out. */
function textsOf(
  spec: Spec,
  schema: unknown,
  known: readonly string[],
  place: string,
): fc.Arbitrary<readonly string[]> {
  const values = validValueOf(spec, schema).map((value) => (Array.isArray(value) ? value : [value]).map(String));
  const carries = CARRIED[place] ?? (() => true);
  const carried = values.filter((texts) => texts.every(carries));
  return known.length > 0 ? fc.oneof(carried, fc.constantFrom(...known.map((text) => [text]))) : carried;
}

const CARRIED: Readonly<Record<string, (text: string) => boolean>> = {
  header: (text) => /^[!-~]+$/.test(text),
  path: (text) => !['', '.', '..'].includes(text),
};

function validValueOf(spec: Spec, schema: unknown): fc.Arbitrary<unknown> {
  const { isValid, isClosed } = judgesOf(spec);
  const any = anyValueOf(Object(spec.document), schema);
  return any.filter((value) => isValid(schema, value) && isClosed(schema, value));
}

/** Any value of a schema. */
function anyValueOf(document: Node, schema: unknown, depth = 0): fc.Arbitrary<unknown> {
  const { properties, required, ...merged } = mergedSchema(document, schema);
  const values = items(merged.enum);
  if (merged.const !== undefined) return fc.constant(merged.const);
  if (values.length > 0) return fc.constantFrom(...values);
  const [type, ...others] = typesOf(merged);
  if (others.includes('null')) return fc.option(anyValueOf(document, { ...merged, type }, depth));
  switch (type) {
    case 'integer':
    case 'number':
      return numberOf(merged, type);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return listOf(document, merged, depth);
    case 'string':
      return stringOf(merged);
    default:
      return properties || type === 'object'
        ? objectOf(document, properties, required, depth)
        : fc.constant(exampleOf(document, merged));
  }
}

function objectOf(document: Node, properties: unknown, required: unknown, depth: number): fc.Arbitrary<unknown> {
  const requiredKeys = items(required).map(String);
  const declared = entries(properties).filter(([name]) => depth < 5 || requiredKeys.includes(name));
  const fields = declared.map(([name, property]) => [name, anyValueOf(document, property, depth + 1)] as const);
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: requiredKeys.filter((name) => Object.hasOwn(Object(properties), name)),
  });
}

function listOf(document: Node, { items: item, minItems, maxItems }: Node, depth: number): fc.Arbitrary<unknown> {
  if (item === undefined) return fc.constant([]);
  const minLength = Number(minItems ?? 0);
  return fc.array(anyValueOf(document, item, depth + 1), { minLength, maxLength: Number(maxItems ?? minLength + 3) });
}

/** Numbers of which all digits are kept, the ends of the range more often than others. */
function numberOf({ minimum, maximum, multipleOf }: Node, type: 'integer' | 'number'): fc.Arbitrary<number> {
  const min = Number(minimum ?? -(2 ** 31));
  const max = Number(maximum ?? Number.MAX_SAFE_INTEGER);
  if (multipleOf !== undefined) {
    const step = Number(multipleOf);
    return fc.integer({ min: Math.ceil(min / step), max: Math.floor(max / step) }).map((count) => count * step);
  }
  const any = type === 'integer' ? fc.integer({ min, max }) : fc.integer({ min, max: Math.min(max, 2 ** 31) });
  return fc.oneof(any, fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, min + 20) }));
}

/** Any text in any script: also blank ones, line ends and what HTML and JSON escape. */
function stringOf({ format, pattern, minLength, maxLength }: Node): fc.Arbitrary<string> {
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern));
  if (format !== undefined) return fc.constant(String(exampleOf({}, { type: 'string', format })));
  const length = { minLength: Number(minLength ?? 0), maxLength: Number(maxLength ?? 40) };
  const texts = ['<b>&amp;</b>', '\u2028', ' \t\r\n', '\u0000', '%2e%2e', '../..', 'a'.repeat(10_000)];
  const odd = texts.filter(
    (text) => text.length >= length.minLength && text.length <= Number(maxLength ?? Number.MAX_SAFE_INTEGER),
  );
  const any = fc.string({ ...length, unit: 'grapheme' });
  return odd.length > 0 ? fc.oneof({ weight: 5, arbitrary: any }, fc.constantFrom(...odd)) : any;
}
