import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Document, Schema } from '../src/generate/document.ts';
import { fieldRows } from '../src/generate/field-rows.ts';
import { generateFiles } from '../src/generate/files.ts';
import { checkSpec, formatProblem } from '../src/spec/check.ts';
import { annotations } from '../src/spec/rules/schema-keywords.ts';
import { type Edit, mutate, specFolder } from './mutation.ts';

const SIZE: Schema = { type: 'integer', minimum: 1, default: 10 };
const TREE: Schema = { type: 'object', properties: { next: { $ref: '#/components/schemas/Tree' } } };
const DOCUMENT: Document = {
  info: { title: '' },
  servers: [{ url: '' }],
  paths: {},
  components: { schemas: { Size: SIZE, Tree: TREE } },
};

/** The rows of a field `f`: name, type, whether it is required, default and limits. */
function rowsOf(schema: Schema): string[] {
  return fieldRows(DOCUMENT, 'f', schema, false).map(({ name, type, required, default: value, limits }) =>
    [name, type, required ? 'required' : '', value, limits].filter(Boolean).join('; '),
  );
}

const LIMITS: readonly (readonly [Schema, string])[] = [
  [{ type: 'integer', minimum: 0 }, 'f; integer; at least 0'],
  [{ type: 'number', exclusiveMinimum: 0 }, 'f; number; more than 0'],
  [{ type: 'integer', maximum: 9 }, 'f; integer; at most 9'],
  [{ type: 'number', exclusiveMaximum: 9.5 }, 'f; number; less than 9.5'],
  [{ type: 'integer', multipleOf: 5 }, 'f; integer; a multiple of 5'],
  [{ type: 'string', minLength: 2, maxLength: 20 }, 'f; string; at least 2 characters, at most 20 characters'],
  [{ type: 'string', pattern: '^a|b$' }, 'f; string; of the form `^a|b$`'],
  [{ type: 'array', minItems: 2, maxItems: 4 }, 'f; unknown[]; at least 2 items, at most 4 items'],
  [{ type: 'array', uniqueItems: true }, 'f; unknown[]; no item twice'],
  [{ type: 'array', uniqueItems: false }, 'f; unknown[]'],
  [{ type: 'object', minProperties: 2, maxProperties: 3 }, 'f; object; at least 2 fields, at most 3 fields'],
  [{ type: 'array', items: { type: 'string', maxLength: 2 } }, 'f; string[]; each item at most 2 characters'],
  [{ type: 'string', default: '' }, 'f; string; `""`'],
  [{ type: 'boolean', default: false }, 'f; boolean; `false`'],
  [{ type: 'string', format: 'date-time' }, 'f; string (date-time)'],
  [{ type: 'string', enum: ['A', 'B'], default: 'B' }, 'f; "A" | "B"; `"B"`'],
  [{ type: 'string', const: 'A' }, 'f; "A"'],
  [{ $ref: '#/components/schemas/Size' }, 'f; Size; `10`; at least 1'],
  [{ type: 'array', items: { $ref: '#/components/schemas/Size' } }, 'f; Size[]; each item at least 1'],
];

describe('the inventory gives the type, the default and the limits of a field', () => {
  test.each(LIMITS)('%o', (schema, row) => {
    expect(rowsOf(schema)).toEqual([row]);
  });

  test('every keyword that limits a value is among them', () => {
    const others = /^(title|description|deprecated|examples?|externalDocs|(read|write)Only|content.*)$/;
    const keywords = LIMITS.flatMap(([schema]) => [...Object.keys(schema), ...Object.keys(schema.items ?? {})]);
    expect(annotations.filter((keyword) => !others.test(keyword) && !keywords.includes(keyword))).toEqual([]);
  });

  test.each<[string, Schema, string[]]>([
    [
      'of an object that is written in place',
      { type: 'object', required: ['a'], properties: { a: { type: 'string', maxLength: 9 }, b: SIZE } },
      ['f; object', 'f.a; string; required; at most 9 characters', 'f.b; integer; `10`; at least 1'],
    ],
    [
      'of the objects of a list',
      { type: 'array', items: { type: 'object', properties: { a: SIZE } } },
      ['f; object[]', 'f[].a; integer; `10`; at least 1'],
    ],
    [
      'of a map',
      { type: 'object', additionalProperties: { type: 'object', properties: { a: SIZE } } },
      ['f; object', 'f.*; object', 'f.*.a; integer; `10`; at least 1'],
    ],
    [
      'of alternatives',
      { anyOf: [{ type: 'object', properties: { a: SIZE } }, { $ref: '#/components/schemas/Tree' }, { type: 'null' }] },
      ['f; object | Tree | null', 'f.a; integer; `10`; at least 1'],
    ],
    [
      'of a composition',
      { allOf: [{ $ref: '#/components/schemas/Tree' }, { type: 'object', properties: { a: SIZE } }], required: ['a'] },
      ['f; Tree & object', 'f.a; integer; required; `10`; at least 1'],
    ],
    [
      'of a schema inside itself, but not without end',
      { type: 'object', properties: { tree: TREE } },
      ['f; object', 'f.tree; object', 'f.tree.next; Tree'],
    ],
    [
      'that may be null, or a list of such',
      { type: ['array', 'null'], items: { type: ['string', 'null'] } },
      ['f; (string | null)[] | null'],
    ],
  ])('%s', (_, schema, rows) => {
    expect(rowsOf(schema)).toEqual(rows);
  });
});

