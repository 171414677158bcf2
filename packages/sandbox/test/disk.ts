import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sqlite from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../src/index.ts';

export interface OnDisk {
  readonly sandbox: Sandbox;
  readonly file: string;
  /** Lets every commit fail as on a full disk, until `empty` is called. */
  fill(): void;
  empty(): void;
}

/** An empty folder, which goes with the test. */
export async function newFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ticketbridge-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** The path of a file that there is not. */
export async function newFile(): Promise<string> {
  return join(await newFolder(), 'sandbox.db');
}

/** Opens databases of another class while `open` runs. */
export async function withDatabase<Opened>(
  DatabaseSync: typeof sqlite.DatabaseSync,
  open: () => Promise<Opened>,
): Promise<Opened> {
  const { getBuiltinModule } = process;
  Object.assign(process, { getBuiltinModule: () => ({ ...sqlite, DatabaseSync }) });
  try {
    return await open();
  } finally {
    Object.assign(process, { getBuiltinModule });
  }
}

/** Starts a sandbox with a file on a disk that can be full. */
export async function startOnDisk(options: SandboxOptions = {}): Promise<OnDisk> {
  let isFull = false;
  class Database extends sqlite.DatabaseSync {
    override exec(sql: string): void {
      if (isFull && sql === 'COMMIT') throw fullDisk();
      super.exec(sql);
    }
  }
  const file = await newFile();
  const sandbox = await withDatabase(Database, () => startSandbox({ ...options, file }));
  onTestFinished(() => sandbox.close());
  const set = (value: boolean) => () => {
    isFull = value;
  };
  return { sandbox, file, fill: set(true), empty: set(false) };
}

/** Makes the error that Node's SQLite throws (https://www.sqlite.org/rescode.html#full). */
function fullDisk(): Error {
  return Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
}
