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
  /** Whether pending changesets that are for the differences have that bump. */
  readonly isTold: boolean;
  /** Why somebody says that it breaks nobody. */
  readonly lowered: string | undefined;
}

/** Tells whether some of the changesets are for a difference. */
type IsTold = (difference: Difference, changesets: readonly Changeset[]) => boolean;

/** Holds what is incompatible in each package to the bumps of the pending changesets that are for it. */
export function breakingPackages(
  before: World,
  differences: readonly Difference[],
  changesets: readonly Changeset[],
  isTold: IsTold,
): Breaking[] {
  return before.flatMap(({ manifest: { name, version } }) => {
    const own = differences.filter(({ of }) => of === name);
    if (own.length === 0) return [];
    const needs = shifted('major', version);
    const telling = changesets.filter(({ bumps }) => greatest([bumps.get(name) ?? 'none', needs]) === bumps.get(name));
    const untold = own.filter((difference) => !isTold(difference, telling));
    const reasons = changesets.flatMap((changeset) => {
      const reason = changeset.notes.lowered.get(name);
      return reason !== undefined && untold.every((difference) => isTold(difference, [changeset])) ? [reason] : [];
    });
    return [{ name, differences: own, needs, isTold: untold.length === 0, lowered: reasons[0] }];
  });
}
