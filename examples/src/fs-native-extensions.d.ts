declare module 'fs-native-extensions' {
  /** Locks an open file for this process alone; `false` when another one has it locked. Ends with the process. */
  export function tryLock(fd: number): boolean;
}
