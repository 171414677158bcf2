import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

interface Excuse {
  readonly reason: string;
  readonly cells: readonly string[];
}

/** Reads the reasons for cells that no test proves, by cell. */
export async function readExcuses(): Promise<ReadonlyMap<string, string>> {
  const excuses: readonly Excuse[] = parse(await readFile(new URL('./excuses.yaml', import.meta.url), 'utf8')) ?? [];
  return new Map(excuses.flatMap(({ reason, cells }) => cells.map((cell) => [cell, reason] as const)));
}
