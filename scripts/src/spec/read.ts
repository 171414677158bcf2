import type { OpenAPI3 } from 'openapi-typescript';
import { checkSpec, formatProblem } from './check.ts';

/** Reads a spec for a command; one with problems ends the process with each of them on standard error. */
export async function readSpec(file: string, vendor?: string): Promise<OpenAPI3> {
  const checked = await checkSpec(file, vendor);
  if (checked.ok) return checked.document;
  for (const problem of checked.problems) console.error(formatProblem(problem));
  process.exit(1);
}
