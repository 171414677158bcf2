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
export type Route<Served> = (method: string, path: string) => Routed<Served> | { readonly refusal: Reply };

/** An operation of a vendor, and how many stand before it. */
interface Place<Served> {
  readonly vendor: Served;
  readonly operation: Operation;
  readonly index: number;
}

/** What the segments of paths lead to, one by one: an operation is found as fast among a thousand as among ten. */
interface Branch<Served> {
  readonly literal: Map<string, Branch<Served>>;
  /** Where a segment with a parameter leads. */
  variable?: Branch<Served>;
  readonly places: Place<Served>[];
}

/** Makes the routes of vendors. */
export function createRoute<Served extends { readonly contract: Contract }>(vendors: readonly Served[]): Route<Served> {
  const root: Branch<Served> = { literal: new Map(), places: [] };
  const all = vendors.flatMap((vendor) => vendor.contract.operations.map((operation) => ({ vendor, operation })));
  for (const [index, { vendor, operation }] of all.entries()) {
    const { basePath } = vendor.contract;
    branchOf(root, `${basePath}${operation.path}`.split('/')).places.push({ vendor, operation, index });
  }
  return (method, path) => {
    const matches = placesOf(root, path.split('/')).flatMap((place) => matchesOf(place, path));
    if (matches.length === 0) return { refusal: refuse('unknown-path') };
    const [match] = matches
      .filter(({ operation }) => operation.method === method)
      .sort((a, b) => Object.keys(a.path).length - Object.keys(b.path).length || a.index - b.index);
    if (match !== undefined) return match;
    const others = matches.sort((a, b) => a.index - b.index).map(({ operation }) => operation.method);
    const allow = others.join(', ');
    return { refusal: refuse('wrong-method', `Allowed: ${allow}`, { allow }) };
  };
}

/** Finds the branch of a template's segments, and grows what is missing of it. */
function branchOf<Served>(from: Branch<Served>, [segment, ...rest]: readonly string[]): Branch<Served> {
  if (segment === undefined) return from;
  const next: Branch<Served> = (segment.includes('{') ? from.variable : from.literal.get(segment)) ?? {
    literal: new Map(),
    places: [],
  };
  if (segment.includes('{')) from.variable = next;
  else from.literal.set(segment, next);
  return branchOf(next, rest);
}

/** Finds the places that a path of these segments may be. */
function placesOf<Served>(
  branch: Branch<Served> | undefined,
  segments: readonly string[],
  depth = 0,
): readonly Place<Served>[] {
  if (branch === undefined) return [];
  const segment = segments[depth];
  if (segment === undefined) return branch.places;
  const literal = placesOf(branch.literal.get(segment), segments, depth + 1);
  const variable = placesOf(branch.variable, segments, depth + 1);
  return variable.length === 0 ? literal : [...literal, ...variable];
}

function matchesOf<Served extends { readonly contract: Contract }>(
  place: Place<Served>,
  path: string,
): (Place<Served> & Routed<Served>)[] {
  const parameters = place.operation.matchPath(path.slice(place.vendor.contract.basePath.length));
  const decoded = parameters && decodeValues(parameters);
  return decoded ? [{ ...place, path: decoded }] : [];
}

function decodeValues(values: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}
