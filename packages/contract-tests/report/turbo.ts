import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A task of turbo, with what it would run on now. */
export interface Task {
  readonly taskId: string;
  readonly task: string;
  /** The folder of its package, below the root. */
  readonly directory: string;
  /** Of its files, of the tasks that it depends on, of the environment, and of what is global. */
  readonly hash: string;
  /** Its files, from its folder. */
  readonly inputs: Readonly<{ [file: string]: string }>;
  readonly dependencies: readonly string[];
}

/** What turbo would do for `test`. */
export interface Plan {
  readonly globalCacheInputs: { readonly files: Readonly<{ [file: string]: string }> };
  readonly tasks: readonly Task[];
}

/** Asks turbo what it would do for `test`; it runs nothing. */
export async function planTests(root: string): Promise<Plan> {
  const { stdout } = await promisify(execFile)(join(root, 'node_modules/.bin/turbo'), ['run', 'test', '--dry=json'], {
    cwd: root,
    maxBuffer: 2 ** 26,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
  return JSON.parse(stdout);
}

/** Gives the test task of each package by its folder. */
export async function readTestTasks(root: string): Promise<ReadonlyMap<string, Task>> {
  const { tasks } = await planTests(root);
  return new Map(tasks.filter(({ task }) => task === 'test').map((task) => [task.directory, task]));
}
