import fc from 'fast-check';
import { baseOf, judgesOf } from './body-cases.ts';
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
  const any = anyValueOf(spec, schema);
  const isRight = judgeOf(spec, schema);
  const isOften = fc.sample(any, { seed: 1, numRuns: 100 }).filter(isRight).length > 1;
  return isOften ? any.filter(isRight) : sampledOf(spec, schema);
}

function judgeOf(spec: Spec, schema: unknown): (value: unknown) => boolean {
  const { isValid, isClosed } = judgesOf(spec);
  return (value) => isValid(schema, value) && isClosed(schema, value);
}

/** Values of the generator that the sandbox's examples are made by, where random ones are hardly ever valid. */
function sampledOf(spec: Spec, schema: unknown): fc.Arbitrary<unknown> {
  const { values } = judgesOf(spec);
  const made = [...values(schema, 'all'), ...values(schema, 'required')].filter(judgeOf(spec, schema));
  return fc.constantFrom(...(made.length > 0 ? made : [baseOf(spec, schema, [])]));
}

/** Any value of a schema. */
function anyValueOf(spec: Spec, schema: unknown, depth = 0): fc.Arbitrary<unknown> {
  const { document } = spec;
  const { properties, required, ...merged } = mergedSchema(document, schema);
  const values = items(merged.enum);
  if (merged.const !== undefined) return fc.constant(merged.const);
  if (values.length > 0) return fc.constantFrom(...values);
  const [type, ...others] = typesOf(merged);
  if (others.includes('null')) return fc.option(anyValueOf(spec, { ...merged, type }, depth));
  switch (type) {
    case 'integer':
    case 'number':
      return numberOf(spec, merged, type);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return listOf(spec, merged, depth);
    case 'string':
      return stringOf(spec, merged);
    default:
      return properties || type === 'object'
        ? objectOf(spec, properties, required, depth)
        : fc.constant(exampleOf(document, merged));
  }
}

function objectOf(spec: Spec, properties: unknown, required: unknown, depth: number): fc.Arbitrary<unknown> {
  const requiredKeys = items(required).map(String);
  const declared = entries(properties).filter(([name]) => depth < 5 || requiredKeys.includes(name));
  const fields = declared.map(([name, property]) => [name, anyValueOf(spec, property, depth + 1)] as const);
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: requiredKeys.filter((name) => Object.hasOwn(Object(properties), name)),
  });
}

function listOf(spec: Spec, { items: item, minItems, maxItems }: Node, depth: number): fc.Arbitrary<unknown> {
  if (item === undefined) return fc.constant([]);
  const minLength = Number(minItems ?? 0);
  return fc.array(anyValueOf(spec, item, depth + 1), { minLength, maxLength: Number(maxItems ?? minLength + 3) });
}

/** Numbers of which all digits are kept, the ends of the range more often than others. */
function numberOf(spec: Spec, schema: Node, type: 'integer' | 'number'): fc.Arbitrary<unknown> {
  const { minimum = -(2 ** 31), maximum = Number.MAX_SAFE_INTEGER, multipleOf = 1 } = schema;
  const step = Number(multipleOf);
  const min = Math.ceil(Number(minimum) / step);
  const max = Math.floor(Number(maximum) / step);
  if (min > max) return sampledOf(spec, schema);
  if (step !== 1) return fc.integer({ min, max }).map((count) => count * step);
  const any = type === 'integer' ? fc.integer({ min, max }) : fc.integer({ min, max: Math.min(max, 2 ** 31) });
  return fc.oneof(any, fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, min + 20) }));
}

/** Any text in any script: also blank ones, line ends and what HTML and JSON escape. */
function stringOf(spec: Spec, schema: Node): fc.Arbitrary<unknown> {
  const { format, pattern, minLength, maxLength } = schema;
  if (typeof pattern === 'string') return textsMatching(pattern) ?? sampledOf(spec, schema);
  if (format !== undefined) return fc.constant(String(exampleOf({}, { type: 'string', format })));
  const length = { minLength: Number(minLength ?? 0), maxLength: Number(maxLength ?? Number(minLength ?? 0) + 40) };
  const texts = ['<b>&amp;</b>', '\u2028', ' \t\r\n', '\u0000', '%2e%2e', '../..', 'a'.repeat(10_000)];
  const odd = texts.filter(
    (text) => text.length >= length.minLength && text.length <= Number(maxLength ?? Number.MAX_SAFE_INTEGER),
  );
  const any = fc.string({ ...length, unit: 'grapheme' });
  return odd.length > 0 ? fc.oneof({ weight: 5, arbitrary: any }, fc.constantFrom(...odd)) : any;
}

/** Any text of a pattern; `undefined` for one that looks around, which fast-check does not know. */
function textsMatching(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return undefined;
  }
}
