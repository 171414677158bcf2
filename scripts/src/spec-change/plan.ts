import { type Changeset, formatChangeset } from '../release/changesets.ts';
import { readNotes, removeNotes, verdictNote, withoutNotes } from '../release/notes.ts';
import { leastBumps, type SpecChange } from '../release/spec-changes.ts';
import { chooseBumps } from './bumps.ts';
import { retell } from './retell.ts';
import { headingOf, isHeading, isNamedIn, itemsOf, noteOf } from './words.ts';

/** The files of changesets to write, by name; undefined is one to remove. */
export type Plan = ReadonlyMap<string, string | undefined>;

/**
 * Plans what the changesets have to say so that each change of the specs is told once. Changesets that tell what the
 * specs do not have any more are written anew there; what none tells goes into `bind`, or into a new one per vendor, and
 * per Python package.
 */
export function planChangesets(
  changes: readonly SpecChange[],
  changesets: readonly Changeset[],
  bind: Changeset | undefined,
): Plan {
  const plan = new Map<string, string | undefined>();
  let untold = changes.filter(
    ({ digest }) => !changesets.some(({ notes }) => notes.told.some((note) => note.digest === digest)),
  );
  const others = changesets.filter(({ file, notes }) => notes.told.length > 0 && file !== bind?.file);
  for (const changeset of bind ? [...others, bind] : others) {
    const { text, gained } = retell(changeset, changes, untold);
    untold = untold.filter((change) => !gained.includes(change));
    const bound = changeset === bind ? untold : [];
    untold = untold.filter((change) => !bound.includes(change));
    plan.set(changeset.file, rewritten(changeset, withTold(text, bound), [...gained, ...bound], changes));
  }
  for (const [audience, told] of Map.groupBy(untold, (change) => change.audience)) {
    plan.set(fileFor(audience, told), newChangeset(told));
  }
  return plan;
}

/** A person's words tell the changes, but no reader is left without a word of what breaks. */
function withTold(text: string, changes: readonly SpecChange[]): string {
  const unsaid = changes.filter((change) => change.isBreaking && !isNamedIn(text, change));
  const said = changes.filter((change) => !unsaid.includes(change));
  const parts = [text, said.map(noteOf).join('\n'), itemsOf(unsaid)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function rewritten(
  changeset: Changeset,
  text: string,
  gained: readonly SpecChange[],
  changes: readonly SpecChange[],
): string | undefined {
  const { told } = readNotes(text, changeset.file);
  if (told.length === 0) return withoutSpecs(changeset, text);
  const tells = changes.filter(({ digest }) => told.some((note) => note.digest === digest));
  const least = leastBumps(tells);
  const bumps = chooseBumps(changeset, least, gained);
  const verdicts = Array.from(least, ([name, bump]) => verdictNote(name, bump));
  const isVoid = (kind: string, content: string): boolean => {
    const name = content.split(':', 1)[0] ?? '';
    return kind === 'verdict' || (kind === 'lowered' && bumps.get(name) === least.get(name));
  };
  const kept = removeNotes(text, isVoid).trim();
  return formatChangeset({ bumps, text: [kept, '', ...verdicts].join('\n') });
}

/** Of a changeset that tells no spec any more, what a person wrote is kept; one that the command wrote goes. */
function withoutSpecs({ bumps }: Changeset, text: string): string | undefined {
  const words = withoutNotes(text);
  return words === '' || isHeading(words) ? undefined : formatChangeset({ bumps, text: words });
}

function newChangeset(told: readonly SpecChange[]): string {
  const bumps = leastBumps(told);
  const verdicts = Array.from(bumps, ([name, bump]) => verdictNote(name, bump));
  return formatChangeset({
    bumps,
    text: [headingOf(told[0]?.vendor ?? ''), '', itemsOf(told), '', ...verdicts].join('\n'),
  });
}

/** A name of its own, so that two branches never write the same file. */
function fileFor(audience: string, told: readonly SpecChange[]): string {
  const [first] = told.map(({ digest }) => digest).sort();
  return `.changeset/${audience}-${first?.slice(0, 8)}.md`;
}
