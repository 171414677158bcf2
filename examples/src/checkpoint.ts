import { readFile } from 'node:fs/promises';
import { UsageError } from './program.ts';

/** How far a file was written when all of it was on the disk. */
export interface Checkpoint {
  /** Where the source of the lines goes on. */
  readonly position: string;
  readonly bytes: number;
  readonly lines: number;
}

/**
 * Reads a checkpoint; `undefined` when there is no such file.
 *
 * @throws UsageError with the advice when the file holds something else
 */
export async function readCheckpoint(path: string, advice: string): Promise<Checkpoint | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  const value = text === undefined ? undefined : parseCheckpoint(text);
  if (value === null) throw new UsageError(`${path} does not hold a position; ${advice}`);
  return value;
}

/** `null` when the text is not what `ResumableFile` wrote. */
function parseCheckpoint(text: string): Checkpoint | null {
  try {
    const value: unknown = JSON.parse(text);
    return isCheckpoint(value) ? value : null;
  } catch {
    return null;
  }
}

function isCheckpoint(value: unknown): value is Checkpoint {
  return (
    typeof value === 'object' &&
    value !== null &&
    'position' in value &&
    typeof value.position === 'string' &&
    'bytes' in value &&
    isCount(value.bytes) &&
    'lines' in value &&
    isCount(value.lines)
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