/** The generated files for the valid spec with these edits. */
async function generated(...edits: readonly Edit[]): Promise<Readonly<Record<string, string>>> {
  const file = join(await specFolder(), 'openapi.yaml');
  await writeFile(file, mutate(edits).text);
  const checked = await checkSpec(file, { vendor: 'folders' });
  if (!checked.ok) throw new Error(checked.problems.map(formatProblem).join('\n'));
  return generateFiles('folders', checked.document);
}

const LIMIT: Edit = ['schema: { type: integer }', 'schema: { type: integer, default: 20, maximum: 50 }'];
const TEXT: Edit = ['description: The text to keep.', 'description: The text to keep.\n          maxLength: 500'];
const COLOUR: Edit = ['enum: [RED, BLUE]', 'enum: [RED, BLUE]\n          default: BLUE'];

test('a default and a limit of the spec reach the inventory and the doc comments, of parameters, bodies and models', async () => {
  const { 'api.md': inventory = '', 'src/generated/operations.ts': operations = '' } = await generated(
    LIMIT,
    TEXT,
    COLOUR,
  );
  expect(inventory).toContain('| limit | query | integer | no | `20` | at most 50 |\n');
  expect(inventory).toContain('| text | body | string | yes |  | at most 500 characters |\n');
  expect(inventory).toContain('| colour | body | "RED" \\| "BLUE" | no | `"BLUE"` |  |\n');
  expect(inventory).toContain('| text | string | yes |  | at most 500 characters |\n');
  expect(operations).toContain('* How many notes to return.\n   *\n   * Default: `20`. At most 50.\n');
  expect(operations).toContain('* The text to keep.\n   *\n   * At most 500 characters.\n');
});

test('a column in which nothing stands is left out', async () => {
  const { 'api.md': inventory = '' } = await generated();
  expect(inventory).toContain('| input | in | type | required |\n');
});

test('the inventory says what a refusal means, and what else a request and a refusal hold', async () => {
  const { 'api.md': inventory = '' } = await generated([
    'description: The note is wrong.',
    'description: |\n            Too many\n            notes | at once.\n\n            Or so.\n          x-repeatable: true',
  ]);
  expect(inventory).toContain('| refusal | kind | sent again | meaning |\n');
  expect(inventory).toContain('| 400 | `rejected` | yes | Too many notes \\| at once. |\n');
  expect(inventory).toContain('| 404 | `not-found` | no | No such folder. |\n');
  expect(inventory).toContain('Every request carries `Content-Type: application/json`');
  expect(inventory).toContain('of the answer that has one: `error`.');
});

test('the inventory gives the defaults that the README of http gives', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../packages/http/README.md'), 'utf8');
  const number = (option: string) =>
    Number(
      readme.match(new RegExp(`^\\| \`${option}\` +\\|[^|]+\\|[^|]+\\| ([\\d ]+) \\|`, 'm'))?.[1]?.replaceAll(' ', ''),
    );
  const { 'api.md': inventory = '' } = await generated();
  expect(inventory).toContain(`up to \`maxAttempts\` requests (${number('maxAttempts')} by default)`);
  expect(inventory).toContain(`\`timeout\` (${number('timeout') / 1000} s by default)`);
  expect(inventory).toContain(`\`deadline\` (${number('deadline') / 1000} s by default)`);
});

test('the inventory says what is missing where an error has no code', async () => {
  const { 'api.md': inventory = '' } = await generated(['x-error-code-keys: [error]\n', '']);
  expect(inventory).toContain("The spec names no key of a refusal that holds the vendor's code (`x-error-code-keys`)");
});

test('a result without a name in the spec has a section among the models', async () => {
  const inline =
    'type: object\n                properties: { all: { $ref: "#/components/schemas/Notes", description: All. } }';
  const { 'api.md': inventory = '' } = await generated(
    ['$ref: "#/components/schemas/Notes"', inline],
    ['$ref: ./notes.yaml', 'value: {}'],
  );
  expect(inventory).toContain('Output: 200 `ListNotesResult`.');
  expect(inventory).toContain(
    '### `ListNotesResult`\n\n| field | type | required |\n| --- | --- | --- |\n| all | Notes | no |\n',
  );
});
