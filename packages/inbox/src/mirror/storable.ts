/** Returns a text as every store keeps it: without a half of a surrogate pair, and without NUL, which PostgreSQL refuses. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
