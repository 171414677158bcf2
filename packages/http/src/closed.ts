type KeyOf<S> = S extends unknown ? keyof S : never;
type At<S, K> = S extends unknown ? (K extends keyof S ? S[K] : never) : never;
type ItemOf<S> = S extends readonly (infer E)[] ? E : never;

/** Collects the dotted paths of the keys in `I` that `S` does not have; a type and itself end a recursion. */
type UnknownKeys<I, S> = 0 extends 1 & I
  ? never
  : [Extract<S, object>] extends [never]
    ? never
    : (<T>() => T extends I ? 1 : 0) extends <T>() => T extends S ? 1 : 0
      ? never
      : I extends readonly (infer E)[]
        ? UnknownKeys<E, ItemOf<S>>
        : I extends object
          ? {
              [K in keyof I]-?: K extends KeyOf<S> ? `${K & string}.${UnknownKeys<I[K], At<S, K>>}` : K & string;
            }[keyof I]
          : never;

declare const unknownKey: unique symbol;

/** Carries the name of a key that an input does not have into the compiler's message. */
export interface UnknownKey<K> {
  readonly [unknownKey]: K;
}

/**
 * `S` for an argument of type `I` that has no key beyond those of `S`, at any depth and in any form (literal, variable,
 * spread); otherwise a type that nothing satisfies and that names the key.
 */
export type Closed<I, S> = [I] extends [never]
  ? I
  : [UnknownKeys<I, S>] extends [never]
    ? S
    : S & UnknownKey<UnknownKeys<I, S>>;
