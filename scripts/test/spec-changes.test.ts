import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Found, findChanges, rated } from '../src/diff/rate.ts';
import { ruleNames } from '../src/diff/rules.ts';
import { greatest } from '../src/diff/verdict.ts';
import { asDocument } from '../src/generate/document.ts';
import { checkSpec, formatProblem } from '../src/spec/check.ts';
import type { SpecChange } from './spec-changes/change.ts';
import { edited } from './spec-changes/edit.ts';
import { facadeReads } from './spec-changes/facade-reads.ts';
import { pythonKinds } from './spec-changes/python.ts';
import { summed } from './spec-changes/rated.ts';
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

/** Of all there are to try, the exhaustive run tries each, and the others a part. */
const tried = <T>(all: readonly T[]): readonly T[] =>
  all.filter((_, index) => process.env.EXHAUSTIVE || index % 6 === 0);

const known = new Map<object, readonly Found[]>();

/** What a change comes to, found once. */
function foundBy({ spec, edits }: SpecChange): readonly Found[] {
  const found =
    known.get(edits) ?? findChanges(asDocument(specs[spec]), asDocument(edited(specs[spec], edits)), facadeReads[spec]);
  known.set(edits, found);
  return found;
}

describe('by the rules', () => {
  test.each(tried(rows))('%s', (_, { bump, facade, isPassedOn, publishedWork, ...change }) => {
    const { spec } = change;
    const verdict = summed(foundBy(change).map((found) => rated(found, facadeReads[spec] !== undefined)));
    expect(verdict).toMatchObject({ client: bump, publishedWork });

    const passedOn = isPassedOn && facadeReads[spec] && bump;
    const expected = facade ?? passedOn;
    if (expected) expect(verdict.facade).toBe(expected);
    else expect(greatest([bump, verdict.facade])).toBe(bump);
  });
});

describe('in Python', () => {
  const differing = pythonKinds.flatMap(({ changes, row, bump, vendor = bump, publishedWork }) =>
    Object.entries(changes).map(([title, change]) => {
      return [`${row}: ${title}`, { ...change, bump, vendor, publishedWork }] as const;
    }),
  );
  const known = new Set(differing.map(([, { edits }]) => edits));
  const others = rows
    .filter(([, { edits }]) => !known.has(edits))
    .map(([title, row]) => [title, { ...row, vendor: row.bump }] as const);

  test.each(tried([...differing, ...others]))('%s', (_, { bump, vendor, publishedWork, ...change }) => {
    const changes = foundBy(change).map((found) => rated(found, false));
    const told = changes.flatMap(({ python }) => python.python ?? []);
    expect({
      python: greatest(changes.map(({ bumps }) => bumps.python)),
      vendor: greatest(changes.map(({ bumps }) => bumps.vendorPython)),
      publishedWork: told.every((meaning) => meaning.publishedWork),
    }).toEqual({ python: bump, vendor, publishedWork });
  });
});

/** What no single edit of these specs is: each has a test of its own. */
const ELSEWHERE: readonly string[] = ['spec added', 'spec removed', 'success removed with its body', 'unknown'];

test.runIf(process.env.EXHAUSTIVE)('each row of the rules is reached, if only by an edit that the lint refuses', () => {
  const changes = [...kinds, ...pythonKinds].flatMap((kind) => Object.values(kind.changes));
  const reached = new Set(
    changes.flatMap((change) => foundBy(change).flatMap((found) => found.rows)).map(({ rule }) => rule),
  );
  expect(ruleNames.filter((name) => !reached.has(name)).toSorted()).toEqual(ELSEWHERE);
});

describe.runIf(process.env.EXHAUSTIVE)('the lint refuses no changed spec but those of which the table says so', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spec-changes-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe.each(kinds)('$row', ({ changes }) => {
    test.each(Object.entries(changes))('%s', async (_, { spec, edits, isRefused, isOfOthers }) => {
      const file = join(folder, 'openapi.json');
      await writeFile(file, JSON.stringify(edited(specs[spec], edits)));
      const checked = await checkSpec(file, { vendor: spec, rules: 'generation' });
      expect(checked.ok ? [] : checked.problems.map(formatProblem)).toHaveLength(isRefused || isOfOthers ? 1 : 0);
    });
  });
});
