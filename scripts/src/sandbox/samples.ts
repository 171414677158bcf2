import { isPlainObject } from '@redocly/openapi-core';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type GenerateSyncOptions, generateSync } from 'json-schema-faker';
import type { OpenAPI3 } from 'openapi-typescript';
import { asDocument, resolve } from '../generate/document.ts';

type Json = Readonly<Record<string, unknown>>;

/** An answer's body, as a spec describes it. */
interface Media {
  readonly schema?: unknown;
  example?: unknown;
  examples?: unknown;
}

const ROOT = 'spec';
const OPEN_LIST = 'x-extensible-enum';

/** Values are the same on every machine, today and tomorrow. */
const FIXED: GenerateSyncOptions = {
  maxDefaultItems: 1,
  fillProperties: false,
  minDateTime: '2026-01-01T00:00:00Z',
  maxDateTime: '2026-12-31T00:00:00Z',
  formats: { byte: () => 'VGlja2V0', duration: () => 'P1D' },
};

/** What is tried in turn: a full value with the examples of fields, a full one without, and one of required fields. */
const ATTEMPTS: readonly GenerateSyncOptions[] = [
  { alwaysFakeOptionals: true, useExamplesValue: true, useDefaultValue: true, minItems: 1 },
  { alwaysFakeOptionals: true, minItems: 1 },
  { optionalsProbability: 0 },
];
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/**
 * Copies a spec so that each answer with a JSON body has one example that is valid: the first of its own that is, or a
 * value made of the schema. Where none can be made, it has none.
 */
export function withSamples(document: OpenAPI3): OpenAPI3 {
  const copy = structuredClone(document);
  const answers = answersOf(copy);
  const schemas = { components: copy.components, answers: answers.map(({ schema = true }) => schema) };
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: ROOT, ...schemas });
  const definitions = forGenerator(schemas);
  for (const [index, media] of answers.entries()) {
    const pointer = `#/answers/${index}`;
    const isValid = ajv.compile({ $ref: ROOT + pointer });
    const own = examplesOf(copy, media).find((value) => isValid(value));
    const example = own === undefined ? sample(pointer, definitions, isValid) : own;
    delete media.examples;
    delete media.example;
    if (example !== undefined) media.example = example;
  }
  return copy;
}

/** Finds the JSON bodies of all answers, where they stand. */
function answersOf({ paths = {}, components = {} }: OpenAPI3): Media[] {
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  const responses = [components, ...operations].flatMap((holder) => valuesOf(at(holder, 'responses')));
  return responses.flatMap((response) =>
    Object.entries(at(response, 'content') ?? {}).flatMap(([mediaType, media]) =>
      isPlainObject(media) && /^[^;]*[/+]json *(;|$)/i.test(mediaType) ? [media] : [],
    ),
  );
}

/** Lists the examples of a body as the spec has them. */
function examplesOf(document: OpenAPI3, media: Media): unknown[] {
  const named = valuesOf(media.examples)
    .filter(isPlainObject)
    .map((example) => at(resolve(asDocument(document), example), 'value'));
  return ('example' in media ? [media.example, ...named] : named).filter((value) => value !== undefined);
}

/**
 * Copies schemas for the generator of values. An open list of values becomes a closed one, of which a value says more than
 * any text; an object without fields gets an empty list of them, or the generator would take our extensions for fields.
 */
function forGenerator(schemas: object): Json {
  const copy: unknown = JSON.parse(JSON.stringify(schemas), (_, node: unknown) => {
    if (!isPlainObject(node)) return node;
    if (node.type === 'object') return { properties: {}, ...node };
    return Array.isArray(node[OPEN_LIST]) ? { enum: node[OPEN_LIST], ...node } : node;
  });
  return isPlainObject(copy) ? copy : {};
}

function sample($ref: string, definitions: Json, isValid: ValidateFunction): unknown {
  const schema = { type: 'object', properties: { value: { $ref } }, required: ['value'], ...definitions };
  for (const attempt of ATTEMPTS) {
    for (const seed of SEEDS) {
      const value = generated(schema, { ...FIXED, ...attempt, seed });
      if (value !== undefined && isValid(value)) return value;
    }
  }
  return undefined;
}

function generated(schema: Json, options: GenerateSyncOptions): unknown {
  try {
    return at(generateSync(schema, options), 'value');
  } catch {
    return undefined;
  }
}

function at(value: unknown, key: string): unknown {
  return isPlainObject(value) ? value[key] : undefined;
}

function valuesOf(value: unknown): unknown[] {
  return isPlainObject(value) ? Object.values(value) : [];
}
