/**
 * Runs tasks in their order, so many at a time, and resolves once all have ended: none goes on behind the caller's back.
 *
 * @throws the error of the first task, in their order, that failed
 */
export async function sideBySide<T>(tasks: readonly (() => Promise<T>)[], atATime: number): Promise<void> {
  const waiting = tasks.values();
  const failures = new Map<() => Promise<T>, unknown>();
  // Each lane takes the next task that no other has taken.
  const lane = async (): Promise<void> => {
    for (const task of waiting) await task().catch((error: unknown) => failures.set(task, error));
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  for (const task of tasks) if (failures.has(task)) throw failures.get(task);
}
