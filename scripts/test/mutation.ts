import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CheckOptions, checkSpec, type Problem } from '../src/spec/check.ts';

export const fixture: string = join(import.meta.dirname, 'fixtures/lint-spec');
export const valid: string = await readFile(join(fixture, 'openapi.yaml'), 'utf8');

/** What replaces a text of the valid spec. A `»` in the replacement stands where the problem must be reported. */
export type Edit = readonly [from: string, to: string];

/** Replaces the first occurrence of each and says where the mark ends up. */
export function mutate(edits: readonly Edit[]): { text: string; line: number; column: number } {
  let marked = valid;
  for (const [from, to] of edits) {
    if (!marked.includes(from)) throw new Error(`The valid spec has no ${JSON.stringify(from)}.`);
    marked = marked.replace(from, () => to);
  }
  const before = marked.slice(0, marked.indexOf('»')).split('\n');
  return { text: marked.replace('»', ''), line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

export async function specFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lint-spec-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(fixture, folder, { recursive: true });
  return folder;
}

export async function problemsOf(text: string, rules: CheckOptions['rules'] = 'all'): Promise<readonly Problem[]> {
  const file = join(await specFolder(), 'openapi.yaml');
  await writeFile(file, text);
  const checked = await checkSpec(file, { vendor: 'folders', rules });
  return checked.ok ? [] : checked.problems;
}
