/** What {@link bounded} rejects with when the time is over. */
export const TIMED_OUT: unique symbol = Symbol('timed out');

/**
 * Settles as `work` does, but after `ms` milliseconds, or as soon as the caller's signal aborts, at the latest. Then
 * the signal given to `work` is aborted too; whether `work` heeds it makes no difference to the caller. Rejects with
 * {@link TIMED_OUT} or the signal's reason; when it is too late from the start, `work` is not begun. No listener and no
 * timer stay behind.
 */
export function bounded<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const stop = (reason: unknown) => {
      settle();
      reject(reason);
      controller.abort();
    };
    const onAbort = () => stop(signal?.reason);
    const timer = setTimeout(stop, Math.max(0, ms), TIMED_OUT);
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    if (signal?.aborted) return onAbort();
    if (ms <= 0) return stop(TIMED_OUT);
    signal?.addEventListener('abort', onAbort);
    work(controller.signal).then(
      (value) => {
        settle();
        resolve(value);
      },
      (reason) => {
        settle();
        reject(reason);
      },
    );
  });
}
