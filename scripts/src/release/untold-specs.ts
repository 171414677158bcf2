import { type Bump, greatest } from '../diff/verdict.ts';
import type { Changeset } from './changesets.ts';
import { withoutNotes } from './notes.ts';
import { placeOf, type SpecChange } from './spec-changes.ts';

/** What the pending changesets say of the changes of the specs. */
export interface SpecJudgement {
  /** Why a release is refused; none if it is not. */
  readonly problems: readonly string[];
  /** The bumps that a person lowered, each with the reason. */
  readonly lowered: readonly string[];
}

/** Holds the pending changesets to the changes of the specs: each is told, with a bump that its verdict allows, and no other. */
export function judgeSpecs(changes: readonly SpecChange[], changesets: readonly Changeset[]): SpecJudgement {
  const judged = changes.map((change) => judge(change, changesets));
  const lowered = new Set(judged.flatMap((each) => each.lowered));
  const problems = [...judged.flatMap((each) => each.problems), ...changesets.flatMap((each) => faults(each, changes))];
  return { problems, lowered: [...lowered] };
}

function judge(spec: SpecChange, changesets: readonly Changeset[]): SpecJudgement {
  const telling = changesets.filter(({ notes }) => notes.told.some(({ digest }) => digest === spec.digest));
  if (telling.length === 0) {
    const bumps = Array.from(spec.bumps, ([name, bump]) => `${name} ${bump}`).join(', ');
    return { lowered: [], problems: [`${placeOf(spec)} is told by no changeset (${bumps}): ${spec.meaning.reason}`] };
  }
  const problems: string[] = [];
  const lowered: string[] = [];
  for (const [name, least] of spec.bumps) {
    const given = greatest(telling.map(({ bumps }) => bumps.get(name) ?? 'none'));
    if (!isBelow(given, least)) continue;
    const place = `${telling.map(({ file }) => file).join(', ')}: ${name} is ${given}`;
    const reasons = telling.flatMap(({ notes }) => notes.lowered.get(name) ?? []);
    if (reasons.length > 0) lowered.push(`${place} instead of ${least}: ${reasons.join('; ')}`);
    else problems.push(`${place}, and ${placeOf(spec)} needs ${least}: ${spec.meaning.reason}`);
  }
  return { problems, lowered };
}

/** What is wrong with a changeset that is about specs, whatever it should tell. */
function faults({ file, text, notes }: Changeset, changes: readonly SpecChange[]): string[] {
  if (notes.told.length === 0) return [];
  const gone = notes.told.filter(({ digest }) => !changes.some((change) => change.digest === digest));
  return [
    ...gone.map(
      ({ audience, pointer }) => `${file} tells a change that the spec of ${audience} does not have: ${pointer}`,
    ),
    ...(withoutNotes(text) === '' ? [`${file} has no words for a reader of the changelog.`] : []),
  ];
}

function isBelow(given: Bump, least: Bump): boolean {
  return given !== least && greatest([given, least]) === least;
}
