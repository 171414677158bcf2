import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gapsOf } from './announcement.ts';
import { compareFacts, type Facts } from './compare-facts.ts';
import { factsOf } from './facts-of.ts';
import { at, isObject } from './json.ts';
import { readSpec, VENDORS } from './spec.ts';

const ROOT = join(import.meta.dirname, '../../..');

const RANGES = [
  ...['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'],
  ...['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'],
  ...['multipleOf', 'pattern', 'uniqueItems'],
];

/** Lists the ranges below a node that no provenance explains, as `pointer/keyword`. */
function unexplainedRanges(node: unknown, pointer = '#'): string[] {
  if (isObject(node) && at(node, 'x-provenance') !== undefined) return [];
  const own = RANGES.filter((keyword) => at(node, keyword) !== undefined).map((keyword) => `${pointer}/${keyword}`);
  const children = isObject(node) || Array.isArray(node) ? Object.entries(node) : [];
  return [...own, ...children.flatMap(([key, child]) => unexplainedRanges(child, `${pointer}/${key}`))];
}

const FACTS = globSync('packages/contract-tests/facts/*.yaml', { cwd: ROOT }).map((file) => ({
  file: file.replaceAll('\\', '/'),
  name: VENDORS.find(({ name }) => name === basename(file, '.yaml'))?.name,
}));

describe.each(FACTS)("$file and the vendor's spec", ({ file, name }) => {
  test('state the same facts', async () => {
    if (name === undefined) expect.fail(`${file} is named after no vendor of specs/`);
    const differences = compareFacts(
      file,
      readFileSync(join(ROOT, file), 'utf8'),
      factsOf(await readSpec(name), gapsOf(name)),
    );
    if (differences.length > 0) expect.fail(differences.join('\n'));
  });

  test('explain every range, since no page states one', async () => {
    expect(name && unexplainedRanges((await readSpec(name)).document)).toEqual([]);
  });
});

test('the facts of every vendor are pinned, but of one whose spec is not at the house rules yet', () => {
  const missing = VENDORS.filter(({ name, isYoung }) => !isYoung && !FACTS.some((pinned) => pinned.name === name));
  expect(missing.map(({ name }) => `packages/contract-tests/facts/${name}.yaml`)).toEqual([]);
});

describe('a difference is told with its line and what to write there', () => {
  const source = `# A vendor
server: https://a.example
credentials:
  - 'header k: {token}'
operations:
  list:
    parameters:
      query limit: integer, default 10
    answers:
      200: Page
      404: not-found with nothing
`;
  const spec = {
    server: 'https://a.example',
    credentials: ['header k: {token}'],
    operations: {
      list: {
        parameters: { 'query limit': 'integer, default 10' },
        answers: { 200: 'Page', 404: 'not-found with nothing' },
      },
    },
  };
  const { operations } = spec;

  test.each<[string, Facts, string]>([
    [
      'another text',
      { ...spec, server: 'https://b.example' },
      'f.yaml:2: server: here is https://a.example, the spec says https://b.example: write https://b.example here, or mend the spec',
    ],
    [
      'another list',
      { ...spec, credentials: ['header k: {key}', 'header k: {token}'] },
      `f.yaml:3: credentials: here is ["header k: {token}"], the spec says ["header k: {key}","header k: {token}"]: write ["header k: {key}","header k: {token}"] here, or mend the spec`,
    ],
    [
      'a value deep inside',
      { ...spec, operations: { list: { ...operations.list, parameters: { 'query limit': 'integer, default 25' } } } },
      'f.yaml:8: operations.list.parameters.query limit: here is integer, default 10, the spec says integer, default 25: write integer, default 25 here, or mend the spec',
    ],
    [
      'a fact that the spec has no more',
      { ...spec, operations: { list: { ...operations.list, answers: { 200: 'Page' } } } },
      'f.yaml:11: operations.list.answers.404: the spec has no such fact: remove it here, or mend the spec',
    ],
    [
      'a fact that the spec has beside them',
      { ...spec, operations: { ...operations, add: { call: 'POST /a', answers: { 200: 'nothing' } } } },
      'f.yaml:5: operations: the spec also has add: write below this line, or mend the spec\n  add:\n    call: POST /a\n    answers:\n      "200": nothing',
    ],
  ])('%s', (_, facts, told) => {
    expect(compareFacts('f.yaml', source, facts)).toEqual([told]);
  });

  test('nothing is told of the same facts', () => {
    expect(compareFacts('f.yaml', source, spec)).toEqual([]);
  });

  test('a file that is no YAML is told with its place', () => {
    expect(() => compareFacts('f.yaml', 'a: b: c', spec)).toThrow(/f\.yaml: .* at line 1/);
  });
});
