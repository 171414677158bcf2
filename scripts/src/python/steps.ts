import type { OpenAPI3 } from 'openapi-typescript';

/** Makes another document of one, which it leaves as it is: what Python's generator is to see. */
export type Step = (document: OpenAPI3) => OpenAPI3;

/** The steps from a spec, as one document, to what Python's package is made of, in their order. */
const STEPS: readonly Step[] = [];

export function pythonDocument(document: OpenAPI3): OpenAPI3 {
  return STEPS.reduce((before, step) => step(before), document);
}
