/**
 * Returns a short digest (53 bits) of a JSON value, the same for the same content whatever the order of its keys. It is
 * for comparing, not for security. It does not recurse: a vendor's answer may be nested more deeply than a stack.
 */
export function digestOf(value: unknown): string {
  const hash = new Hash();
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const at = pending.pop();
    if (typeof at !== 'object' || at === null) hash.add(`${typeof at} ${String(at)}`);
    else {
      const names = Object.keys(at).sort();
      hash.add(`${Array.isArray(at) ? 'array' : 'object'} ${names.length}`);
      for (const name of names) pending.push(Reflect.get(at, name), name);
    }
  }
  return hash.toString();
}

/** Two 32-bit multiplicative hashes over UTF-16 code units, mixed at the end as MurmurHash3 does. */
class Hash {
  #one = 0xdeadbeef;
  #two = 0x41c6ce57;

  add(text: string): void {
    this.#mix(text.length);
    for (let index = 0; index < text.length; index += 1) this.#mix(text.charCodeAt(index));
  }

  toString(): string {
    const one = finish(this.#one, this.#two);
    const two = finish(this.#two, this.#one);
    return (0x1_0000_0000 * (two & 0x1f_ffff) + (one >>> 0)).toString(36);
  }

  #mix(unit: number): void {
    this.#one = Math.imul(this.#one ^ unit, 2654435761);
    this.#two = Math.imul(this.#two ^ unit, 1597334677);
  }
}

function finish(one: number, two: number): number {
  return Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
}
