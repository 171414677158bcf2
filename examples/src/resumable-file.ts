import { constants, createReadStream, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { tryLock } from 'fs-native-extensions';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { UsageError } from './program.ts';

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
   * Goes on with what an earlier run left, without what it wrote after its last checkpoint; or starts anew.
   *
   * @throws UsageError when another run writes the file, its name cannot be given, or its position cannot be trusted
   */
  static async open(path: string): Promise<ResumableFile> {
    // Now, not when all is written.
    if (path === '' || statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`"${path}" is not the name of a file that can be written`);
    }
    const file = await open(partialPath(path), constants.O_RDWR | constants.O_CREAT);
    try {
      await claim(file, path);
      return new ResumableFile(path, file, await findCheckpoint(file, path));
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

  /** Reads the lines that earlier runs wrote. */
  written(): AsyncIterable<string> {
    const end = this.#bytes - 1;
    return createInterface(end < 0 ? Readable.from([]) : createReadStream(partialPath(this.#path), { end }));
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
    const draft = await open(`${positionPath(this.#path)}.new`, 'w');
    await draft.writeFile(JSON.stringify(checkpoint));
    await draft.datasync();
    await draft.close();
    await rename(`${positionPath(this.#path)}.new`, positionPath(this.#path));
    this.#position = position;
  }

  /** Gives the file its name: nothing comes after. */
  async complete(): Promise<void> {
    await this.#file.datasync();
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

/** Locks the partial file. The operating system ends the lock with the process, so a kill leaves none behind. */
async function claim(file: FileHandle, path: string): Promise<void> {
  // A run that has just completed the file gave another name to what was opened here.
  const isClaimed =
    tryLock(file.fd) && (await file.stat()).ino === statSync(partialPath(path), { throwIfNoEntry: false })?.ino;
  if (!isClaimed) throw new UsageError(`another export is writing ${path}: wait for its end, or name another file`);
}

/** Cuts off what came after the last checkpoint, which is `undefined` when there is nothing to go on with. */
async function findCheckpoint(file: FileHandle, path: string): Promise<Checkpoint | undefined> {
  const { size } = await file.stat();
  const found = await readCheckpoint(positionPath(path), `delete it and ${partialPath(path)} to start anew`);
  const checkpoint = size === 0 ? undefined : found;
  if (checkpoint && size < checkpoint.bytes) {
    throw new UsageError(`${partialPath(path)} is shorter than ${positionPath(path)} says; delete both to start anew`);
  }
  // First: a position without its partial file would be taken for the position of the new one.
  if (!checkpoint) await rm(positionPath(path), { force: true });
  await file.truncate(checkpoint?.bytes ?? 0);
  return checkpoint;
}
