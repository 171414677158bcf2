/**
 * Maps items in their order as they are consumed, with at most `limit` under way at once. After a failure, or when the
 * reader leaves, none is started any more.
 */
export async function* mapInOrder<Item, Result>(
  items: readonly Item[],
  limit: number,
  map: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for (const item of items) {
    const result = map(item);
    // It is awaited in its turn, or never: a failure must not end the process meanwhile.
    result.catch(() => {});
    underWay.push(result);
    const first = underWay.length === limit ? underWay.shift() : undefined;
    if (first) yield await first;
  }
  for (const result of underWay) yield await result;
}

/** How many items are completed at once by requests of their own. */
export const COMPLETED_AT_ONCE = 4;
