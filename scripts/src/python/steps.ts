import type { OpenAPI3 } from 'openapi-typescript';
import { markJsonNames } from './json-names.ts';
import { describeKnownValues } from './known-values.ts';
import { splitDirections } from './split-directions.ts';
import { vendorSurface } from './vendor-surface.ts';

/** Makes another document of one, which it leaves as it is: what Python's generator is to see. */
export type Step = (document: OpenAPI3) => OpenAPI3;

/** Whose names a package has: the spec's, as in TypeScript, or those of the vendor's own client. */
export type Surface = 'own' | 'vendor';

const SURFACES: Readonly<Record<Surface, readonly Step[]>> = { own: [], vendor: [vendorSurface] };

/** The steps from a spec, as one document, to what Python's package is made of, in their order. */
const STEPS: readonly Step[] = [describeKnownValues, splitDirections, markJsonNames];

export function pythonDocument(document: OpenAPI3, surface: Surface = 'own'): OpenAPI3 {
  return [...SURFACES[surface], ...STEPS].reduce((before, step) => step(before), document);
}
