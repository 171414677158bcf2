/** Tells whether every object has something of this name, such as `toString`. */
export function isInherited(name: string): boolean {
  return name in {};
}

/**
 * Tells whether a field of an input can have this name: http reads `?` and `*` in the shape of an input, and braces in
 * a path, as more than a name, and finds what every object inherits where a field is left out; no URL holds half a
 * surrogate pair; and TypeScript has two types for the key 7.
 */
export function isInputName(name: string): boolean {
  return !/^\*$|[?{}]|\p{Cs}/u.test(name) && !isInherited(name) && String(Number(name)) !== name;
}
