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

/** Writes a name as openapi-generator calls an argument of Python by it, such as `ticket_id` for `ticketId`. */
export function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2')
    .replaceAll(/[^a-zA-Z\d]+/g, '_')
    .toLowerCase();
}
