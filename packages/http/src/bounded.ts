import type { Call, Failure } from './call.ts';

/**
 * Resolves as `work` does, but when the `left` milliseconds of the call or those of the attempt are over, or the caller's
 * signal aborts, at the latest: then to the failure that says so. The signal given to `work` is aborted too; whether
 * `work` heeds it makes no difference to the caller. When it is too late from the start, `work` is not begun. No listener
 * and no timer stay behind.
 *
 * @param work never rejects
 */
export function bounded<T>(
  { options }: Call,
  left: number,
  work: (signal: AbortSignal) => Promise<T>,
  timeout: number = left,
): Promise<T | Failure> {
  const { signal } = options;
  const limit = timeout < left ? 'timeout' : 'deadline';
  const ms = Math.max(0, Math.min(timeout, left));
  return new Promise((resolve) => {
    const controller = new AbortController();
    const settle = (result: T | Failure) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve(result);
    };
    const stop = () => {
      settle(
        signal?.aborted
          ? { kind: 'aborted', message: 'aborted by the caller', cause: signal.reason }
          : { kind: 'timeout', message: `no whole answer within the ${limit} of ${options[limit]} ms` },
      );
      controller.abort();
    };
    const timer = setTimeout(stop, ms);
    if (signal?.aborted || ms === 0) return stop();
    signal?.addEventListener('abort', stop);
    work(controller.signal).then(settle);
  });
}
