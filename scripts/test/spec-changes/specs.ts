import { join } from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { checkSpec, formatProblem } from '../../src/spec/check.ts';
import type { SpecChange } from './change.ts';

/** Copies: what the vendors change from now on is no change of what the tests expect. */
const SPECS = join(import.meta.dirname, '../fixtures/frozen/specs');

const FILES: Readonly<Record<SpecChange['spec'], string>> = {
  brandlovers: join(SPECS, 'brandlovers/openapi.yaml'),
  clubcollect: join(SPECS, 'clubcollect/openapi.yaml'),
  parcels: join(import.meta.dirname, 'parcels.yaml'),
};

/** The specs that the changes are made to, each as one document. */
export const specs: Readonly<Record<SpecChange['spec'], OpenAPI3>> = {
  brandlovers: await read('brandlovers'),
  clubcollect: await read('clubcollect'),
  parcels: await read('parcels'),
};

async function read(vendor: SpecChange['spec']): Promise<OpenAPI3> {
  const checked = await checkSpec(FILES[vendor], { vendor, rules: 'generation' });
  if (!checked.ok) throw new Error(checked.problems.map(formatProblem).join('\n'));
  return checked.document;
}
