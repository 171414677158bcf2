import { type Bump, bumps } from '../diff/verdict.ts';

/**
 * What a changeset says to the gate, and to no reader of a changelog: comments of HTML, each on lines of its own.
 *
 *     <!-- spec brandlovers 3f2a9c1b0d4e5f60 /paths/~1tickets/get -->   it tells this change of a spec; to those who
 *                                                                       use Python, by their package's folder
 *     <!-- verdict @ticketbridge/brandlovers: minor -->                 the least bump, as `pnpm spec:change` found it
 *     <!-- lowered @ticketbridge/brandlovers: the reason -->            why the bump is smaller
 */
export interface Notes {
  readonly told: readonly ToldNote[];
  readonly verdicts: ReadonlyMap<string, Bump>;
  /** The reasons, by package. */
  readonly lowered: ReadonlyMap<string, string>;
}

export interface ToldNote {
  /** The vendor, or the folder of a Python package. */
  readonly audience: string;
  readonly digest: string;
  readonly pointer: string;
}

const NOTE = /[ \t]*<!--\s*(spec|verdict|lowered)\b([\s\S]*?)-->\n?/g;
const TOLD = /^(\S+) ([0-9a-f]{16}) (\S*)$/;
const OF_PACKAGE = /^([^\s:]+):\s*(\S[\s\S]*)$/;

/** @throws Error for a comment that begins like a note and is none. */
export function readNotes(text: string, file: string): Notes {
  const told: ToldNote[] = [];
  const verdicts = new Map<string, Bump>();
  const lowered = new Map<string, string>();
  for (const [note, kind, rest = ''] of text.matchAll(NOTE)) {
    const content = rest.trim();
    const [, audience, digest, pointer] = TOLD.exec(content) ?? [];
    const [, name, words = ''] = OF_PACKAGE.exec(content) ?? [];
    const bump = bumps.find((known) => known === words);
    if (kind === 'spec' && audience !== undefined && digest !== undefined && pointer !== undefined) {
      told.push({ audience, digest, pointer: decodeURI(pointer) });
    } else if (kind === 'verdict' && name !== undefined && bump !== undefined) {
      verdicts.set(name, bump);
    } else if (kind === 'lowered' && name !== undefined) {
      lowered.set(name, words.replaceAll(/\s+/g, ' '));
    } else {
      throw new Error(`${file}: ${note.trim()} is incomplete. ${FORMS[kind === 'lowered' ? 'lowered' : 'made']}`);
    }
  }
  return { told, verdicts, lowered };
}

const FORMS = {
  lowered: 'Write: <!-- lowered PACKAGE: REASON -->',
  made: 'pnpm spec:change writes it; remove it and run that again.',
};

export function withoutNotes(text: string): string {
  return removeNotes(text, () => true).trim();
}

/** Takes the notes out of a text whose kind and content are unwanted. */
export function removeNotes(text: string, isUnwanted: (kind: string, content: string) => boolean): string {
  return text.replaceAll(NOTE, (note: string, kind: string, rest: string) =>
    isUnwanted(kind, rest.trim()) ? '' : note,
  );
}

/** The pointer is encoded, so that no text of a spec ends the comment. */
export function toldNote({ audience, digest, pointer }: ToldNote): string {
  return `<!-- spec ${audience} ${digest} ${encodeURI(pointer)} -->`;
}

export function verdictNote(name: string, bump: Bump): string {
  return `<!-- verdict ${name}: ${bump} -->`;
}
