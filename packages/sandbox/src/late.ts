/** What was before a change that does not show yet. */
interface Before<Value> {
  readonly value: Value;
  /** The reads after which the change shows. */
  readonly until: number;
}

/**
 * Changes that show late, counted in the lists that their account reads: no time passes, so a test decides when. The state
 * has each change at once.
 */
export class Late<Key extends object, Value> {
  #reads = 0;
  readonly #before = new Map<Key, Before<Value>[]>();

  /** Whether every change shows. */
  get isDone(): boolean {
    return this.#before.size === 0;
  }

  /** Counts a list that was read. */
  read(): void {
    this.#reads += 1;
    for (const [key, changes] of this.#before) {
      if (changes.every(({ until }) => until <= this.#reads)) this.#before.delete(key);
    }
  }

  /** Takes note of a change: for the next `reads` lists, what was before is shown. */
  delay(key: Key, before: Value, reads: number): void {
    if (reads === 0) return;
    this.#before.set(key, [...(this.#before.get(key) ?? []), { value: before, until: this.#reads + reads }]);
  }

  /** Returns what is shown of something that is `now`. */
  shown(key: Key, now: Value): Value {
    const change = this.#before.get(key)?.find(({ until }) => this.#reads < until);
    return change ? change.value : now;
  }

  /** Forgets every change: each shows. */
  clear(): void {
    this.#before.clear();
  }
}
