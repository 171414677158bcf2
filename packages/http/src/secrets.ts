/** Tells whether a text of an answer or of an error may be shown: whether it repeats nothing that was sent. */
export type IsSafeToShow = (text: string) => boolean;

/**
 * Makes the check of texts that may be shown in an error: none that is part of anything that was sent, or contains it. A
 * vendor may repeat what it received, also with another case or other punctuation, as in a host's name.
 *
 * @param collect gives what was sent; called when there is a text to check
 */
export function createSafetyCheck(collect: () => readonly unknown[]): IsSafeToShow {
  return (text) => {
    const shown = plain(text);
    return strings(collect()).every((value) => {
      const secret = plain(value);
      return !secret.includes(shown) && !(secret.length >= SHORTEST_SECRET && shown.includes(secret));
    });
  };
}

/** Shorter strings are found in any text by chance. */
const SHORTEST_SECRET = 6;

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Collects the strings in a JSON value, however deep. */
function strings(value: unknown): string[] {
  const found: string[] = [];
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') found.push(next);
    else for (const inner of Object.values(Object(next))) open.push(inner);
  }
  return found;
}
