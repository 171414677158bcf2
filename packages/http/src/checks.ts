import { orUndefined } from './or-undefined.ts';

/** Makes an error from the words that say what is wrong and the `field` that is. */
export type MakeInvalid = (why: string, field?: string) => Error;

/** Says what a value must be, in words that follow "must be", and tells whether one is. It may throw for "no". */
export type Check = readonly [expected: string, holds: (value: unknown) => boolean, ...more: unknown[]];

/** The known options, by name. */
export type Checks = Readonly<Record<string, Check>>;

/**
 * Copies the own fields of a plain object. Returns `undefined` for any other value, for an object that cannot be read,
 * and for one that has none and keeps what it holds elsewhere, such as a `Map` or `Headers`, which would be ignored.
 */
export function fieldsOf(value: unknown): Record<string, unknown> | undefined {
  return orUndefined(() => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const fields = { ...value };
    const prototype = Object.getPrototypeOf(value);
    const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
    return isPlain || Object.keys(fields).length > 0 ? fields : undefined;
  });
}

/**
 * Checks an object of options and copies those that are given; `undefined` is not given. For the packages of this
 * project.
 *
 * @param invalid makes the error of the first option that is unknown or wrong; the option's name is its `field`
 */
export function readOptions(checks: Checks, options: unknown, invalid: MakeInvalid): Record<string, unknown> {
  const fields = fieldsOf(options);
  if (!fields) throw invalid('the options must be an object');
  const given: Record<string, unknown> = {};
  // A loop: each frame between the error and the caller would push the caller out of the error's stack.
  for (const [name, value] of Object.entries(fields)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) {
      const known = Object.keys(checks).join(', ');
      throw invalid(`${JSON.stringify(name)} is not an option; there are ${known}`, name);
    }
    if (value === undefined) continue;
    const [expected, holds] = check;
    if (!orUndefined(() => holds(value))) throw invalid(`"${name}" must be ${expected}`, name);
    given[name] = value;
  }
  return given;
}
