import { isPlainObject } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { asDocument, resolve } from '../generate/document.ts';
import { createSampler, type Sampler } from './sampler.ts';

/** An answer's body, as a spec describes it. */
interface Media {
  readonly schema?: unknown;
  example?: unknown;
  examples?: unknown;
}

/**
 * Copies a spec so that each answer with a JSON body has one example that is valid: the first of its own that is, or a
 * value made of the schema. Where none can be made, it has none.
 */
export function withSamples(document: OpenAPI3): OpenAPI3 {
  const copy = structuredClone(document);
  const sampler = createSampler(copy.components);
  for (const media of answersOf(copy)) {
    const example = sampleOf(copy, media, sampler);
    delete media.examples;
    delete media.example;
    if (example !== undefined) media.example = example;
  }
  return copy;
}

function sampleOf(document: OpenAPI3, media: Media, sampler: Sampler): unknown {
  const { schema = true } = media;
  const isValid = (value: unknown) => sampler.isValid(schema, value);
  const own = examplesOf(document, media).find(isValid);
  if (own !== undefined) return own;
  for (const extent of ['all', 'required'] as const) {
    for (const value of sampler.values(schema, extent)) if (isValid(value)) return value;
  }
  return undefined;
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

function at(value: unknown, key: string): unknown {
  return isPlainObject(value) ? value[key] : undefined;
}

function valuesOf(value: unknown): unknown[] {
  return isPlainObject(value) ? Object.values(value) : [];
}
