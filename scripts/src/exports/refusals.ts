import { greatest, shifted } from '../diff/verdict.ts';
import type { Changeset } from '../release/changesets.ts';
import type { Difference } from './difference.ts';
import type { World } from './world.ts';

/** A package whose consumers an upgrade may break. */
export interface Breaking {
  readonly name: string;
  readonly differences: readonly Difference[];
  /** The bump that tells it. */
  readonly needs: ReturnType<typeof shifted>;
  /** Whether a pending changeset has that bump. */
  readonly isTold: boolean;
  /** Why somebody says that it breaks nobody. */
  readonly lowered: string | undefined;
}

/** Holds what is incompatible in each package to the bumps of the pending changesets. */
export function breakingPackages(
  before: World,
  differences: readonly Difference[],
  changesets: readonly Changeset[],
): Breaking[] {
  return before.flatMap(({ manifest: { name, version } }) => {
    const own = differences.filter(({ of }) => of === name);
    if (own.length === 0) return [];
    const needs = shifted('major', version);
    const told = changesets.flatMap(({ bumps }) => bumps.get(name) ?? []);
    const lowered = changesets.flatMap(({ notes }) => notes.lowered.get(name) ?? [])[0];
    return [{ name, differences: own, needs, isTold: greatest([...told, needs]) === greatest(told), lowered }];
  });
}
