import type { OpenAPI3 } from 'openapi-typescript';
import { type CheckOptions, checkSpec, formatProblem } from './check.ts';

/** Reads a spec for a generator; one that it cannot get right ends the process with each problem on standard error. */
export async function readSpec(file: string, { vendor, rules = 'generation' }: CheckOptions = {}): Promise<OpenAPI3> {
  const checked = await checkSpec(file, { vendor, rules });
  if (checked.ok) return checked.document;
  for (const problem of checked.problems) console.error(formatProblem(problem));
  process.exit(1);
}
