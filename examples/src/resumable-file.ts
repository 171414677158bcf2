import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { UsageError } from './program.ts';

/** How far a file was written when all of it was on the disk. */
interface Checkpoint {
  /** Where the source of the lines goes on. */
  readonly position: string;
  readonly bytes: number;
  readonly lines: number;
}

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

  /** Goes on with what an earlier run left, without what it wrote after its last checkpoint; or starts anew. */
  static async open(path: string): Promise<ResumableFile> {
    const checkpoint = await readCheckpoint(positionPath(path));
    const left = checkpoint && (await openExisting(partialPath(path)));
    if (!left) {
      // First: a position without its partial file would be taken for the position of the new one.
      await rm(positionPath(path), { force: true });
      return new ResumableFile(path, await open(partialPath(path), 'w'), undefined);
    }
    if ((await left.stat()).size < checkpoint.bytes) {
      throw new UsageError(
        `${partialPath(path)} is shorter than ${positionPath(path)} says; delete both to start anew`,
      );
    }
    await left.truncate(checkpoint.bytes);
    return new ResumableFile(path, left, checkpoint);
  }

  /** Where to go on; `undefined` at the start. */
  get position(): string | undefined {
    return this.#position;
  }

  /** The lines that are written, those of earlier runs included. */
  get lines(): number {
    return this.#lines;
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

async function openExisting(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const value: unknown = JSON.parse(text);
  if (!isCheckpoint(value)) throw new UsageError(`${path} is not a position that an export wrote`);
  return value;
}

function isCheckpoint(value: unknown): value is Checkpoint {
  return (
    typeof value === 'object' &&
    value !== null &&
    'position' in value &&
    typeof value.position === 'string' &&
    'bytes' in value &&
    Number.isInteger(value.bytes) &&
    'lines' in value &&
    Number.isInteger(value.lines)
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
