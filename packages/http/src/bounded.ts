import type { Call, Result } from './call.ts';
import { whenAborted } from './when-aborted.ts';

/**
 * Resolves as `work` does, or to a failure once the call's `msLeft` or the attempt's `timeout` are over or the
 * caller's signal aborts. The signal given to `work` is aborted then; whether `work` heeds it makes no difference to the
 * caller. Does not begin `work` when it is too late from the start. Leaves no listener and no timer behind.
 *
 * @param work never rejects
 */
export function bounded<T>(
  { options }: Call,
  msLeft: number,
  work: (signal: AbortSignal) => Promise<Result<T>>,
  timeout: number = msLeft,
): Promise<Result<T>> {
  const { signal } = options;
  const limit = timeout < msLeft ? 'timeout' : 'deadline';
  const ms = Math.max(0, Math.min(timeout, msLeft));
  return new Promise((resolve) => {
    const controller = new AbortController();
    const settle = (result: Result<T>) => {
      clearTimeout(timer);
      endWaiting();
      resolve(result);
    };
    const stop = () => {
      settle(
        signal?.aborted
          ? { ok: false, kind: 'aborted', message: 'aborted by the caller', cause: signal.reason }
          : { ok: false, kind: 'timeout', message: `no whole answer within the ${limit} of ${options[limit]} ms` },
      );
      controller.abort();
    };
    const endWaiting = whenAborted(signal, stop);
    const timer = setTimeout(stop, ms);
    if (signal?.aborted || ms === 0) return stop();
    work(controller.signal).then(settle);
  });
}

/** Waits. An abort ends the pause early. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      endWaiting();
      resolve();
    };
    const endWaiting = whenAborted(signal, end);
    const timer = setTimeout(end, ms);
    if (signal?.aborted) end();
  });
}
