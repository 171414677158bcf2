import { describe, expect, test } from 'vitest';
import { facts } from './facts.ts';
import { at, entries, isObject, items, text } from './json.ts';
import { type Operation, readSpec, SPEC_NAMES } from './spec.ts';

/** A schema in the notation of `facts.ts`. */
function typeOf(schema: unknown): string {
  const reference = at(schema, '$ref');
  if (reference !== undefined) return text(schema, '$ref').replace('#/components/schemas/', '');
  if (at(schema, 'type') === 'array') return `${typeOf(at(schema, 'items'))}[]`;
  const open = items(at(schema, 'x-extensible-enum'));
  if (open.length > 0) return [...open, '...'].join('|');
  const closed = items(at(schema, 'enum'));
  return closed.length > 0 ? closed.join('|') : String(at(schema, 'format') ?? at(schema, 'type'));
}

function fieldsOf(model: unknown): string[] {
  if (at(model, 'properties') === undefined) return [typeOf(model)];
  const required = items(at(model, 'required'));
  return entries(at(model, 'properties')).map(
    ([name, schema]) => `${name}${required.includes(name) ? '!' : ''}: ${typeOf(schema)}`,
  );
}

function factsOf({ method, path, parameters, requestBody, answers }: Operation) {
  return {
    call: `${method} ${path}`,
    parameters: parameters.map(
      ({ name, in: place, required, schema }) => `${place} ${name}${required ? '!' : ''}: ${typeOf(schema)}`,
    ),
    body: requestBody && `${typeOf(requestBody.schema)}${requestBody.required ? '!' : ''}`,
    answers: Object.fromEntries(
      [...answers].map(([status, { schema, kind, isRepeatable }]) => [
        status,
        [
          ...(kind === undefined ? [] : [isRepeatable ? `${kind}, to be repeated,` : kind]),
          schema === undefined ? 'nothing' : typeOf(schema),
        ].join(' with '),
      ]),
    ),
  };
}

const RANGES = [
  ...['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'],
  ...['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'],
  ...['multipleOf', 'pattern', 'uniqueItems'],
];

/** Lists the ranges below a node that no provenance explains, as `pointer/keyword`. */
function unexplainedRanges(node: unknown, pointer = '#'): string[] {
  if (isObject(node) && at(node, 'x-provenance') !== undefined) return [];
  const own = RANGES.filter((keyword) => at(node, keyword) !== undefined).map((keyword) => `${pointer}/${keyword}`);
  const children = isObject(node) || Array.isArray(node) ? Object.entries(node) : [];
  return [...own, ...children.flatMap(([key, child]) => unexplainedRanges(child, `${pointer}/${key}`))];
}

describe.each(SPEC_NAMES)("the spec of %s states the vendor's facts", async (name) => {
  const spec = await readSpec(name);
  const known = facts[name];

  test('the server, the credential and the Content-Type', () => {
    expect(spec.server).toBe(known.server);
    const ways = spec.credentials.map(
      ({ in: place, name, prefix, option }) => `${place} ${name}: ${prefix}{${option}}`,
    );
    expect(ways).toEqual(known.credentials);
    expect(spec.demandedContentType).toBe(known.contentType);
  });

  test('every operation: where it is, what it takes and what each status means', () => {
    expect(Object.fromEntries(spec.operations.map((operation) => [operation.id, factsOf(operation)]))).toEqual(
      known.operations,
    );
  });

  test('every range says where it comes from, since no page states one', () => {
    expect(unexplainedRanges(spec.document)).toEqual([]);
  });

  test('every model: its fields, their types and which are required', () => {
    expect(Object.fromEntries(entries(spec.models).map(([model, schema]) => [model, fieldsOf(schema)]))).toEqual(
      known.models,
    );
  });
});
