import { randomUUID } from 'node:crypto';
import type { Account, Ticketbridge } from '@ticketbridge/facade';
import { invalidInput } from '../checks.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { Gate } from '../gate.ts';
import type { RunOptions } from '../inbox.ts';
import type { Settings } from '../options.ts';
import { rideOut } from './ride-out.ts';
import type { Task, Tasks } from './tasks.ts';
import { type Running, sendTask, tasksOf } from './tasks-of.ts';

/** Runs an inbox that is open, until it is closed. */
export class Runner implements AsyncDisposable {
  readonly #database: Database;
  readonly #settings: Settings & { readonly clock: Clock };
  readonly #bridge: Ticketbridge | undefined;
  readonly #gate: Gate;
  readonly #closing = new AbortController();
  readonly #runs = new Set<Promise<void>>();

  constructor(database: Database, settings: Settings & { readonly clock: Clock }, bridge: Ticketbridge | undefined) {
    this.#database = database;
    this.#settings = settings;
    this.#bridge = bridge;
    this.#gate = new Gate(database, settings.clock, settings.limits);
  }

  /** Returns a signal that aborts when the inbox is closed, and when another one does. */
  untilClosed(signal: AbortSignal | undefined): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
  }

  async run({ signal, onProgress }: RunOptions): Promise<void> {
    const until = this.untilClosed(signal);
    // Each time by a new name: what the last one had begun to send was cut short.
    await rideOut(async () => {
      const running = this.#running('run', onProgress);
      await this.#run(tasksOf(running), until, running.worker);
    }, until);
  }

  /** Runs nothing but the sending of one entry, until `isOver` tells that this is over. */
  async send(id: string, isOver: () => Promise<boolean>, signal: AbortSignal | undefined): Promise<void> {
    const over = new AbortController();
    const until = AbortSignal.any([this.untilClosed(signal), over.signal]);
    await rideOut(async () => {
      const running = this.#running('send');
      const task = sendTask(running, id);
      const run: Task['run'] = async (stop) => {
        const delay = await task.run(stop);
        if (await isOver()) over.abort();
        return delay;
      };
      await this.#run([{ ...task, run }], until, running.worker);
    }, until);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#runs);
  }

  #running(verb: string, onProgress?: RunOptions['onProgress']): Running {
    const { sources, clock, intervals, lookDelays } = this.#settings;
    const bridge = this.#bridge;
    if (!bridge) throw invalidInput(`inbox.${verb}`, 'the inbox was opened without sources', 'sources');
    return {
      bridge,
      accounts: sources.map(({ vendor, account }) => ({ vendor, account })),
      database: this.#database,
      gate: this.#gate,
      clock,
      intervals,
      worker: randomUUID(),
      lookDelays,
      progress: (account: Account, facts) => tell(onProgress, { ...account, ...facts }),
    };
  }

  async #run(tasks: Tasks, signal: AbortSignal, worker: string): Promise<void> {
    const running = this.#database.run(tasks, signal, worker);
    this.#runs.add(running);
    try {
      await running;
    } finally {
      this.#runs.delete(running);
    }
  }
}

function tell<T>(callback: ((facts: T) => void) | undefined, facts: T): void {
  try {
    callback?.(facts);
  } catch {
    // It is told, and not asked.
  }
}
