/** A later revision of a vendor's page, as what a maintainer edits: the spec and the vendor's one file of facts. */
export interface Revision {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** A replacement in a file, whose text stands there once, or `every` time; or a new file. */
export type Edit =
  | { readonly file: string; readonly from: string; readonly to: string; readonly every?: true }
  | { readonly file: string; readonly content: string };

/** What a maintainer may edit for a revision. */
const EDITABLE = /^(specs\/|packages\/contract-tests\/facts\/)/;

/** The text of a file before a revision, and after it; `undefined` for a file that is not there. */
export interface Revised {
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Applies revisions one after the other to the texts of their files, and returns both texts of each.
 *
 * @param read reads a file's text; `undefined` for a file that is not there
 * @throws Error for an edit that does not fit, with its file
 */
export async function applyRevisions(
  revisions: readonly Revision[],
  read: (file: string) => Promise<string | undefined>,
): Promise<ReadonlyMap<string, Revised>> {
  const revised = new Map<string, Revised>();
  for (const edit of revisions.flatMap(({ edits }) => edits)) {
    const former = revised.get(edit.file);
    const before = former ? former.before : await read(edit.file);
    revised.set(edit.file, { before, after: applyEdit(edit, former ? former.after : before) });
  }
  return revised;
}

/**
 * Applies an edit to the text of its file; `undefined` for a file that is not there.
 *
 * @throws Error for a text that is not there, or more than once, and for a file that no revision may edit
 */
export function applyEdit(edit: Edit, before: string | undefined): string {
  if (!EDITABLE.test(edit.file)) throw new Error(`A revision may edit specs/ and the facts, and not ${edit.file}`);
  if ('content' in edit) {
    if (before !== undefined) throw new Error(`${edit.file} is there already`);
    return edit.content;
  }
  const parts = before?.split(edit.from) ?? [];
  const found = Math.max(0, parts.length - 1);
  if (found === 0 || (found > 1 && !edit.every)) {
    throw new Error(`${edit.file} has this text ${found} times: mend the revision\n${edit.from}`);
  }
  return parts.join(edit.to);
}
