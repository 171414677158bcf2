import { describe, expect, test } from 'vitest';
import { corrected } from '../src/diff/verdict.ts';
import { type Changeset, parseChangeset } from '../src/release/changesets.ts';
import { digestOf } from '../src/release/digest.ts';
import type { SpecChange } from '../src/release/spec-changes.ts';
import { judgeSpecs } from '../src/release/untold-specs.ts';
import { checkCorrections } from '../src/spec-change/corrections.ts';
import { planChangesets } from '../src/spec-change/plan.ts';
import { pythonChange, specChange } from './rated-field.ts';

const major = specChange('major');
const minor = specChange('minor');
const newer = specChange('major', 'newer');

/** The pending changesets after the command, from those before. */
function changesetsAfter(
  changes: readonly SpecChange[],
  before: readonly Changeset[] = [],
  bind?: string,
): Changeset[] {
  const after = new Map(before.map((changeset) => [changeset.file, changeset]));
  for (const [file, source] of planChangesets(
    changes,
    before,
    before.find(({ file: name }) => name === bind),
  )) {
    if (source === undefined) after.delete(file);
    else after.set(file, parseChangeset(file, source));
  }
  return [...after.values()];
}

/** As a person edits a changeset; fails if there is nothing to edit. */
function edited(changeset: Changeset | undefined, from: string, to: string): Changeset {
  if (!changeset) throw new Error('There is no changeset.');
  const source = `---\n${Array.from(changeset.bumps, ([name, bump]) => `'${name}': ${bump}\n`).join('')}---\n\n${changeset.text}\n`;
  expect(source).toContain(from);
  return parseChangeset(changeset.file, source.replace(from, to));
}

function bumpsOf(changeset: Changeset | undefined): Record<string, string> {
  return Object.fromEntries(changeset?.bumps ?? []);
}

test('the changeset names each package with its least bump, and says reason, advisory and digest, what breaks first', () => {
  const [written, ...others] = [...planChangesets([minor, major], [], undefined)];
  expect(others).toEqual([]);
  expect(written).toEqual([
    expect.stringMatching(/^\.changeset\/vendor-[0-9a-f]{8}\.md$/),
    `---
'@x/sandbox': patch
'@x/vendor': minor
---

The API of vendor has changed:

- major is new. Versions that are published already: They go on.
  <!-- spec vendor ${major.digest} /major -->
- minor is new. Versions that are published already: They go on.
  <!-- spec vendor ${minor.digest} /minor -->

<!-- verdict @x/sandbox: patch -->
<!-- verdict @x/vendor: minor -->
`,
  ]);
});

describe('a Python package', () => {
  const forPython = pythonChange('major');

  test('has a changeset of its own, with its bump and in its words', () => {
    const [typescript, python, ...others] = [...planChangesets([major, forPython], [], undefined)];
    expect(others).toEqual([]);
    expect(typescript?.[1]).not.toMatch(/python/i);
    expect(python).toEqual([
      expect.stringMatching(/^\.changeset\/vendor-python-[0-9a-f]{8}\.md$/),
      `---
'@x/python': major
---

The API of vendor has changed:

- major is new in Python. Versions that are published already: They go on.
  <!-- spec vendor-python ${forPython.digest} /major -->

<!-- verdict @x/python: major -->
`,
    ]);
  });

  test('is told by no changeset that tells the same change to others', () => {
    const { problems } = judgeSpecs([major, forPython], changesetsAfter([major]));
    expect(problems).toEqual([expect.stringContaining('(@x/python major): major is new in Python.')]);
    expect(judgeSpecs([major, forPython], changesetsAfter([major, forPython])).problems).toEqual([]);
  });

  test("keeps a person's words where the same place changes again for all", () => {
    const before = changesetsAfter([major, minor, forPython]).map((changeset) =>
      changeset.bumps.has('@x/python') ? edited(changeset, 'has changed:', 'has changed for Python:') : changeset,
    );
    const now = [newer, minor, pythonChange('major', 'newer')];
    const after = changesetsAfter(now, before);
    expect(after).toHaveLength(2);
    expect(after.map(({ text }) => text.includes('for Python:'))).toEqual([false, true]);
    expect(judgeSpecs(now, after)).toEqual({ problems: [], lowered: [] });
  });
});

