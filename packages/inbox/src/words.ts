/**
 * Splits a text into the words by which it is found: runs of letters and digits, without marks and without case. Both
 * databases index these, so that a search has the same hits in each.
 */
export function wordsOf(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Small, capital, small: ẞ becomes ß, then SS, then ss. A mark may become a letter, such as the iota below a vowel. */
function fold(text: string): string {
  const capitals = withoutMarks(text.normalize('NFD').toLowerCase().toUpperCase());
  // A sigma at a word's end is another letter in lower case alone.
  return withoutMarks(capitals.toLowerCase()).replaceAll('ς', 'σ');
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}+/gu, '');
}
