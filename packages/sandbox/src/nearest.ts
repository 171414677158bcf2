/**
 * Names the known names, after the one that is probably meant; for a message about an unknown one. Without `others`, only
 * the known names may be meant.
 */
export function suggest(unknown: string, known: readonly string[], others: readonly string[] = []): string {
  const all = `there are ${known.join(', ')}`;
  const meant = nearest(unknown, [...known, ...others]);
  return meant === undefined ? all : `did you mean ${meant}? ${all}`;
}

function nearest(unknown: string, known: readonly string[]): string | undefined {
  const wanted = letters(unknown).slice(0, 64);
  const [best] = known
    .map((name) => ({ name, edits: editsToEnd(wanted, letters(name)) }))
    .sort((a, b) => a.edits - b.edits);
  return best !== undefined && isNear(wanted, best) ? best.name : undefined;
}

/** Two slips are few in a name of about this length, and many in the end of a longer one. */
function isNear(wanted: string, { name, edits }: { readonly name: string; readonly edits: number }): boolean {
  const isAsLong = Math.abs(letters(name).length - wanted.length) <= 2;
  return wanted.length > 2 && edits <= (isAsLong ? Math.min(2, wanted.length / 2) : wanted.length / 4);
}

/** How a name is written (`pageSize`, `--page-size`) does not matter. */
function letters(name: string): string {
  return name.replaceAll(/[^a-z\d]/gi, '').toLowerCase();
}

/**
 * Counts the insertions, deletions and replacements that make `wanted` the end of `name` (Levenshtein's distance, where
 * what stands in front, such as a vendor, costs nothing).
 */
function editsToEnd(wanted: string, name: string): number {
  let previous = Array.from({ length: name.length + 1 }, () => 0);
  for (const [row, letter] of [...wanted].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...name].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
