import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vendorsIn } from '@ticketbridge/scripts';
import { type Decision, readDecisions } from '../provenance/decisions.ts';
import { isObject, type Json } from '../provenance/json.ts';

export interface BundledSpec {
  readonly vendor: string;
  /** The name of the API, as its document says it. */
  readonly title: string;
  /** Whether it is as it was imported, below the house rules: its examples may be wrong. */
  readonly isYoung: boolean;
  readonly document: Json;
  /** What its README decides about extensions. */
  readonly decisions: readonly Decision[];
}

/** Reads the spec of each vendor as the one document that `pnpm generate` makes of it. */
export async function readSpecs(root: string): Promise<readonly BundledSpec[]> {
  const vendors = await vendorsIn(root);
  return Promise.all(
    vendors.map(async ({ name: vendor, isYoung }) => {
      const document: unknown = JSON.parse(await readFile(join(root, 'packages', vendor, 'openapi.json'), 'utf8'));
      if (!isObject(document)) throw new Error(`packages/${vendor}/openapi.json is no document`);
      const title = isObject(document.info) ? document.info.title : undefined;
      const decisions = readDecisions(await readFile(join(root, 'specs', vendor, 'README.md'), 'utf8'));
      return { vendor, title: typeof title === 'string' ? title : vendor, isYoung, document, decisions };
    }),
  );
}
