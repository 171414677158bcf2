import { invalidInput } from './sandbox-error.ts';

/** Objects and items that a value may consist of; one that never ends is refused. */
const maxParts = 5_000_000;

const unfinished = Symbol('unfinished');

/**
 * Copies a value from outside, reading each of its properties once: what is checked is then what is used, whatever a
 * getter or a proxy would say the second time. What JSON has no form for (a function, a `Map`, a `Promise`) becomes a symbol, which
 * no check takes.
 *
 * @throws SandboxError for a value that cannot be read, contains itself or never ends; `field` names it, unless one of its
 * properties is the reason.
 */
export function snapshot(value: unknown, field: string): unknown {
  const copies = new Map<object, unknown>();
  let parts = 0;
  /** The property of the value itself that is being read. */
  let property: string | undefined;

  function copy(part: unknown): unknown {
    if (typeof part === 'function') return Symbol('function');
    if (typeof part !== 'object' || part === null) return part;
    const known = copies.get(part);
    if (known === unfinished) throw new Error('It contains itself');
    if (known !== undefined) return known;
    copies.set(part, unfinished);
    const copied = Array.isArray(part) ? copyList(part) : copyObject(part);
    copies.set(part, copied);
    return copied;
  }

  function copyList(list: readonly unknown[]): unknown {
    const { length } = list;
    count(length + 1);
    return Array.from({ length }, (_, index) => copy(list[index]));
  }

  function copyObject(part: object): unknown {
    count(1);
    const tag = Object.prototype.toString.call(part);
    if (tag !== '[object Object]') return Symbol(tag);
    return Object.fromEntries(
      keysOf(part).map((key) => {
        if (part === value) property = String(key).slice(0, 64);
        return [String(key), copy(Reflect.get(part, key))];
      }),
    );
  }

  function count(more: number): void {
    parts += more;
    if (!(parts <= maxParts)) throw new RangeError('It is too large');
  }

  try {
    return copy(value);
  } catch {
    throw invalidInput(
      property ?? field,
      'cannot be read: it is too large or too deep, contains itself, or throws when it is read',
    );
  }
}

/** Inherited keys count, so that options may be built on other options; symbols do, so that they are refused. */
function keysOf(value: object): (string | symbol)[] {
  const keys: (string | symbol)[] = Object.getOwnPropertySymbols(value);
  for (const key in value) keys.push(key);
  return keys;
}
