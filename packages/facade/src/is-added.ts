/** Adds a key, and tells whether it is new. */
export function isAdded(seen: Set<string>, key: string): boolean {
  return seen.size < seen.add(key).size;
}
