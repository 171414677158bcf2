import { whenAborted } from '@ticketbridge/http';
import type { Database } from '../database.ts';
import { runLoops } from '../run/loops.ts';
import type { Task, Tasks } from '../run/tasks.ts';
import type { Place } from './dialect.ts';
import { endClaims, Locks } from './locks.ts';
import { runOnQueue } from './queue.ts';

/** Runs tasks beside other processes that do. What there is to do stands in the tables, and so does who does it. */
export async function runTasks(
  database: Database,
  place: Place,
  tasks: Tasks,
  signal: AbortSignal,
  worker: string,
): Promise<void> {
  const ending = new AbortController();
  const failures: unknown[] = [];
  const fail = (error: unknown) => {
    failures.push(error);
    ending.abort();
  };
  const endWaiting = whenAborted(signal, () => ending.abort());
  if (signal.aborted) ending.abort();
  try {
    await using locks = await Locks.open(place, worker, fail);
    const freed = tasks.map((task) => (task.isExclusive ? task : afterEndingClaims(task, database, place)));
    // What any number of processes may do at once needs nobody who shares it out.
    const isQueued = tasks.some(({ isExclusive }) => isExclusive);
    if (isQueued) await runOnQueue({ database, place, tasks: freed, locks, signal: ending.signal, fail });
    else await runLoops(database, freed, ending.signal);
  } catch (error) {
    fail(error);
  }
  endWaiting();
  if (failures.length > 0) throw failures[0];
}

/** Makes a task that takes over first what workers had begun that have ended. */
function afterEndingClaims(task: Task, { reader }: Database, { schema }: Place): Task {
  const run: Task['run'] = async (signal) => {
    await endClaims(reader, schema);
    return task.run(signal);
  };
  return { ...task, run };
}
