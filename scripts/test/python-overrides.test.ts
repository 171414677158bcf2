import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addedFiles, readOverrides } from '../src/python/overrides.ts';
import { digestsOf, mark, staleOverrides, unusedOverrides } from '../src/python/stale-overrides.ts';

const OURS = [
  { template: 'rest.mustache', reason: 'It follows redirects.', replaces: 'digest of rest' },
  { template: 'retry.mustache', reason: 'There is no such file.', adds: 'retry.py' },
];
const OWN = new Map([
  ['rest.mustache', 'digest of rest'],
  ['api.mustache', 'digest of api'],
]);

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'overrides-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

test('every template of the project is told, with its reason', async () => {
  expect(await readOverrides()).toBeDefined();
});

test.each([
  ['is not listed', 'a.mustache', '{}'],
  [
    'is listed and not there',
    'a.mustache',
    '{ a.mustache: { reason: r, adds: a.py }, b.mustache: { reason: r, adds: b.py } }',
  ],
  ['has no reason', 'a.mustache', '{ a.mustache: { adds: a.py } }'],
  ['must have either', 'a.mustache', '{ a.mustache: { reason: r } }'],
  ['must have either', 'a.mustache', '{ a.mustache: { reason: r, adds: a.py, replaces: digest } }'],
])('a template that %s is refused', async (why, template, list) => {
  const folder = await folderOf({ [template]: '', 'overrides.yaml': list });
  await expect(readOverrides(folder)).rejects.toThrow(why);
});

test('the files that the generator does not make are told to it', () => {
  expect(addedFiles(OURS, 'ticketbridge_x')).toEqual({
    'retry.mustache': { folder: 'ticketbridge_x', destinationFilename: 'retry.py', templateType: 'SupportingFiles' },
  });
});

test('templates that fit the generator are not stale', () => {
  expect(staleOverrides(OURS, OWN)).toEqual([]);
});

test.each([
  [
    'changes a template that is replaced',
    new Map([...OWN, ['rest.mustache', 'another']]),
    /rest.*has changed.*another/,
  ],
  ['drops a template that is replaced', new Map([['api.mustache', 'digest of api']]), /rest.*no such template/],
  ['brings a template with the name of an added one', new Map([...OWN, ['retry.mustache', 'new']]), /retry.*this name/],
])('an upgrade that %s is noticed', (_, own, problem) => {
  expect(staleOverrides(OURS, own)).toEqual([expect.stringMatching(problem)]);
});

test('a template that nothing is made of is noticed', () => {
  const rest = mark('rest.mustache', 'import urllib3');
  expect(unusedOverrides(OURS, ['README', rest])).toEqual([expect.stringContaining('retry.mustache: nothing')]);
  expect(unusedOverrides(OURS, [rest, mark('retry.mustache', '')])).toEqual([]);
});

test('a digest changes with a single byte of its template', async () => {
  const [one, other] = [{ 'rest.mustache': 'a' }, { 'rest.mustache': 'a\n', 'notes.md': 'no template' }];
  const digests = await Promise.all([one, other].map(async (files) => digestsOf(await folderOf(files))));
  const [first, second] = digests.map((digest) => digest.get('rest.mustache'));
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(second).not.toBe(first);
  expect(digests[1]?.size).toBe(1);
});
