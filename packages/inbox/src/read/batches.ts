/** Rows that are read at once. */
const SIZE = 100;

/**
 * Yields what is read for each key, batch by batch, as it is consumed: a reading that takes long holds neither the store
 * nor the memory, and what changes meanwhile makes it neither skip nor repeat anything.
 */
export async function* inBatches<Key, Value>(
  keys: readonly Key[],
  read: (batch: readonly Key[]) => Promise<readonly Value[]>,
): AsyncGenerator<Value, void, undefined> {
  for (let start = 0; start < keys.length; start += SIZE) yield* await read(keys.slice(start, start + SIZE));
}
