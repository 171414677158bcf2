/** So many calls are under way at once. */
const AT_ONCE = 16;

/** How a call ended. */
export type Ended = { readonly value: unknown } | { readonly thrown: unknown };

export async function ended(call: Promise<unknown> | undefined): Promise<Ended> {
  try {
    return { value: await call };
  } catch (thrown) {
    return { thrown };
  }
}

/** Maps values, some at once, in order. */
export async function mapAtOnce<Value, Result>(
  values: readonly Value[],
  map: (value: Value, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = values.entries();
  const work = async () => {
    for (const [index, value] of left) results[index] = await map(value, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
