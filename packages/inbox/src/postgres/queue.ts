import { PgBoss } from 'pg-boss';
import type { Database } from '../database.ts';
import { runLoops } from '../run/loops.ts';
import type { Task, Tasks } from '../run/tasks.ts';
import { timer } from '../run/timer.ts';
import type { Place } from './dialect.ts';
import { storeErrorOf } from './errors.ts';
import type { Locks } from './locks.ts';
import { lookAtSchema } from './rights.ts';

/** The queue of the tasks that one process runs at a time. What any number of processes may do at once needs none. */
const QUEUE_NAME = 'exclusive';
/** Exclusive tasks that one process runs side by side. */
const SIDE_BY_SIDE = 4;

/** Milliseconds after which every process wakes every task, for those of a process that has died. */
const FLOOR = 10_000;
/** Milliseconds between two times that one process wakes one task. */
const SPACING = 50;
/** Milliseconds between two runs of a shared task in one process: all processes hear of each commit, also of their own. */
const REST = 250;
/** Milliseconds below which a process waits by itself until a task is due: the queue counts in seconds. */
const SHORT = 2_000;

const QUEUE = {
  // One job waits at most; what is woken while it runs is run once more.
  policy: 'short',
  notify: true,
  retryLimit: 0,
  // A first run may take hours. What became of a job matters to nobody.
  expireInSeconds: 24 * 3_600,
  deleteAfterSeconds: 60,
} as const;

/** What runs on the queue, and with what. */
export interface QueueFacts {
  readonly database: Database;
  readonly place: Place;
  readonly tasks: Tasks;
  readonly locks: Locks;
  readonly signal: AbortSignal;
  /** Called with what a task rejects with. */
  fail(error: unknown): void;
}

/**
 * Runs exclusive tasks on pg-boss: any number of processes take what is due. A job is a wake-up: it may be lost, or come
 * twice. Shared tasks are run by every process, in a loop of its own.
 */
export async function runOnQueue({ database, place, tasks, locks, signal, fail }: QueueFacts): Promise<void> {
  await using queue = await openQueue(database, place);
  const worker = new Worker(queue.boss, locks, tasks, signal);
  await worker.begin(fail);
  await runLoops(
    database,
    tasks.map((task) => (task.isExclusive ? worker.wakerOf(task) : sharedOf(task, fail))),
    signal,
  );
}

/** Returns the loop that runs a shared task whenever it may be due. */
function sharedOf(task: Task, fail: QueueFacts['fail']): Task {
  const run = async (signal: AbortSignal): Promise<number> => {
    try {
      const delay = await task.run(signal);
      await timer.wait(REST, signal).catch(() => {});
      return Math.min(FLOOR, Math.max(0, delay - REST));
    } catch (error) {
      fail(error);
      return FLOOR;
    }
  };
  return { ...task, run };
}

/** Starts pg-boss, in a schema of its own; it is stopped when what it runs has ended. */
async function openQueue(
  { reader }: Database,
  { reach, schema: beside }: Place,
): Promise<AsyncDisposable & { boss: PgBoss }> {
  const schema = `${beside}_jobs`;
  const { exists } = await lookAtSchema(reader, schema);
  const boss = new PgBoss({
    ...reach,
    schema,
    createSchema: !exists,
    max: 3,
    useListenNotify: true,
    schedule: false,
    registerInstance: false,
    maintenanceIntervalSeconds: 600,
  });
  // What it cannot do now it does later, and if it never does: see FLOOR.
  boss.on('error', () => {});
  try {
    await boss.start();
    await boss.createQueue(QUEUE_NAME, QUEUE);
  } catch (error) {
    await boss.stop({ graceful: false });
    throw storeErrorOf(error);
  }
  return { boss, [Symbol.asyncDispose]: () => boss.stop({ timeout: 2 ** 31 - 1 }) };
}

class Worker {
  readonly #boss: PgBoss;
  readonly #locks: Locks;
  readonly #tasks: ReadonlyMap<string, Task>;
  readonly #signal: AbortSignal;

  constructor(boss: PgBoss, locks: Locks, tasks: Tasks, signal: AbortSignal) {
    this.#boss = boss;
    this.#locks = locks;
    this.#tasks = new Map(tasks.map((task) => [task.name, task]));
    this.#signal = signal;
  }

  /** Takes jobs from now on. */
  async begin(fail: (error: unknown) => void): Promise<void> {
    const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1, localConcurrency: SIDE_BY_SIDE };
    await this.#boss.work<{ task: string }>(QUEUE_NAME, polling, async ([job]) => {
      const task = this.#tasks.get(job?.data.task ?? '');
      // One of a process with other sources, which wakes it again.
      if (task) await this.#run(task).catch(fail);
    });
  }

  /** Returns the loop that wakes a task whenever it may be due. */
  wakerOf(task: Task): Task {
    const run = async (): Promise<number> => {
      await this.#wake(task);
      await timer.wait(SPACING, this.#signal).catch(() => {});
      return FLOOR;
    };
    return { ...task, run };
  }

  async #run(task: Task): Promise<void> {
    if (this.#signal.aborted) return;
    const giveBack = await this.#locks.take(task.name);
    // Whoever has it wakes it again, and if it dies: see FLOOR.
    if (!giveBack) return;
    let delay: number;
    try {
      delay = await task.run(this.#signal);
    } finally {
      await giveBack();
    }
    await this.#wakeIn(delay, task);
  }

  async #wakeIn(delay: number, task: Task): Promise<void> {
    if (delay > SHORT) return this.#wake(task, Math.ceil(delay / 1000));
    await timer.wait(delay, this.#signal).catch(() => {});
    await this.#wake(task);
  }

  /** Puts one job into the queue, unless there is one for this second. */
  async #wake({ name }: Task, seconds = 0): Promise<void> {
    if (this.#signal.aborted) return;
    const singletonKey = seconds === 0 ? name : `${name} ${Math.ceil(Date.now() / 1000) + seconds}`;
    try {
      await this.#boss.send(QUEUE_NAME, { task: name }, { singletonKey, startAfter: seconds });
    } catch (error) {
      throw storeErrorOf(error);
    }
  }
}
