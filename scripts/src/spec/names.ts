/**
 * Tells whether a field of an input can have this name: http reads `?` and `*` in the shape of an input as more than a
 * name, and finds what every object inherits where a field is left out.
 */
export function isInputName(name: string): boolean {
  return name !== '*' && !name.includes('?') && !(name in {});
}
