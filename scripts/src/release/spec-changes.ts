import { type Bump, greatest, type RatedChange, type Surface, shifted } from '../diff/verdict.ts';
import { digestOf } from './digest.ts';
import type { History } from './history.ts';
import { isMadeOfEachSpec, packagesIn, publishedPackages, type WorkspacePackage } from './packages.ts';

/** A change of a vendor's spec since its last release, with what it asks of the packages. */
export interface SpecChange {
  readonly vendor: string;
  readonly digest: string;
  readonly change: RatedChange;
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
      const bumps = bumpsOf(change, made);
      if (bumps.size > 0) changes.push({ vendor, digest: digestOf(vendor, change), change, bumps });
    }
  }
  return changes;
}

/** The packages whose consumers notice a change of a spec, and as what. */
function madeFrom(spec: WorkspacePackage, packages: readonly WorkspacePackage[]): [WorkspacePackage, Surface][] {
  const clients = packages.filter(({ manifest }) => !manifest.private && isMadeOf(manifest, spec));
  return packages.flatMap((made): [WorkspacePackage, Surface][] => {
    const { manifest } = made;
    if (isMadeOf(manifest, spec) && manifest.scripts?.['generate:python'] !== undefined) return [[made, 'python']];
    if (manifest.private) return [];
    if (clients.includes(made)) return [[made, 'client']];
    if (isMadeOfEachSpec(manifest)) return [[made, 'sandbox']];
    const passesOn = clients.some((client) => manifest.dependencies?.[client.manifest.name] !== undefined);
    return passesOn ? [[made, 'facade']] : [];
  });
}

function isMadeOf({ devDependencies }: WorkspacePackage['manifest'], spec: WorkspacePackage): boolean {
  return devDependencies?.[spec.manifest.name] !== undefined;
}

function bumpsOf(change: RatedChange, made: readonly [WorkspacePackage, Surface][]): Map<string, Bump> {
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
