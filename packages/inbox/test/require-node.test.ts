import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const SOURCES = new URL('../src/', import.meta.url);

/** Reads a file and those that it imports at once; what it imports when it is called is not among them. */
async function loadedWith(file: URL, seen = new Map<string, string>()): Promise<ReadonlyMap<string, string>> {
  if (seen.has(file.href)) return seen;
  const source = await readFile(file, 'utf8');
  seen.set(file.href, source);
  const imports = source.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'(\.[^']+)';$/gm);
  for (const [, path = ''] of imports) await loadedWith(new URL(path, file), seen);
  return seen;
}

test.each(['index.ts', 'postgres/index.ts'])(
  '%s can be read by an older Node, which it refuses first',
  async (entry) => {
    const loaded = await loadedWith(new URL(entry, SOURCES));
    const entryText = loaded.get(new URL(entry, SOURCES).href) ?? '';
    expect(entryText).toMatch(/^import '\.\.?\/require-node\.ts';/);
    expect(loaded.size).toBeGreaterThan(3);
    // Node 22 has neither as it is: import what needs them where it is called, as sqlite/store.ts does.
    const unreadable = /^\s*(await )?using |\bfor (await )?\((await )?using |^import (?!type ).*'node:sqlite'/m;
    const found = [...loaded]
      .filter(([, source]) => unreadable.test(source))
      .map(([href]) => href.replace(SOURCES.href, ''));
    expect(found).toEqual([]);
  },
);

test('the refusal is one sentence, and no stack, where nobody catches it', () => {
  const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.1.0' } })";
  const imported = new URL('require-node.ts', SOURCES).href;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', `${old}; await import('${imported}')`]);
  expect(run.status).toBe(1);
  const told = `${run.stderr}`;
  expect(told).toContain('@ticketbridge/inbox needs Node 24 or newer, and this is Node 22.1.0.');
  expect(told).not.toMatch(/^ +at /m);
});
