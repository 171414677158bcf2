import type { Changeset } from '../release/changesets.ts';
import { readNotes, removeNotes, type ToldNote } from '../release/notes.ts';
import type { SpecChange } from '../release/spec-changes.ts';
import { itemsOf, noteOf } from './words.ts';

export interface Retold {
  readonly text: string;
  /** What it tells instead of what is gone: changes at the same places. */
  readonly gained: readonly SpecChange[];
}

/**
 * Writes a changeset's text anew where it tells changes that the specs do not have: by what the same places have now, or
 * not at all. A person's words about other changes stay as they are.
 */
export function retell(
  { file, text }: Changeset,
  current: readonly SpecChange[],
  untold: readonly SpecChange[],
): Retold {
  const isGone = ({ digest }: ToldNote): boolean => !current.some((change) => change.digest === digest);
  const gained: SpecChange[] = [];
  const blocks = blocksOf(text).flatMap((block) => {
    const { told } = readNotes(block, file);
    const gone = told.filter(isGone);
    if (gone.length === 0) return [block];
    const successors = untold.filter(
      (change) => !gained.includes(change) && gone.some((note) => isAtPlaceOf(change, note)),
    );
    gained.push(...successors);
    const [, gap = ''] = /(\n\s*)?$/.exec(block) ?? [];
    return [written(block, told.length > gone.length, gone, successors), gap.slice(1)].filter((part) => part !== '');
  });
  return { text: blocks.join('\n'), gained };
}

function isAtPlaceOf({ audience, change }: SpecChange, note: ToldNote): boolean {
  return note.audience === audience && note.pointer === change.pointer;
}

function written(
  block: string,
  tellsOthers: boolean,
  gone: readonly ToldNote[],
  successors: readonly SpecChange[],
): string {
  const others = removeNotes(block, (_kind, content) => gone.some(({ digest }) => content.includes(digest))).trimEnd();
  if (!isItem(block)) return [others, ...successors.map(noteOf)].filter((part) => part !== '').join('\n');
  return [tellsOthers ? others : '', itemsOf(successors)].filter((part) => part !== '').join('\n');
}

/** The lines of a text, of which those that belong to an item of a list are one block. */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  for (const line of text.split('\n')) {
    const last = blocks.at(-1);
    if (last !== undefined && isItem(last) && /^([ \t]|$)/.test(line)) blocks.push(`${blocks.pop()}\n${line}`);
    else blocks.push(line);
  }
  return blocks;
}

function isItem(block: string): boolean {
  return block.startsWith('- ');
}
