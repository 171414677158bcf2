import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runBin, scratchFolder } from './scratch.ts';

const FACADE = join(import.meta.dirname, '../../facade/src');

/** A text of one of the facade's files, and what stands there instead. */
type Edit = readonly [file: string, from: string, to: string];

const GRANTED: Edit = ['brandlovers/capabilities.ts', 'note: true,', 'note: true,\n  snooze: true,'];
const DENIED: Edit = ['clubcollect/capabilities.ts', 'archive: true,', "archive: true,\n  snooze: 'no timer',"];
const TYPED: Edit = [
  'brandlovers/verbs.ts',
  'export interface BrandloversVerbs {',
  'export interface BrandloversVerbs {\n  snooze(ref: BrandloversRef): Promise<void>;',
];
const SIGNED: Edit = ['brandlovers/verbs.ts', '  note: {', '  snooze: { arguments: { ref } },\n  note: {'];
const SHARED: Edit = ['capabilities.ts', "'threads'", "'threads' | 'snooze'"];
const CODED: Edit = ['brandlovers/source.ts', "note: write('note'", "snooze: async () => {},\n    note: write('note'"];

const ROWS: readonly (readonly [string, readonly Edit[], readonly string[]])[] = [
  ['a row of one vendor alone', [GRANTED], ['brandlovers/source.ts', 'capabilities.ts', 'model.ts']],
  ['a row without a type', [GRANTED, DENIED], ['brandlovers/source.ts', 'model.ts']],
  ['a type without a row', [TYPED, SIGNED], ['capabilities.ts']],
  ['a type without signature and code', [GRANTED, DENIED, TYPED], ['brandlovers/source.ts', 'brandlovers/verbs.ts']],
  ['a signature without code', [GRANTED, DENIED, TYPED, SIGNED], ['brandlovers/source.ts']],
  [
    'a verb that a vendor is said to lack',
    [['brandlovers/capabilities.ts', 'note: true', "note: 'no'"]],
    ['brandlovers/source.ts', 'capabilities.ts'],
  ],
  ['a shared verb that the facade has not', [SHARED], ['bridge.ts', 'capabilities.ts']],
  ['nothing, when all of it is there', [GRANTED, DENIED, TYPED, SIGNED, CODED], []],
];

// Each compiles the facade: two, and all of them in the exhaustive run.
test.each(process.env.EXHAUSTIVE ? ROWS : [...ROWS.slice(0, 1), ...ROWS.slice(-1)])(
  'the compiler finds %s',
  async (_, edits, files) => {
    const folder = await scratchFolder();
    await cp(FACADE, join(folder, 'src'), { recursive: true });
    for (const [name, from, to] of edits) {
      const file = join(folder, 'src', name);
      const before = await readFile(file, 'utf8');
      expect([name, before.split(from).length]).toEqual([name, 2]);
      await writeFile(file, before.replace(from, to));
    }
    const tsconfig = { extends: '../../../../tsconfig.base.json', include: ['src'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));

    const { stdout } = await runBin(folder, 'tsc', '-p', '.', '--pretty', 'false');

    const named = [...stdout.matchAll(/^src\/(.+?)\(\d+,\d+\): error/gm)].map(([, file]) => file);
    expect([...new Set(named)].sort(), stdout).toEqual(files);
  },
);
