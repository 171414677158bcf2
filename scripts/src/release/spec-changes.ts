import {
  type Bump,
  bumpOf,
  greatest,
  type Meaning,
  type PythonSurface,
  pythonSurfaces,
  type RatedChange,
  type Surface,
  shifted,
} from '../diff/verdict.ts';
import { digestOf } from './digest.ts';
import type { History } from './history.ts';
import {
  isMadeOf,
  isMadeOfEachSpec,
  packagesIn,
  publishedPackages,
  pythonSurfaceOf,
  type WorkspacePackage,
} from './packages.ts';

/**
 * A change of a vendor's spec since its last release, as one changelog tells it: what it means, and what it asks of the
 * packages that have that changelog's words. Those for TypeScript share theirs, and each for Python has its own.
 */
export interface SpecChange {
  readonly vendor: string;
  /** The vendor, or the folder of the Python package. */
  readonly audience: string;
  readonly digest: string;
  readonly change: RatedChange;
  readonly meaning: Meaning;
  /** Whether it breaks programs that are upgraded, or those that are not. */
  readonly isBreaking: boolean;
  /** The least bump of each package that notices it, by name: shifted where the package is below 1.0. */
  readonly bumps: ReadonlyMap<string, Bump>;
}

/** The file and the JSON pointer in it. */
export function placeOf({ vendor, change }: SpecChange): string {
  return `specs/${vendor}/openapi.yaml#${change.pointer}`;
}

/** Rates what a vendor's spec has otherwise than at a commit. */
export type RateSpec = (vendor: string, since: string) => Promise<readonly RatedChange[]>;

/** Lists what the specs have otherwise than in their last release, or than the commit that brought them. */
export async function specChanges(root: string, history: History, rate: RateSpec): Promise<SpecChange[]> {
  const published = await publishedPackages(root);
  const release = history.versionCommit(published.map(({ folder }) => `${folder}/package.json`));
  const changes: SpecChange[] = [];
  for (const spec of await packagesIn(root, 'specs/*/package.json')) {
    const file = `${spec.folder}/openapi.yaml`;
    const since = release !== undefined && history.has(release, file) ? release : history.introductionOf(file);
    if (since === undefined || history.changedFiles(since, [file, `${spec.folder}/examples`]).length === 0) continue;
    const vendor = spec.folder.slice('specs/'.length);
    const made = madeFrom(spec, await packagesIn(root, 'packages/*/package.json'));
    for (const change of await rate(vendor, since)) {
      const audiences = Map.groupBy(made, (one) => audienceOf(one, vendor));
      for (const [audience, packages] of audiences) changes.push(...toldTo(audience, packages, change, vendor));
    }
  }
  return changes;
}

type Made = readonly [of: WorkspacePackage, as: Surface];

function audienceOf([{ folder }, surface]: Made, vendor: string): string {
  return isOfPython(surface) ? folder.slice('packages/'.length) : vendor;
}

function isOfPython(surface: Surface): surface is PythonSurface {
  return pythonSurfaces.some((known) => known === surface);
}

/** A change as packages tell it that have the same words; none where none of them notices. */
function toldTo(audience: string, packages: readonly Made[], change: RatedChange, vendor: string): SpecChange[] {
  const bumps = bumpsOf(change, packages);
  if (bumps.size === 0) return [];
  const [[, surface] = []] = packages;
  const isPython = surface !== undefined && isOfPython(surface);
  const meaning = (isPython && change.python[surface]) || change;
  const isBreaking = (isPython ? change.bumps[surface] : bumpOf(change)) === 'major' || !meaning.publishedWork;
  return [{ vendor, audience, digest: digestOf(audience, change), change, meaning, isBreaking, bumps }];
}

/** The packages whose consumers notice a change of a spec, and as what. */
function madeFrom(spec: WorkspacePackage, packages: readonly WorkspacePackage[]): Made[] {
  const clients = packages.filter(({ manifest }) => !manifest.private && isMadeOf(manifest, spec.manifest));
  return packages.flatMap((made): Made[] => {
    const { manifest } = made;
    const python = pythonSurfaceOf(manifest);
    if (python && isMadeOf(manifest, spec.manifest)) return [[made, python]];
    if (manifest.private) return [];
    if (clients.includes(made)) return [[made, 'client']];
    if (isMadeOfEachSpec(manifest)) return [[made, 'sandbox']];
    const passesOn = clients.some((client) => manifest.dependencies?.[client.manifest.name] !== undefined);
    return passesOn ? [[made, 'facade']] : [];
  });
}

function bumpsOf(change: RatedChange, made: readonly Made[]): Map<string, Bump> {
  const bumps = made.map(([{ manifest }, surface]): [string, Bump] => [
    manifest.name,
    shifted(change.bumps[surface], manifest.version),
  ]);
  return new Map(bumps.filter(([, bump]) => bump !== 'none'));
}

/** The least bumps of the packages for several changes, by package. */
export function leastBumps(changes: readonly SpecChange[]): Map<string, Bump> {
  const names = new Set(changes.flatMap(({ bumps }) => [...bumps.keys()]));
  const least = (name: string): Bump => greatest(changes.map(({ bumps }) => bumps.get(name) ?? 'none'));
  return new Map([...names].sort().map((name) => [name, least(name)]));
}
