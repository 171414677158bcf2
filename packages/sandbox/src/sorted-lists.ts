/** A list that is read in parts. */
export interface Sequence<Item> {
  readonly length: number;
  slice(start: number, end: number): readonly Item[];
}

/** Shows each item in another form; only the items of the part that is read are made. */
export function mapped<Item, Shown>(all: Sequence<Item>, show: (item: Item) => Shown): Sequence<Shown> {
  return { length: all.length, slice: (start, end) => all.slice(start, end).map(show) };
}

/** Reads a list from its end to its start. */
export function reversed<Item>(all: Sequence<Item>): Sequence<Item> {
  const { length } = all;
  const before = (index: number): number => Math.max(length - index, 0);
  return { length, slice: (start, end) => all.slice(before(end), before(start)).toReversed() };
}

/** The most items that are put in their places one by one; for more, the whole list is gone through once. */
const few = 16;

/** Keeps several lists in one order: a part of a list costs the same however long the list is. */
export class SortedLists<Item> {
  readonly #lists = new Map<string, Item[]>();
  readonly #compare: (a: Item, b: Item) => number;

  /** `compare` finds no two items equal. */
  constructor(compare: (a: Item, b: Item) => number) {
    this.#compare = compare;
  }

  /** Gives a list as it is until the next change; one that nothing was added to is empty. */
  get(name: string): Sequence<Item> {
    return this.#lists.get(name) ?? [];
  }

  add(name: string, items: readonly Item[]): void {
    const list = this.#lists.get(name) ?? [];
    if (items.length > few) {
      this.#lists.set(name, [...list, ...items].sort(this.#compare));
      return;
    }
    for (const item of items) list.splice(this.#placeOf(item, list), 0, item);
    this.#lists.set(name, list);
  }

  /** Adds each item to the list that is named for it. */
  addEach(items: readonly Item[], nameOf: (item: Item) => string): void {
    const byName = new Map<string, Item[]>();
    for (const item of items) {
      const name = nameOf(item);
      const named = byName.get(name) ?? [];
      named.push(item);
      byName.set(name, named);
    }
    for (const [name, named] of byName) this.add(name, named);
  }

  /** Removes items that the list holds. */
  remove(name: string, items: readonly Item[]): void {
    const list = this.#lists.get(name) ?? [];
    if (items.length > few) {
      const removed = new Set(items);
      this.#lists.set(
        name,
        list.filter((item) => !removed.has(item)),
      );
      return;
    }
    for (const item of items) list.splice(this.#placeOf(item, list), 1);
  }

  clear(): void {
    this.#lists.clear();
  }

  /** Finds the index of the first item that does not come before this one. */
  #placeOf(item: Item, list: readonly Item[]): number {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = list[middle];
      if (other !== undefined && this.#compare(other, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
