import fc from 'fast-check';

const throwing = () => {
  throw new Error('not to be read');
};

/** Values that no generator thinks of; each is made anew, since some can be used up. */
const NASTY: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => Symbol('x'),
  () => 2n ** 70n,
  () => Number.NaN,
  () => -0,
  () => 2 ** 53,
  () => '',
  () => ' ',
  () => '\ud800',
  () => '__proto__',
  () => 'x'.repeat(100_000),
  () => throwing,
  () => async () => throwing(),
  () => () => undefined,
  () => class {},
  () => Object.create(null),
  () => Object.create({ token: 'inherited' }),
  () => new Proxy({}, { get: throwing, ownKeys: throwing, has: throwing, getPrototypeOf: throwing }),
  () => new Proxy([], { get: throwing }),
  () => new Proxy(() => {}, { apply: throwing }),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => ({
    get token() {
      return throwing();
    },
  }),
  () => ({ toString: throwing, valueOf: throwing, toJSON: throwing, [Symbol.toPrimitive]: throwing }),
  () => Object.defineProperty({}, 'then', { get: throwing }),
  () => {
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    return circle;
  },
  () => {
    let deep: unknown = 'deep';
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    return deep;
  },
  () => new Array(10),
  () => Object.assign([], { [Symbol.iterator]: throwing }),
  () => new Headers({ 'x-a': 'b' }),
  () => new URL('https://letters.example'),
  () => new AbortController().signal,
  () => AbortSignal.abort(),
  () => new AbortController(),
  () => Object.create(AbortSignal.prototype),
  () => new Error('x'),
  () => new Response(),
  () => Promise.resolve('x'),
  () => new WeakMap(),
  () => /x/g,
  () => new String('x'),
  () => new Uint8Array(3),
  () => globalThis,
];

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** Makes any value of any type; the generator itself could not hold a proxy that throws. */
export const anyValue: fc.Arbitrary<() => unknown> = fc.oneof(
  anything.map((value) => () => value),
  fc.constantFrom(...NASTY),
);
