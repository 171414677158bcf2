import fc from 'fast-check';

/**
 * Any code point: what a text can hold but half of a surrogate pair. fast-check's own unit `binary` makes a table of all of
 * them first, which takes most of a second in each worker.
 */
export const codePoint: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  // The way back lets fast-check put names such as __proto__ among the texts.
  .map((point) => String.fromCodePoint(point), pointOf);

function pointOf(text: unknown): number {
  const point = typeof text === 'string' ? text.codePointAt(0) : undefined;
  if (point === undefined || text !== String.fromCodePoint(point)) throw new TypeError('no code point');
  return point;
}
