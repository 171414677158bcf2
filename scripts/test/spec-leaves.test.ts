import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { below } from '../src/diff/node.ts';
import { rateChanges } from '../src/diff/rate.ts';
import type { RatedChange } from '../src/diff/verdict.ts';
import { asDocument } from '../src/generate/document.ts';
import { checkSpec } from '../src/spec/check.ts';
import { type Edit, edited, remove, set } from './spec-changes/edit.ts';
import { specs } from './spec-changes/specs.ts';

// Every leaf of every spec, several times.
vi.setConfig({ testTimeout: 600_000 });

type Name = keyof typeof specs;
const names: readonly Name[] = ['brandlovers', 'clubcollect', 'parcels'];

interface Leaf {
  readonly pointer: string;
  readonly value: unknown;
}

function* leavesOf(node: object, pointer = ''): Generator<Leaf> {
  for (const [name, value] of Object.entries(node)) {
    const at = { pointer: below(pointer, name), value };
    yield at;
    if (typeof value === 'object' && value !== null) yield* leavesOf(value, at.pointer);
  }
}

function changesOf(name: Name, edits: readonly Edit[]): readonly RatedChange[] {
  return rateChanges(asDocument(specs[name]), asDocument(edited(specs[name], edits)));
}

/** What leads nowhere when it is another, and what no document is without. */
function isNeeded({ pointer }: Leaf): boolean {
  return /\/\$ref$|^\/(openapi|info|paths|components|servers)(\/title|\/0|\/0\/url)?$/.test(pointer);
}

/** An example is one text, whatever it holds. */
function isInExample({ pointer }: Leaf): boolean {
  return /\/examples?\/[^/]+\/value\//.test(pointer);
}

/** Values of a leaf that are others. */
function changed({ pointer, value }: Leaf): readonly Edit[] {
  if (typeof value === 'string') return [set(pointer, `${value}x`)];
  if (typeof value === 'number') return [set(pointer, value + 1)];
  if (typeof value === 'boolean') return [set(pointer, !value)];
  return [];
}

/** What may be added to an object: keywords that nobody knows. */
function added({ pointer, value }: Leaf): readonly Edit[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || '$ref' in value) return [];
  return [set(below(pointer, 'frobnicate'), 1), set(below(pointer, 'x-frobnicate'), 1)];
}

const OTHER = '/x-beside';

/** Says what is wrong with what is told of an edit, alone and beside another change. */
function silence(name: Name, edit: Edit): string[] {
  const alone = changesOf(name, [edit]);
  const beside = changesOf(name, [edit, set(OTHER, 1)]);
  const told = beside.filter(({ pointer }) => pointer !== OTHER);
  return [
    ...(alone.length === 0 ? ['is silent'] : []),
    ...(alone.some(({ pointer }) => pointer === '') ? ['has no place'] : []),
    ...(told.length + 1 === beside.length ? [] : ['hides another change']),
    ...(JSON.stringify(told) === JSON.stringify(alone) ? [] : ['is told otherwise beside another change']),
  ];
}

describe('no leaf changes in silence', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spec-leaves-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What the lint refuses is never rated. */
  async function isValid(name: Name, edit: Edit): Promise<boolean> {
    const file = join(folder, `${name}.json`);
    await writeFile(file, JSON.stringify(edited(specs[name], [edit])));
    return (await checkSpec(file, { vendor: name, rules: 'generation' })).ok;
  }

  test.each(names)('%s', async (name) => {
    const problems: string[] = [];
    for (const leaf of leavesOf(specs[name])) {
      if (isInExample(leaf)) continue;
      const others = isNeeded(leaf) ? [] : [...changed(leaf), remove(leaf.pointer)];
      for (const edit of [...others, ...added(leaf)]) {
        const found = await Promise.try(silence, name, edit).catch((error: unknown) => [String(error)]);
        if (found.length > 0 && (await isValid(name, edit))) problems.push(`${JSON.stringify(edit)} ${found.join()}`);
      }
    }
    expect(problems).toEqual([]);
  });
});
