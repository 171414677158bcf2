/** Returns what `read` does, and `undefined` when it throws: what is read may be anything. */
export function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
