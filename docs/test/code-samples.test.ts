import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { readSpecs } from '../src/generated-pages/specs.ts';
import { isObject, type Json } from '../src/provenance/json.ts';
import { withCodeSamples } from '../src/reference/code-samples.ts';

const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'samples-'));
after(() => rm(folder, { recursive: true }));

function operationsOf(document: Json): Json[] {
  const items = Object.values(isObject(document.paths) ? document.paths : {});
  return items
    .flatMap((item) => Object.values(Object(item)))
    .filter(isObject)
    .filter(({ operationId }) => operationId !== undefined);
}

/** The samples of a document by their operations. */
function samplesOf(document: Json): (readonly [operation: string, sample: string])[] {
  return operationsOf(document).flatMap((operation) => {
    const [sample] = Array.isArray(operation['x-codeSamples']) ? operation['x-codeSamples'] : [];
    return isObject(sample) ? [[String(operation.operationId), String(sample.source)] as const] : [];
  });
}

/** A program with each sample: the variables in it are of the types that the client asks for. */
function programOf(vendor: string, samples: ReturnType<typeof samplesOf>): string {
  const client = `${vendor.charAt(0).toUpperCase()}${vendor.slice(1)}`;
  const functions = samples.map(([operation, sample]) => {
    const variables = [...sample.matchAll(/(?<=[{,]\s*)(\w+)(?=\s*[,}])/g)].map(([name]) => name);
    const input = `{ ${variables.join(', ')} }: NonNullable<Parameters<${client}['${operation}']>[0]>`;
    return `export async function ${operation}(${vendor}: ${client}, ${input}): Promise<void> {\n${sample}\n}`;
  });
  const entry = join(root, 'packages', vendor, 'src/generated/index.ts');
  return `import type { ${client} } from '${entry}';\n\n${functions.join('\n\n')}\n`;
}

test('each operation of a spec at the house rules has a sample, which compiles as a call of its client', async () => {
  for (const { vendor, document } of (await readSpecs(root)).filter(({ isYoung }) => !isYoung)) {
    const samples = samplesOf(withCodeSamples(document, vendor));
    assert.equal(samples.length, operationsOf(document).length);
    await writeFile(join(folder, `${vendor}.mts`), programOf(vendor, samples));
  }
  const options = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { noUnusedParameters: false },
    include: ['*.mts'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
  const tsc = join(import.meta.dirname, '../node_modules/typescript-7/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(({ stdout }) => assert.fail(stdout));
});

test('a call has its parameters as variables, and the first example of its body', () => {
  const document = {
    components: { parameters: { Id: { name: 'id', in: 'path', required: true } } },
    paths: {
      '/{id}': {
        parameters: [{ $ref: '#/components/parameters/Id' }],
        post: {
          operationId: 'write',
          parameters: [{ name: 'limit', in: 'query' }],
          requestBody: {
            content: { json: { examples: { one: { value: { text: 'it\'s "so"', tags: ['a'], of: { n: 1 } } } } } },
          },
        },
        get: { operationId: 'read' },
      },
      '/': { get: { operationId: 'list' } },
    },
  };
  assert.deepEqual(samplesOf(withCodeSamples(document, 'museum')), [
    ['write', "await museum.write({\n  id,\n  text: 'it\\'s \"so\"',\n  tags: ['a'],\n  of: { n: 1 },\n});"],
    ['read', 'await museum.read({ id });'],
    ['list', 'await museum.list();'],
  ]);
});
