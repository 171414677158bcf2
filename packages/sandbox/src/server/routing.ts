import type { Contract } from '../spec/contract.ts';
import type { Operation } from '../spec/operation.ts';
import { refuse } from './refusals.ts';
import type { Reply } from './reply.ts';

export interface Routed<Served> {
  readonly vendor: Served;
  readonly operation: Operation;
  /** The path's parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
}

/** Finds the operation of a method and a path; of two, the one whose path is the more literal. */
export function route<Served extends { readonly contract: Contract }>(
  vendors: readonly Served[],
  method: string,
  path: string,
): Routed<Served> | { readonly refusal: Reply } {
  const matches = vendors.flatMap((vendor) => matchesIn(vendor, path));
  if (matches.length === 0) return { refusal: refuse('unknown-path') };
  const [match] = matches
    .filter(({ operation }) => operation.method === method)
    .sort((a, b) => Object.keys(a.path).length - Object.keys(b.path).length);
  if (match !== undefined) return match;
  const allow = matches.map(({ operation }) => operation.method).join(', ');
  return { refusal: refuse('wrong-method', `Allowed: ${allow}`, { allow }) };
}

function matchesIn<Served extends { readonly contract: Contract }>(vendor: Served, path: string): Routed<Served>[] {
  const { basePath, operations } = vendor.contract;
  if (!path.startsWith(`${basePath}/`)) return [];
  return operations.flatMap((operation) => {
    const parameters = operation.matchPath(path.slice(basePath.length));
    const decoded = parameters && decodeValues(parameters);
    return decoded ? [{ vendor, operation, path: decoded }] : [];
  });
}

function decodeValues(values: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}
