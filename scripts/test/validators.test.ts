import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { compileValidators, emitValidators, type SchemaDocument } from '../src/sandbox/validators.ts';

type Validators = ReturnType<typeof compileValidators>;

/** Imports the module that is emitted of schemas. */
async function emitted(documents: readonly SchemaDocument[]): Promise<Validators> {
  // Inside the package, so that it finds its import.
  const folder = await mkdtemp(join(import.meta.dirname, '.scratch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'validators.js');
  await writeFile(file, emitValidators(documents));
  const { validators }: { readonly validators: Validators } = await import(pathToFileURL(file).href);
  return validators;
}

function judge(validators: Validators, name: string, value: unknown): unknown {
  const validate = validators[name];
  if (validate === undefined) throw new Error(`no validator ${name}`);
  return validate(value) ? 'valid' : validate.errors?.[0];
}

const tree = {
  type: 'object',
  properties: { inner: { type: 'array', items: { $ref: '#/components/schemas/tree' } } },
  required: ['inner'],
};

const SCHEMAS: Readonly<Record<string, unknown>> = {
  anything: true,
  nothing: false,
  'a/b~c d': { type: 'integer', minimum: 1 },
  number: { type: 'number', multipleOf: 0.5 },
  text: { type: 'string', minLength: 2, maxLength: 3, pattern: '^[a-z"\\u00e9/]+$' },
  'require("x")': { const: 'require("ajv/dist/runtime/equal").default' },
  time: { type: 'string', format: 'date-time' },
  unknownFormat: { type: 'string', format: 'unheard-of' },
  values: { enum: [1, 'one', null, { a: [1] }] },
  distinct: { type: 'array', uniqueItems: true },
  tuple: { prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
  either: { oneOf: [{ type: 'string' }, { type: 'object', required: ['__proto__'] }] },
  names: { propertyNames: { maxLength: 3 }, patternProperties: { '^x': { type: 'integer' } } },
  tree: { $ref: '#/components/schemas/tree', unevaluatedProperties: false, 'x-declared': ['inner'] },
  bareTree: { $ref: '#/components/schemas/tree' },
};

/** Times around the edges of the form that is taken at one look. */
const TIMES = ['2026', '0000'].flatMap((year) =>
  ['00-01', '01-00', '02-28', '02-29', '02-30', '12-31', '13-01', '2-03'].flatMap((day) =>
    [
      '00:00:00Z',
      '23:59:59.123Z',
      '24:00:00Z',
      '23:60:00Z',
      '23:59:60Z',
      '09:00:60Z',
      '09:00:00.Z',
      '09:00:00',
      '09:00:00+01:00',
    ].flatMap((time) => [
      `${year}-${day}T${time}`,
      `${year}-${day}t${time}`,
      `${year}-${day} ${time.toLowerCase()}`,
      `${year}-${day}T${time}\n`,
    ]),
  ),
);

const VALUES = [
  ...TIMES,
  ...[0, 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, null, true, 'ab', 'é"/', '😀', 'abcd', ''],
  ...['one', '2026-03-01T09:00:00Z', '2026-03-01', 'require("ajv/dist/runtime/equal").default', [], [1, 1], ['a', 1]],
  ...[
    [{ a: 1 }, { a: 1 }],
    {},
    { a: [1] },
    { a: [2] },
    { x: 1 },
    { x: 'y' },
    { long: 1 },
    JSON.parse('{"__proto__":1}'),
  ],
  ...[
    { inner: [] },
    { inner: [{ inner: [] }] },
    { inner: [{}] },
    { inner: [], outer: 1 },
    { inner: [{ inner: [], y: 1 }] },
  ],
];

test('a module of validators judges each value as Ajv does, with the same first error', async () => {
  const documents = [{ $id: 'all', components: { schemas: { tree } }, validators: SCHEMAS }];
  const [compiled, module] = [compileValidators(documents), await emitted(documents)];
  expect(Object.keys(module)).toEqual(Object.keys(SCHEMAS));
  for (const name of Object.keys(SCHEMAS)) {
    const judged = VALUES.map((value) => judge(module, name, value));
    expect(judged, name).toEqual(VALUES.map((value) => judge(compiled, name, value)));
  }
});

test('an error holds the schema that its keyword stands in', async () => {
  const parent = { type: 'object', title: 'Ticket', additionalProperties: false };
  const module = await emitted([{ $id: 'all', validators: { closed: parent } }]);
  expect(judge(module, 'closed', { a: 1 })).toMatchObject({ parentSchema: parent });
});

test('equal schemas of a document have one validator, those of two documents not', async () => {
  const ref = { $ref: '#/components/schemas/it' };
  const module = await emitted([
    { $id: 'one', components: { schemas: { it: { type: 'string' } } }, validators: { a: ref, b: { ...ref } } },
    { $id: 'two', components: { schemas: { it: { type: 'integer' } } }, validators: { c: ref } },
  ]);
  expect(module.a).toBe(module.b);
  expect([judge(module, 'a', 'text'), judge(module, 'c', 1)]).toEqual(['valid', 'valid']);
  expect(judge(module, 'c', 'text')).not.toBe('valid');
});

test('a module makes no code of text, and requires nothing', () => {
  const text = emitValidators([{ $id: 'all', components: { schemas: { tree } }, validators: SCHEMAS }]);
  expect(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')).not.toMatch(/\b(eval|Function|require)\b/);
});
