/** How many items are completed at once by requests of their own. */
const AT_ONCE = 4;

/**
 * Maps items in their order as they are consumed, with a few under way at once. After a failure, or when the reader
 * leaves, none is started any more.
 *
 * @param throwIfAborted called before each item
 */
export async function* mapInOrder<Item, Result>(
  items: readonly Item[],
  throwIfAborted: () => void,
  map: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for (const index of items.keys()) {
    throwIfAborted();
    for (const item of items.slice(index + underWay.length, index + AT_ONCE)) {
      const result = map(item);
      // It is awaited in its turn, or never: a failure must not end the process meanwhile.
      result.catch(() => {});
      underWay.push(result);
    }
    const result = underWay.shift();
    if (result) yield await result;
  }
}
