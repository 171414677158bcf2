/** Whether a text of an answer repeats nothing of what was sent with its call. */
export type IsSafeToShow = (text: string) => boolean;

/**
 * Whether a text from an answer may be shown in an error: not when it is part of anything that was sent, or contains it.
 * A vendor may repeat what it received, also with another case or other punctuation, as in a host's name.
 */
export function isSafeToShow(text: string, ...sent: readonly unknown[]): boolean {
  const shown = plain(text);
  return strings(sent).every((value) => {
    const secret = plain(value);
    return !secret.includes(shown) && !(secret.length >= SHORTEST_SECRET && shown.includes(secret));
  });
}

/** Shorter strings are found in any text by chance. */
const SHORTEST_SECRET = 6;

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function strings(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(Object(value)).flatMap(strings);
}
