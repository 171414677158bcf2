import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Api, createOperations } from '@ticketbridge/http';
import { type CheckedSpec, checkSpec, formatProblem, generateFiles, importSpec } from '@ticketbridge/scripts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf } from './generated-document.ts';
import { foreignSpec } from './generated-foreign.ts';
import { type DescribedCall, describedCalls, plainRequest } from './generated-requests.ts';
import { spec } from './generated-specs.ts';
import { at, type Node } from './generated-values.ts';

const RANDOM_SPECS = process.env.EXHAUSTIVE ? 300 : 3;
/** A guard against a hang, for so many specs on a shared machine. */
const LONG = 600_000;
const TOKEN = 'a:token';

const call = { method: 'post', segments: [], body: undefined, answer: undefined, status: '202' };
const credential = { in: 'header', name: 'key' };
const object = { type: 'object', properties: { text: { type: 'string', description: 'A text.' } } };

/** What a random spec seldom is. */
const fixedSpecs: readonly Node[] = [
  // Nothing is imported that nothing uses.
  documentOf({
    credential,
    contentType: undefined,
    schemas: [],
    operations: [{ ...call, id: 'ping', parameters: { shared: [], own: [] } }],
  }),
  // Names that are none in TypeScript, and a parameter that the operation changes.
  documentOf({
    credential: { in: 'query', name: 'a b' },
    contentType: 'application/json',
    schemas: [
      ...['with-dash', 'a.b', '1st', 'class', 'string', 'components', 'operations', '_'],
      ...['404', '0', '1.5', '1e-7', '-1', '1.0', 'NaN', 'Infinity'],
    ].map((name) => [name, object]),
    operations: [
      {
        ...call,
        id: 'delete',
        parameters: {
          shared: [{ name: 'limit', in: 'query', description: 'How many.', schema: { type: 'string' } }],
          own: [{ name: 'limit', in: 'query', description: 'How many.', required: true, schema: { type: 'integer' } }],
        },
      },
    ],
  }),
  // An answer that is one of several objects.
  documentOf({
    credential,
    contentType: undefined,
    schemas: [],
    operations: [
      {
        ...call,
        id: 'ask',
        parameters: { shared: [], own: [] },
        answer: { anyOf: [object, { type: 'object', properties: {} }] },
      },
    ],
  }),
];

interface Generated {
  readonly folder: string;
  /** What it is generated from. */
  readonly document: unknown;
  readonly calls: readonly DescribedCall[];
}

let scratch: string;
const generated: Generated[] = [];
const refused: string[] = [];
/** Problems of documents that mean what is generated. */
const notImported: string[] = [];

beforeAll(async () => {
  scratch = await mkdtemp(join(import.meta.dirname, '.scratch-'));
  const groups = { fixed: fixedSpecs, random: fc.sample(spec, RANDOM_SPECS) };
  for (const [group, specs] of Object.entries(groups)) {
    for (const [index, document] of specs.entries()) {
      const folder = await folderOf(`${group}${index}`, document);
      await generate(document, folder, await checkSpec(join(folder, 'openapi.yaml'), { vendor: 'calls' }));
    }
  }
  for (const [index, { written, meant }] of fc.sample(foreignSpec, RANDOM_SPECS).entries()) {
    const folder = await folderOf(`foreign${index}`, meant);
    const options = { vendor: 'calls', rules: 'generation' } as const;
    const checked = await checkSpec(join(folder, 'openapi.yaml'), options);
    if (!checked.ok) {
      await generate(meant, folder, checked);
      continue;
    }
    await writeFile(join(folder, 'written.yaml'), JSON.stringify(written, null, 2));
    const imported = await importSpec(join(folder, 'written.yaml'), options);
    if (!imported.ok) {
      notImported.push(...imported.problems.map(formatProblem));
      continue;
    }
    await writeFile(join(folder, 'openapi.yaml'), imported.text);
    await generate(meant, folder, await checkSpec(join(folder, 'openapi.yaml'), options));
  }
}, LONG);
afterAll(() => rm(scratch, { recursive: true }));

async function folderOf(name: string, document: Node): Promise<string> {
  const folder = join(scratch, name);
  await mkdir(folder);
  await writeFile(join(folder, 'openapi.yaml'), JSON.stringify(document, null, 2));
  return folder;
}

async function generate(document: Node, folder: string, checked: CheckedSpec): Promise<void> {
  if (!checked.ok) {
    refused.push(...checked.problems.map(formatProblem));
    return;
  }
  const calls = describedCalls(document, TOKEN);
  const files = { ...(await generateFiles('calls', checked.document)), 'use.ts': programOf(calls) };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  generated.push({ folder, document: checked.document, calls });
}

