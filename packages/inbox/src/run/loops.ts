import { whenAborted } from '@ticketbridge/http';
import type { Database } from '../database.ts';
import type { Task, Tasks } from './tasks.ts';
import { timer } from './timer.ts';

/**
 * Runs each task in a loop of its own, in this process, until `signal` aborts. What one of them rejects with ends them
 * all.
 */
export async function runLoops(database: Database, tasks: Tasks, signal: AbortSignal): Promise<void> {
  const ending = new AbortController();
  const endWaiting = whenAborted(signal, () => ending.abort());
  if (signal.aborted) ending.abort();
  const loops = tasks.map(async (task) => {
    try {
      await runLoop(database, task, ending.signal);
    } finally {
      ending.abort();
    }
  });
  const results = await Promise.allSettled(loops);
  endWaiting();
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function runLoop(database: Database, task: Task, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const resting = new AbortController();
    const endWaiting = whenAborted(signal, () => resting.abort());
    // Asked for before the task looks: what comes meanwhile is not missed.
    const change = task.isWoken ? [database.changed(resting.signal)] : [];
    const delay = await task.run(signal);
    if (signal.aborted) resting.abort();
    await Promise.race([...change, timer.wait(delay, resting.signal).catch(() => {})]);
    endWaiting();
    resting.abort();
  }
}
