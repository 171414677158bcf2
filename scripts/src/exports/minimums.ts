import semver from 'semver';
import type { Manifest } from '../release/packages.ts';
import type { Difference } from './difference.ts';
import type { World } from './world.ts';

/** Lists the versions of Node, TypeScript and other peers that worked for the old packages, and do not for the new ones. */
export function raisedMinimums(before: World, after: World): Difference[] {
  return before.flatMap(({ manifest: old }) => {
    const now = after.find(({ manifest }) => manifest.name === old.name)?.manifest;
    if (!now) return [];
    const asked = new Map(requirementsOf(old));
    return requirementsOf(now).flatMap(([what, range]) => {
      const message = raised(what, asked.get(what), range, now);
      return message === undefined ? [] : [{ of: old.name, entry: old.name, message }];
    });
  });
}

function requirementsOf({ engines, peerDependencies }: Manifest): [string, string][] {
  return [...Object.entries(engines ?? {}), ...Object.entries(peerDependencies ?? {})];
}

function raised(what: string, was: string | undefined, range: string, manifest: Manifest): string | undefined {
  if (was === undefined) {
    const isOptional = manifest.engines?.[what] !== undefined || manifest.peerDependenciesMeta?.[what]?.optional;
    // Said for the first time, it takes nothing back that was promised.
    return isOptional ? undefined : `it needs ${what} ${range}, which it did not need`;
  }
  return semver.subset(was, range) ? undefined : `it needs ${what} ${range}; ${was} was enough`;
}
