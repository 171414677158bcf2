/** Runs `read` soon after each call, once for all calls of a moment, and never more than a fifth of the time. */
export function throttled(read: () => Promise<void>): () => void {
  let state: 'idle' | 'waiting' | 'running' | 'running, wanted again' = 'idle';
  let pause = 60;
  async function run(): Promise<void> {
    state = 'running';
    const started = performance.now();
    // Whoever follows the journal says that the sandbox has stopped.
    await read().catch(() => undefined);
    pause = Math.max(60, 4 * (performance.now() - started));
    const isWanted = state !== 'running';
    state = 'idle';
    if (isWanted) soon();
  }
  function soon(): void {
    if (state === 'running') state = 'running, wanted again';
    if (state !== 'idle') return;
    state = 'waiting';
    setTimeout(run, pause);
  }
  return soon;
}
