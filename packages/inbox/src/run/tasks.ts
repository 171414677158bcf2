/** One of the things that a running inbox does again and again. */
export interface Task {
  /** The same in every process that has the same sources, such as `poll:brandlovers:shop`, `send` or `purge`. */
  readonly name: string;
  /** Whether it is never run twice at the same time, also in different processes. A process alone runs each only once. */
  readonly isExclusive: boolean;
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
