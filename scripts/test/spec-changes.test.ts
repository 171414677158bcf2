import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { greatest } from '../src/diff/verdict.ts';
import { asDocument } from '../src/generate/document.ts';
import { checkSpec, formatProblem } from '../src/spec/check.ts';
import { edited } from './spec-changes/edit.ts';
import { facadeReads } from './spec-changes/facade-reads.ts';
import { rated } from './spec-changes/rated.ts';
import { specs } from './spec-changes/specs.ts';
import { kinds } from './spec-changes/table.ts';

test('the table has at least 90 changes', () => {
  const changes = kinds.flatMap((kind) => Object.keys(kind.changes));
  expect(changes.length).toBeGreaterThanOrEqual(90);
});

const rows = kinds.flatMap(({ changes, ...kind }) =>
  Object.entries(changes)
    .filter(([, { isRefused }]) => !isRefused)
    .map(([title, change]) => [`${kind.row}: ${title}`, { ...kind, ...change }] as const),
);

describe('by the rules', () => {
  test.each(rows)('%s', (_, { spec, edits, bump, facade, isPassedOn, publishedWork }) => {
    const to = asDocument(edited(specs[spec], edits));
    const verdict = rated(asDocument(specs[spec]), to, facadeReads[spec]);
    expect(verdict).toMatchObject({ client: bump, publishedWork });

    const passedOn = isPassedOn && facadeReads[spec] && bump;
    const expected = facade ?? passedOn;
    if (expected) expect(verdict.facade).toBe(expected);
    else expect(greatest([bump, verdict.facade])).toBe(bump);
  });
});

describe.runIf(process.env.EXHAUSTIVE)('the lint refuses no changed spec but those of which the table says so', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spec-changes-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe.each(kinds)('$row', ({ changes }) => {
    test.each(Object.entries(changes))('%s', async (_, { spec, edits, isRefused }) => {
      const file = join(folder, 'openapi.json');
      await writeFile(file, JSON.stringify(edited(specs[spec], edits)));
      const checked = await checkSpec(file, { vendor: spec, rules: 'generation' });
      expect(checked.ok ? [] : checked.problems.map(formatProblem)).toHaveLength(isRefused ? 1 : 0);
    });
  });
});
