import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  realpathSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { InboxError, type InboxErrorCode } from '../inbox-error.ts';

const NO_RIGHT: readonly [InboxErrorCode, string] = [
  'store-unusable',
  'this user may not write it: check the permissions of the file and of its folder',
];
const NO_ROOM: readonly [InboxErrorCode, string] = ['store-full', 'the disk is full: make room'];

/** What the system's refusal to open a file means to a user. */
const MEANINGS: Readonly<Record<string, readonly [InboxErrorCode, string]>> = {
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
  EROFS: NO_RIGHT,
  EDQUOT: NO_ROOM,
  ENOSPC: NO_ROOM,
  ENOENT: ['store-unusable', 'there is no such folder, or it is a link to nothing: make the folder first'],
  ENAMETOOLONG: ['store-unusable', 'its name is too long, or those of the files beside it are: choose a shorter one'],
  ENOTDIR: ['store-unusable', 'what should be its folder is a file'],
};

/** File systems of other machines, by `f_type` of statfs(2), on which SQLite's locks and shared memory do not hold. */
const NETWORKS: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  1397113167: 'AFS',
};

/**
 * Makes the file of a store where there is none, which only its owner may read: it holds what customers wrote.
 *
 * @param beside what the longest name adds that a file beside it will have
 * @returns the path behind all links, so that two processes that come by different ways meet
 * @throws InboxError that says why there can be no store
 */
export function prepareFile(path: string, beside: string): string {
  return inWords(path, () => {
    refuseLongName(path + beside);
    create(path);
    if (!statSync(path).isFile()) throw new InboxError('store-unusable', `The inbox ${path}: it is no file.`);
    accessSync(path, constants.R_OK | constants.W_OK);
    refuseNetwork(path);
    const real = realpathSync(path);
    refuseLongName(real + beside);
    return real;
  });
}

/**
 * Keeps a store, and what SQLite has beside it, to the owner alone. Windows has no modes, and says of every file that all
 * may read it.
 *
 * @throws InboxError for one that holds something already and that others may read: they may have done so
 */
export function keepPrivate(path: string): void {
  if (process.platform === 'win32') return;
  inWords(path, () => {
    if (isOpenToOthers(path) && statSync(path).size > 0) {
      const words = 'others may read it, and it holds what customers wrote: chmod 600 it';
      throw new InboxError('store-unusable', `The inbox ${path}: ${words}.`);
    }
    for (const end of ['', '-wal', '-shm', '-journal']) {
      if (isOpenToOthers(path + end)) chmodSync(path + end, 0o600);
    }
  });
}

function isOpenToOthers(path: string): boolean {
  const { mode = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return (mode & 0o077) !== 0;
}

function inWords<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const [code, words] = MEANINGS[error instanceof Error && 'code' in error ? String(error.code) : ''] ?? [];
    throw code ? new InboxError(code, `The inbox ${path}: ${words}.`, { cause: error }) : error;
  }
}

/** Asks the file system, which is the only one to know how long a name may be. */
function refuseLongName(path: string): void {
  statSync(path, { throwIfNoEntry: false });
}

/** Never opens what is there: closing it would end all locks that this process has on that file, see fcntl(2). */
function create(path: string): void {
  if (existsSync(path)) return;
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function refuseNetwork(path: string): void {
  const network = path.startsWith('\\\\') ? 'a network share' : NETWORKS[statfsSync(dirname(path)).type];
  if (network === undefined) return;
  throw new InboxError(
    'store-unusable',
    `The inbox ${path}: it is on ${network}, where locks do not hold: keep it on a local disk, or use PostgreSQL.`,
  );
}

/**
 * Tells files apart, whatever their names, and returns a function that throws once another one or none stands at a path:
 * what is written to a file without a name is lost with the process.
 */
export function watchIdentity(path: string): () => void {
  const identity = () => {
    const { dev, ino } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {};
    return `${dev}:${ino}`;
  };
  const first = identity();
  return () => {
    if (identity() === first) return;
    const words =
      'the file was removed or replaced while it was open, and what was being written is undone: open it anew';
    throw new InboxError('store-unusable', `The inbox ${path}: ${words}.`);
  };
}
