/** One of the things that a running inbox does again and again. Never two runs of one at the same time, in any process. */
export interface Task {
  /** The same in every process that has the same sources, such as `poll:brandlovers:shop`, `send` or `purge`. */
  readonly name: string;
  /** Whether what other processes commit can make it due: then it is run after each change too. */
  readonly isWoken: boolean;
  /**
   * Does what is due. Rejects only with what no repetition mends, such as a store that cannot be written.
   *
   * @returns milliseconds until something is due again
   */
  run(signal: AbortSignal): Promise<number>;
}

/** What `Database.run` runs, until its signal aborts and what was begun is committed. */
export type Tasks = readonly Task[];
