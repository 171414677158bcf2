import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDocument, type Spec } from '@ticketbridge/ledger';
import { checkSpec, formatProblem, vendorsIn } from '@ticketbridge/scripts';

export {
  type Answer,
  type Credential,
  documentedPairs,
  type Operation,
  type Parameter,
  type Spec,
} from '@ticketbridge/ledger';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Every vendor of the workspace, by name. */
export const VENDORS: Awaited<ReturnType<typeof vendorsIn>> = await vendorsIn(ROOT);

/** Tells whether the sandbox knows more of a vendor than the examples of its spec. */
export function hasHandlers(vendor: string): boolean {
  return existsSync(join(ROOT, 'packages/sandbox/src', vendor));
}

/** Reads a vendor's spec from its own file. */
export async function readSpec(name: string): Promise<Spec> {
  const file = createRequire(import.meta.url).resolve(`@ticketbridge/spec-${name}/openapi.yaml`);
  const checked = await checkSpec(file, { rules: 'generation' });
  if (!checked.ok) throw new Error(checked.problems.map(formatProblem).join('\n'));
  return readDocument(name, checked.document);
}
