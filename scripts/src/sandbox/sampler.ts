import { isPlainObject } from '@redocly/openapi-core';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type GenerateSyncOptions, generateSync } from 'json-schema-faker';

type Json = Readonly<Record<string, unknown>>;

/** Whether a value has every field that its schema declares, or those that it requires. */
export type Extent = 'all' | 'required';

/** Judges and makes values of the schemas of one spec. */
export interface Sampler {
  isValid(schema: unknown, value: unknown): boolean;
  /** Makes values in turn, the same ones each time. Not each is valid: no generator knows every keyword. */
  values(schema: unknown, extent: Extent): Iterable<unknown>;
}

const OPEN_LIST = 'x-extensible-enum';

/** Values are the same on every machine, today and tomorrow. */
const FIXED: GenerateSyncOptions = {
  maxDefaultItems: 1,
  fillProperties: false,
  minDateTime: '2026-01-01T00:00:00Z',
  maxDateTime: '2026-12-31T00:00:00Z',
  formats: { byte: () => 'VGlja2V0', duration: () => 'P1D' },
};

/** What is tried in turn: with the examples of fields, and without. */
const ATTEMPTS: Readonly<Record<Extent, readonly GenerateSyncOptions[]>> = {
  all: [
    { alwaysFakeOptionals: true, useExamplesValue: true, useDefaultValue: true, minItems: 1 },
    { alwaysFakeOptionals: true, minItems: 1 },
  ],
  required: [{ optionalsProbability: 0, useExamplesValue: true }, { optionalsProbability: 0 }],
};
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** Creates the sampler of schemas that may refer to these components of their spec. */
export function createSampler(components: unknown): Sampler {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  addFormats.default(ajv);
  const compiled = new Map<unknown, ValidateFunction>();
  const definitions = forGenerator({ components });

  return {
    isValid(schema, value) {
      const validate = compiled.get(schema) ?? ajv.compile({ components, allOf: [schema] });
      compiled.set(schema, validate);
      return validate(value);
    },
    *values(schema, extent) {
      const { value: wanted } = forGenerator({ value: schema });
      const whole = { type: 'object', properties: { value: wanted }, required: ['value'], ...definitions };
      for (const attempt of ATTEMPTS[extent]) {
        for (const seed of SEEDS) {
          const value = generated(whole, { ...FIXED, ...attempt, seed });
          if (value !== undefined) yield value;
        }
      }
    },
  };
}

/**
 * Copies schemas for the generator of values. An open list of values becomes a closed one, of which a value says more than
 * any text; an object with fields gets no others, however many it needs; one without gets an empty list of them, or the
 * generator would take our extensions for fields.
 */
function forGenerator(schemas: object): Json {
  const copy: unknown = JSON.parse(JSON.stringify(schemas), (_, node: unknown) => {
    if (!isPlainObject(node)) return node;
    if (isPlainObject(node.properties)) return { additionalProperties: false, ...node };
    if (node.type === 'object') return { properties: {}, ...node };
    return Array.isArray(node[OPEN_LIST]) ? { enum: node[OPEN_LIST], ...node } : node;
  });
  return isPlainObject(copy) ? copy : {};
}

function generated(schema: Json, options: GenerateSyncOptions): unknown {
  try {
    const made: unknown = generateSync(schema, options);
    return isPlainObject(made) ? made.value : undefined;
  } catch {
    return undefined;
  }
}
