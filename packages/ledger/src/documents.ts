import { readFileSync } from 'node:fs';
import { readDocument, type Spec } from './spec.ts';

interface VendorDocument {
  readonly isYoung: boolean;
  readonly document: unknown;
}

/** A vendor's spec, as generated from `specs/`. */
export interface LedgerVendor {
  readonly spec: Spec;
  /** Whether its spec is held only to the rules without which the generated code would be wrong. */
  readonly isYoung: boolean;
}

let vendors: ReadonlyMap<string, LedgerVendor> | undefined;

/** Reads every vendor of `specs/`, by name; once. */
export function readVendors(): ReadonlyMap<string, LedgerVendor> {
  vendors ??= new Map(
    Object.entries(readGenerated()).map(([name, { isYoung, document }]) => [
      name,
      { isYoung, spec: readDocument(name, document) },
    ]),
  );
  return vendors;
}

function readGenerated(): Readonly<Record<string, VendorDocument>> {
  return JSON.parse(readFileSync(new URL('./generated/specs.json', import.meta.url), 'utf8'));
}
