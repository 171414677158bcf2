import { constants, createReadStream, lstatSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tryLock } from 'fs-native-extensions';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { UsageError } from './program.ts';
import { isSeen } from './visible.ts';

const ADVICE = 'delete both to start anew';

/**
 * A file of lines that can be written in several runs. It grows as `FILE.partial`, beside `FILE.position` which says how
 * much of it counts, and gets its name when it is complete: `FILE` itself is always whole.
 */
export class ResumableFile {
  readonly #path: string;
  readonly #file: FileHandle;
  #position: string | undefined;
  #bytes: number;
  #lines: number;

  private constructor(path: string, file: FileHandle, checkpoint: Checkpoint | undefined) {
    this.#path = path;
    this.#file = file;
    this.#position = checkpoint?.position;
    this.#bytes = checkpoint?.bytes ?? 0;
    this.#lines = checkpoint?.lines ?? 0;
  }

  /**
   * Goes on with what an earlier run left, without what it wrote after its last checkpoint; or starts anew. Calls `take`
   * with each line that is left; `false` says that no run can have written it.
   *
   * @throws UsageError when another run writes the file, its name is no regular file's, or what was left cannot be
   * trusted; nothing is touched then
   */
  static async open(path: string, take: (line: string) => boolean): Promise<ResumableFile> {
    // Now, not when all is written.
    if (!isSeen(path)) throw new UsageError(`"${path}" is not the name of a file that can be written`);
    for (const name of [path, partialPath(path), positionPath(path), draftPath(path)]) refuseOther(name);
    const file = await open(partialPath(path), constants.O_RDWR | constants.O_CREAT);
    try {
      await claim(file, path);
      return new ResumableFile(path, file, await findCheckpoint(file, path, take));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Where to go on; `undefined` at the start. */
  get position(): string | undefined {
    return this.#position;
  }

  /** The lines that are written, those of earlier runs included. */
  get lines(): number {
    return this.#lines;
  }

  /** Makes the error of a position that the source of the lines refuses. */
  distrust(reason: string): UsageError {
    return new UsageError(
      `${positionPath(this.#path)} is no position to go on from with ${partialPath(this.#path)} (${reason}); ${ADVICE}`,
    );
  }

  async writeLine(line: string): Promise<void> {
    const bytes = Buffer.from(`${line}\n`);
    for (let written = 0; written < bytes.length; ) {
      written += (await this.#file.write(bytes, written, bytes.length - written, this.#bytes + written)).bytesWritten;
    }
    this.#bytes += bytes.length;
    this.#lines += 1;
  }

  /** Puts on the disk that all lines up to here belong to the file, and where to go on. */
  async checkpoint(position: string): Promise<void> {
    await this.#file.datasync();
    const checkpoint: Checkpoint = { position, bytes: this.#bytes, lines: this.#lines };
    // Renamed into place: a kill leaves the old checkpoint or the new one, never half of one.
    const draft = await open(draftPath(this.#path), 'w');
    await draft.writeFile(JSON.stringify(checkpoint));
    await draft.datasync();
    await draft.close();
    await rename(draftPath(this.#path), positionPath(this.#path));
    this.#position = position;
  }

  /** Gives the file its name: nothing comes after. */
  async complete(): Promise<void> {
    await this.#file.datasync();
    refuseOther(this.#path);
    await rename(partialPath(this.#path), this.#path);
    await rm(positionPath(this.#path), { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

function partialPath(path: string): string {
  return `${path}.partial`;
}

function positionPath(path: string): string {
  return `${path}.position`;
}

function draftPath(path: string): string {
  return `${positionPath(path)}.new`;
}

/** Refuses the name of a device, a pipe or a socket, whose writer is another, and of a link, which would be replaced. */
function refuseOther(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== false) return;
  throw new UsageError(`${path} is no regular file: name another one, or what a link leads to`);
}

/** Locks the partial file. The operating system ends the lock with the process, so a kill leaves none behind. */
async function claim(file: FileHandle, path: string): Promise<void> {
  // A run that has just completed the file gave another name to what was opened here.
  const isClaimed =
    tryLock(file.fd) && (await file.stat()).ino === statSync(partialPath(path), { throwIfNoEntry: false })?.ino;
  if (!isClaimed) throw new UsageError(`another export is writing ${path}: wait for its end, or name another file`);
}

/** Cuts off what came after the last checkpoint, which is `undefined` when there is nothing to go on with. */
async function findCheckpoint(
  file: FileHandle,
  path: string,
  take: (line: string) => boolean,
): Promise<Checkpoint | undefined> {
  const { size } = await file.stat();
  const found = await readCheckpoint(positionPath(path), `delete it and ${partialPath(path)} to start anew`);
  const checkpoint = size === 0 ? undefined : found;
  if (checkpoint && !(await isWhole(file, path, checkpoint, take))) {
    throw new UsageError(`${partialPath(path)} does not hold the lines that ${positionPath(path)} tells of; ${ADVICE}`);
  }
  // First: a position without its partial file would be taken for the position of the new one.
  if (!checkpoint) await rm(positionPath(path), { force: true });
  await file.truncate(checkpoint?.bytes ?? 0);
  return checkpoint;
}

/** Tells whether the checkpoint is at the end of as many lines as it counts, and `take` takes each. */
async function isWhole(
  file: FileHandle,
  path: string,
  { bytes, lines }: Checkpoint,
  take: (line: string) => boolean,
): Promise<boolean> {
  if (bytes === 0) return lines === 0;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, bytes - 1);
  if (bytesRead === 0 || buffer.toString() !== '\n') return false;
  let count = 0;
  for await (const line of createInterface(createReadStream(partialPath(path), { end: bytes - 1 }))) {
    if (!take(line)) return false;
    count += 1;
  }
  return count === lines;
}