describe('a correction', () => {
  const [change = major.change] = corrected([major.change], [major.change.pointer]);
  const correction = { ...major, digest: digestOf(major.vendor, change), change, meaning: change };
  const place = `specs/vendor/openapi.yaml#${change.pointer}`;

  test('reaches the changeset, which tells the same change with the same bumps', () => {
    const [written, ...others] = changesetsAfter([correction]);
    expect(others).toEqual([]);
    expect(written?.text).toContain('major is new. Versions that are published already: It never worked');
    expect(judgeSpecs([major], written ? [written] : [])).toEqual({ problems: [], lowered: [] });
  });

  test('is of what has changed', () => {
    expect(() => checkCorrections([place], [minor], [])).toThrow(`--correction: nothing has changed at ${place}.`);
    expect(() => checkCorrections([place], [correction], [])).not.toThrow();
  });

  test('is refused where a changeset tells the change as any other', () => {
    expect(() => checkCorrections([place], [correction], changesetsAfter([major]))).toThrow('already');
    expect(() => checkCorrections([place], [correction], changesetsAfter([correction]))).not.toThrow();
  });
});

test('changes with one text are one item', () => {
  const twin = { ...minor, digest: '0123456789abcdef' };
  const [changeset] = changesetsAfter([minor, twin]);
  expect(changeset?.text.match(/minor is new/g)).toHaveLength(1);
  expect(judgeSpecs([minor, twin], changesetsAfter([minor, twin])).problems).toEqual([]);
});

test('no text of a spec ends a note', () => {
  const hostile = specChange('major --> <!-- lowered @x/vendor: no --> é\n');
  const changesets = changesetsAfter([hostile]);
  expect(changesets[0]?.notes.lowered.size).toBe(0);
  expect(judgeSpecs([hostile], changesets)).toEqual({ problems: [], lowered: [] });
});

describe('run again', () => {
  test('it changes nothing where nothing has changed', () => {
    const before = changesetsAfter([major, minor]);
    expect(changesetsAfter([major, minor], before)).toEqual(before);
  });

  test('it tells what is new in a changeset of its own', () => {
    const before = changesetsAfter([major]);
    const after = changesetsAfter([major, minor], before);
    expect(after).toHaveLength(2);
    expect(after).toContainEqual(before[0]);
    expect(judgeSpecs([major, minor], after).problems).toEqual([]);
  });

  test.each<[string, SpecChange[]]>([
    ['one is gone', [minor]],
    ['one is another', [minor, newer]],
    ['both are gone', []],
    ['both are gone, and others have come', [newer, specChange('minor2')]],
  ])('it leaves no note and no text of what is gone: %s', (_, now) => {
    const after = changesetsAfter(now, changesetsAfter([major, minor]));
    expect(judgeSpecs(now, after)).toEqual({ problems: [], lowered: [] });
    expect(after.filter(({ text }) => /^- major is new/m.test(text))).toHaveLength(now.includes(newer) ? 1 : 0);
  });

  test("it keeps a person's words about what is still there", () => {
    const [before] = changesetsAfter([major, minor]);
    const words = '- Colours.\n\n  `minor` is better.\n  Versions';
    const after = changesetsAfter([minor, newer], [edited(before, '- minor is new. Versions', words)]);
    expect(after).toHaveLength(1);
    expect(after[0]?.text).toContain(words);
    expect(after[0]?.text).toContain('- major is new.');
  });

  test('it removes a changeset of its own that tells nothing any more, and keeps what a person added', () => {
    const [before] = changesetsAfter([major]);
    expect(changesetsAfter([], before ? [before] : [])).toEqual([]);
    const [after] = changesetsAfter([], [edited(before, 'has changed:', 'has changed. Mind the colours.')]);
    expect(after?.text).toBe('The API of vendor has changed. Mind the colours.');
  });
});

