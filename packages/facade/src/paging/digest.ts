/**
 * Returns a short digest (64 bits) of a JSON value, the same for the same content whatever the order of its keys. It is
 * for comparing, not for security: two hashes in the manner of FNV-1a. It does not recurse, since a vendor's answer may
 * be nested more deeply than a stack.
 */
export function digestOf(json: unknown): string {
  let one = 0;
  let two = 0;
  const pending = [json];
  while (pending.length > 0) {
    const value = pending.pop();
    const isObject = typeof value === 'object' && value !== null;
    const names = isObject ? Object.keys(value).sort() : [];
    const token = isObject ? `${Array.isArray(value)}${names.length}` : JSON.stringify(value);
    for (const character of `${token},`) {
      const codePoint = Number(character.codePointAt(0));
      one = Math.imul(one ^ codePoint, 0x01000193);
      two = Math.imul(two ^ codePoint, 0x9e3779b1);
    }
    for (const name of names) pending.push(Reflect.get(Object(value), name), name);
  }
  return (one >>> 0).toString(36) + (two >>> 0).toString(36);
}
