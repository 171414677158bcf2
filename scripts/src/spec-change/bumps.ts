import { type Bump, greatest } from '../diff/verdict.ts';
import type { Changeset } from '../release/changesets.ts';
import type { SpecChange } from '../release/spec-changes.ts';

/**
 * Chooses the bumps of a changeset: what the verdict asks now, and where a person chose otherwise, that. A smaller bump
 * stands with its written reason, unless the changeset tells a change since that needs more.
 */
export function chooseBumps(
  { bumps, notes }: Pick<Changeset, 'bumps' | 'notes'>,
  least: ReadonlyMap<string, Bump>,
  gained: readonly SpecChange[],
): Map<string, Bump> {
  const names = [...new Set([...bumps.keys(), ...least.keys(), ...notes.verdicts.keys()])];
  const chosen = names.map((name): [string, Bump] => {
    const given = bumps.get(name) ?? 'none';
    const wanted = least.get(name) ?? 'none';
    if (given === (notes.verdicts.get(name) ?? 'none')) return [name, wanted];
    const isAllowed = notes.lowered.has(name) && !gained.some((change) => needsMore(change, name, given));
    return [name, isAllowed ? given : greatest([given, wanted])];
  });
  return new Map(chosen.filter(([, bump]) => bump !== 'none'));
}

function needsMore({ bumps }: SpecChange, name: string, given: Bump): boolean {
  return greatest([given, bumps.get(name) ?? 'none']) !== given;
}