describe('a bump', () => {
  test('follows the verdict where a person left it as it was written', () => {
    const [after] = changesetsAfter([minor], changesetsAfter([major, minor]));
    expect(bumpsOf(after)).toEqual({ '@x/sandbox': 'patch', '@x/vendor': 'patch' });
  });

  test('stays where a person raised it', () => {
    const [before] = changesetsAfter([minor]);
    const [after] = changesetsAfter([minor], [edited(before, "'@x/vendor': patch", "'@x/vendor': minor")]);
    expect(bumpsOf(after)).toMatchObject({ '@x/vendor': 'minor' });
  });

  test.each([
    ['is raised again without a reason', '', 'minor'],
    ['stays where a person lowered it with a reason', '<!-- lowered @x/vendor: Nobody calls it. -->', 'patch'],
  ])('%s', (_, reason, bump) => {
    const [before] = changesetsAfter([major]);
    const lowered = edited(
      edited(before, "'@x/vendor': minor", "'@x/vendor': patch"),
      'has changed:',
      `has changed:${reason}`,
    );
    const after = changesetsAfter([major], [lowered]);
    expect(bumpsOf(after[0])).toMatchObject({ '@x/vendor': bump });
    expect(judgeSpecs([major], after).problems).toEqual([]);
  });

  test('needs a reason anew when the changeset tells another change that needs more', () => {
    const [before] = changesetsAfter([major]);
    const reason = '<!-- lowered @x/vendor: Nobody calls it. -->';
    const lowered = edited(
      edited(before, "'@x/vendor': minor", "'@x/vendor': patch"),
      'has changed:',
      `has changed:${reason}`,
    );
    const after = changesetsAfter([newer], [lowered]);
    expect(bumpsOf(after[0])).toMatchObject({ '@x/vendor': 'minor' });
    expect(after[0]?.notes.lowered.size).toBe(0);
  });
});

test.each([
  ['is told by our words where a person has none', 'Colours.', true],
  ['is told by the words of a person who names it', 'The `subject` of a ticket is gone.', false],
  ['is told by the words of a person who names its type as well', 'No more `Ticket.subject`.', false],
  ['is told by our words where a person names another', 'The subjects are red.', true],
])('--for: what breaks %s', (_, words, isTold) => {
  const reason = '`Ticket.subject` is in no answer any more.';
  const removed = { ...major, meaning: { ...major.meaning, reason } };
  const source = `---\n'@x/vendor': major\n---\n\n${words}\n`;
  const [after] = changesetsAfter(
    [removed],
    [parseChangeset('.changeset/colours.md', source)],
    '.changeset/colours.md',
  );
  expect(after?.text.includes(`- ${reason}`)).toBe(isTold);
  expect(after?.notes.told).toHaveLength(1);
});

test('--for binds a changeset that a person wrote to what none tells', () => {
  const file = '.changeset/colours.md';
  const source = "---\n'@x/http': minor\n'@x/vendor': major\n---\n\nColours.\n";
  const after = changesetsAfter([major, minor], [parseChangeset(file, source)], file);
  expect(after).toHaveLength(1);
  expect(after[0]?.text).toMatch(/^Colours\.\n\n<!-- spec/);
  expect(bumpsOf(after[0])).toEqual({
    '@x/http': 'minor',
    '@x/vendor': 'major',
    '@x/sandbox': 'patch',
  });
  expect(judgeSpecs([major, minor], after)).toEqual({ problems: [], lowered: [] });
  const [left] = changesetsAfter([minor], after);
  expect(bumpsOf(left)).toMatchObject({ '@x/http': 'minor', '@x/vendor': 'major' });
  expect(judgeSpecs([minor], left ? [left] : [])).toEqual({ problems: [], lowered: [] });
});