/** A program that gives each operation the input that the spec describes, and takes the answer that it describes. */
function programOf(calls: readonly DescribedCall[]): string {
  const answers = calls.map(({ operation, answer: { value } }, index) => {
    const type = `Awaited<ReturnType<CallsOperations['${operation}']>>`;
    return value === undefined ? '' : `export const answer${index}: ${type} = ${JSON.stringify(value)};`;
  });
  return [
    `import type { CallsOperations } from './src/generated/index.ts';`,
    `export async function use(client: CallsOperations): Promise<void> {`,
    // There may be no call of which a valid input can be made.
    'void client;',
    ...calls.map(({ operation, input }) => `await client.${operation}(${JSON.stringify(input)});`),
    `}`,
    ...answers,
  ].join('\n');
}

test('a spec is generated, or refused with file, line and column', () => {
  for (const problem of refused) expect(problem).toMatch(/openapi\.yaml:\d+:\d+ [\w/-]+ \S/);
  expect(refused.filter((problem) => problem.includes('/fixed'))).toEqual([]);
  // Of few, each may be refused.
  const atLeast = fixedSpecs.length + (process.env.EXHAUSTIVE ? RANDOM_SPECS / 2 : 0);
  expect(generated.length).toBeGreaterThanOrEqual(atLeast);
});

test('what is written otherwise is imported as what it means', () => {
  expect(notImported).toEqual([]);
});

test(
  'what is generated compiles, and takes and gives what the spec describes',
  async () => {
    const config = {
      extends: '../../../../tsconfig.base.json',
      compilerOptions: { skipLibCheck: false },
      include: ['**/*.ts'],
    };
    await writeFile(join(scratch, 'tsconfig.json'), JSON.stringify(config));
    expect(await compile(scratch)).toBe('');
  },
  LONG,
);

function compile(folder: string): Promise<string> {
  const tsc = join(import.meta.dirname, '../node_modules/.bin/tsc');
  return new Promise((resolve) => {
    execFile(tsc, ['-p', folder, '--pretty', 'false'], (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

test('a call is the request that the spec describes, and gives the answer that it describes', async () => {
  for (const { folder, calls } of generated) {
    const { api }: { readonly api: Api } = await import(join(folder, 'src/generated/operations.ts'));
    for (const { operation, input, request, answer } of calls) {
      const sent: unknown[] = [];
      const { status, value = { status } } = answer;
      const options = {
        // Every operation of a random spec may need none.
        ...('token' in api.secrets && { token: TOKEN }),
        async fetch(url: string, init: RequestInit): Promise<Response> {
          sent.push(plainRequest(url, init));
          return new Response(answer.value === undefined ? null : JSON.stringify(answer.value), { status });
        },
      };
      const client = createOperations<Record<string, (input: Node) => Promise<unknown>>>(api, options);
      const given = await client[operation]?.(input).catch((error: unknown) => error);
      const place = { folder, operation };
      expect({ ...place, sent, given }).toEqual({ ...place, sent: [request], given: value });
    }
  }
});

test('an answer of another JSON type is no value', async () => {
  for (const { folder, calls } of generated) {
    const { api }: { readonly api: Api } = await import(join(folder, 'src/generated/operations.ts'));
    for (const { operation, input, answer } of calls.filter(({ answer: { value } }) => value !== undefined)) {
      const options = { ...('token' in api.secrets && { token: TOKEN }), fetch: async () => Response.json('text') };
      const client = createOperations<Record<string, (input: Node) => Promise<unknown>>>(api, options);
      const given = await client[operation]?.(input).catch((error: unknown) => error);
      const expected = answer.type === undefined ? 'text' : expect.objectContaining({ kind: 'protocol' });
      expect({ folder, operation, given }).toEqual({ folder, operation, given: expected });
    }
  }
});

test('what a spec describes is valid by the spec that is generated from', () => {
  for (const { folder, document, calls } of generated) {
    const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true });
    addFormats.default(ajv);
    // A part of allOf may say that it knows no field of the others, which nothing is generated from.
    ajv.removeKeyword('unevaluatedProperties');
    // Nor from what a vendor forbids in words of JSON Schema, which is the vendor's to judge.
    ajv.removeKeyword('not');
    const { components, paths } = Object(document);
    const operations = Object.values<Node>(paths).flatMap((item) => Object.values<Node>(Object(item)));
    for (const { operation, request, answer } of calls) {
      const { requestBody, responses } = operations.find(({ operationId }) => operationId === operation) ?? {};
      const bodies = [
        [requestBody, request.body],
        [Object(responses)[answer.status], answer.value],
      ];
      for (const [described, value] of bodies) {
        const schema = Object(at(document, described).content)['application/json']?.schema;
        if (schema === undefined || value === undefined) continue;
        const validate = ajv.compile({ components, allOf: [schema] });
        validate(value);
        const errors = (validate.errors ?? []).filter(({ params, parentSchema }) => {
          // What only the vendor sets is required of its answers alone.
          const missing = Object(parentSchema?.properties)[params.missingProperty];
          return at(document, missing).readOnly !== true;
        });
        expect({ folder, operation, value, errors }).toMatchObject({ errors: [] });
      }
    }
  }
});
