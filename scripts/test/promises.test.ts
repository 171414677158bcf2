import { describe, expect, test } from 'vitest';
import { asDocument } from '../src/generate/document.ts';
import { emitIndex, emitOperations } from '../src/generate/emit-operations.ts';
import { generateFiles } from '../src/generate/files.ts';
import { readOperations } from '../src/generate/model.ts';
import { specs } from './spec-changes/specs.ts';

type Document = (typeof specs)[keyof typeof specs];
type Schema = Readonly<Record<string, unknown>>;

/** What says something of a value without changing its type, and a default of that type. */
const REMARKS: Readonly<Record<string, Schema>> = {
  string: { minLength: 2, maxLength: 9, pattern: '^a', format: 'uuid', default: 'a' },
  integer: { minimum: 1, maximum: 9, multipleOf: 3, format: 'int32', default: 3 },
  number: { exclusiveMinimum: 1, exclusiveMaximum: 9, default: 3 },
  boolean: { default: false },
  array: { minItems: 1, maxItems: 9, uniqueItems: true, default: [] },
  object: { minProperties: 1, maxProperties: 9, default: {} },
};

/** Copies a document with each of its schemas changed, wherever it stands. */
function withSchemas<Node>(node: Node, change: (schema: Schema) => object): Node {
  return JSON.parse(JSON.stringify(node), (_, value: unknown) => (isSchema(value) ? change(value) : value));
}

function isSchema(value: unknown): value is Schema {
  return [Object(value).type].flat().some((type) => Object.hasOwn(REMARKS, String(type)));
}

function remarked({ default: _, ...schema }: Schema): object {
  const [type = ''] = [schema.type].flat().map(String);
  const values: unknown = schema.enum;
  return { ...schema, ...REMARKS[type], ...(Array.isArray(values) && { default: values[0] }) };
}

/** What is generated for TypeScript, without comments. */
async function codeOf(vendor: string, document: Document): Promise<Record<string, string>> {
  const files = Object.entries(await generateFiles(vendor, document)).filter(([name]) => name.endsWith('.ts'));
  return Object.fromEntries(files.map(([name, text]) => [name, text.replaceAll(/\s*\/\*\*[\s\S]*?\*\//g, '')]));
}

/** The table by which a client checks what it sends. */
function tableOf(vendor: string, spec: Document): string {
  const document = asDocument(spec);
  return emitOperations(vendor, document, readOperations(document)).split('export const api')[1] ?? '';
}

const all = Object.entries(specs);
/** Those of our vendors say less than the third does. */
const generated = process.env.EXHAUSTIVE ? all : all.filter(([vendor]) => vendor === 'parcels');

test.each(generated)('defaults, limits, patterns and formats change no type and no check: %s', async (vendor, spec) => {
  const changed = withSchemas(spec, remarked);
  expect(changed).not.toEqual(spec);
  expect(await codeOf(vendor, changed)).toEqual(await codeOf(vendor, spec));
});

test.each(all)('the values of an enum change no check: %s', (vendor, spec) => {
  const changed = withSchemas(spec, ({ enum: values, ...schema }) => ({
    ...schema,
    ...(values ? { enum: ['X'] } : {}),
  }));
  expect(changed).not.toEqual(spec);
  expect(tableOf(vendor, changed)).toBe(tableOf(vendor, spec));
});

describe.each(generated)('%s', (vendor, spec) => {
  const enums: (readonly string[])[] = [];
  withSchemas(spec, (schema) => {
    const { 'x-extensible-enum': values } = schema;
    if (Array.isArray(values)) enums.push(values);
    return schema;
  });

  test('an enum of an answer admits any other text', async () => {
    const { 'src/generated/schema.ts': types = '' } = await generateFiles(vendor, spec);
    const open = [...types.matchAll(/[:(] ?((?:"\w+" \| )+)\(string & \{\}\)/g)].map(([, known]) => known);
    expect(open).toEqual(enums.map((values) => values.map((value) => `"${value}" | `).join('')));
    expect(enums.length).toBeGreaterThan(0);
  });

  test('a client exports the types of its schemas and operations, by their names, and none that they are made of', () => {
    const document = asDocument(spec);
    const index = emitIndex(vendor, document, readOperations(document));
    const names = /export type \{([^}]*)\} from '.\/operations.ts'/.exec(index)?.[1]?.match(/\w+/g) ?? [];
    const schemas = Object.keys(spec.components?.schemas ?? {});
    const ids = readOperations(document).map(({ id }) => id);
    const isOfOperation = (name: string) => ids.some((id) => new RegExp(`^${id}(Input|Result\\d*)$`, 'i').test(name));
    const others = names.filter((name) => !schemas.includes(name) && !isOfOperation(name));
    expect(others).toEqual([`${vendor.charAt(0).toUpperCase()}${vendor.slice(1)}Operations`]);
    expect(index.match(/from '[^']*'/g)).toEqual(
      ['@ticketbridge/http', './client.ts', './operations.ts', './operations.ts'].map((from) => `from '${from}'`),
    );
  });
});
