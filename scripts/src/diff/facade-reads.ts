import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FacadeReads } from './classify.ts';

/** Reads what the facade of a workspace reads of a vendor's answers; undefined where it has no source for the vendor. */
export async function facadeReads(root: string, vendor: string): Promise<FacadeReads | undefined> {
  const file = join(root, 'packages/facade/reads', `${vendor}.json`);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { instants, texts } = JSON.parse(text);
  if (!isListOfTexts(instants) || !isListOfTexts(texts))
    throw new Error(`${file} needs the lists "instants" and "texts".`);
  return { instants, texts };
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
