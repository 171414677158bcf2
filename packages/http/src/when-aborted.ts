const callbacks = new WeakMap<AbortSignal, Set<() => void>>();

function callAll(this: AbortSignal): void {
  // What is called may end its waiting, or let another wait.
  for (const callback of [...(callbacks.get(this) ?? [])]) callback();
}

/**
 * Calls `callback` when a signal aborts that has not aborted yet. Returns what ends the waiting. All who wait for a signal
 * share one listener: Node 20 warns of a leak at the eleventh.
 */
export function whenAborted(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (!signal) return () => {};
  const waiting = callbacks.get(signal) ?? new Set();
  callbacks.set(signal, waiting);
  // The same listener is not added twice.
  signal.addEventListener('abort', callAll);
  waiting.add(callback);
  return () => {
    waiting.delete(callback);
    if (waiting.size === 0) signal.removeEventListener('abort', callAll);
  };
}
