import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';

const SPEC = join(import.meta.dirname, '../../../specs/brandlovers');
const PACKAGE = join(import.meta.dirname, '../../brandlovers');

const NEW_OPERATION = `
  /ticket/{ticketId}/rating:
    parameters:
      - $ref: '#/components/parameters/TicketId'
    put:
      operationId: rateTicket
      tags: [Tickets]
      summary: Rate a ticket
      description: Says how the conversation went.
      requestBody:
        description: The rating.
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Rating'
            examples:
              good: { summary: A good one, value: { stars: 5, labels: [fast], author: { name: Ana } } }
      responses:
        '200':
          description: The rating as kept.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Rating'
              examples:
                good: { summary: A good one, value: { stars: 5, labels: [fast], author: { name: Ana } } }
        '409':
          description: Rated before.
          x-error-kind: rejected
components:
  schemas:
    Rating:
      type: object
      description: How a conversation went.
      required: [stars]
      properties:
        stars: { type: integer, description: From 1 to 5. }
        labels:
          type: array
          description: Words for it.
          items: { type: string }
        author:
          type: object
          description: Who rated.
          required: [name]
          properties:
            name: { type: [string, 'null'], description: The name. }
`;

const CALL = `
import { createBrandlovers, type Rating } from './src/generated/index.ts';

const brandlovers = createBrandlovers({ token: 't', baseUrl: process.argv[2] ?? '' });
const rating: Rating = await brandlovers.rateTicket({ ticketId: 'a', stars: 4, labels: ['kind'], author: { name: null } });
console.log(JSON.stringify(rating));
// @ts-expect-error a nested key that the model does not have
await brandlovers.rateTicket({ ticketId: 'a', stars: 4, author: { nam: 'x' } }).catch((error) => console.log(error.message));
// @ts-expect-error a required field of the new model
await brandlovers.rateTicket({ ticketId: 'a' }).catch((error) => console.log(error.message));
`;

/** Edits that make a spec one that is refused; the lint's own tests have more. */
const BROKEN_SPECS: [string, (spec: string) => string][] = [
  ['a syntax error', (spec: string) => spec.replace('paths:\n', 'paths: [\n')],
  ['an unresolved $ref', (spec: string) => spec.replace('parameters/Offset', 'parameters/Nowhere')],
  ['a duplicate operation id', (spec: string) => spec.replace('operationId: listTickets', 'operationId: createTicket')],
  [
    'an extension of ours in a wrong place',
    (spec: string) => spec.replace('x-paging:', 'x-repeatable: true\n      x-paging:'),
  ],
  [
    'a body field with the name of a path parameter',
    (spec: string) =>
      spec.replace(
        '        ticketStatus:\n',
        '        ticketId: { type: string, description: Twice. }\n        ticketStatus:\n',
      ),
  ],
];

/** A copy of the package and its spec, inside the package so that its dependencies resolve. */
async function scratch(change: (spec: string) => string) {
  const folder = await mkdtemp(join(import.meta.dirname, '.scratch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(SPEC, join(folder, 'spec'), { recursive: true, filter: (path) => !path.includes('node_modules') });
  await cp(join(PACKAGE, 'src'), join(folder, 'src'), { recursive: true });
  for (const file of ['api.md', 'openapi.json']) await cp(join(PACKAGE, file), join(folder, file));
  const spec = join(folder, 'spec/openapi.yaml');
  await writeFile(spec, change(await readFile(spec, 'utf8')));
  const generate = () =>
    run(folder, join(PACKAGE, 'node_modules/.bin/ticketbridge-generate'), '--vendor', 'brandlovers', '--spec', spec);
  return { folder, generate };
}

async function run(cwd: string, command: string, ...args: readonly string[]) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve, reject) => child.on('exit', resolve).on('error', reject));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { stdout, stderr, code };
}

async function generatedFiles(folder: string): Promise<Record<string, string>> {
  const names = await readdir(join(folder, 'src/generated'));
  const files = [...names.map((name) => `src/generated/${name}`), 'api.md', 'openapi.json'].sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const)),
  );
}

describe('generation', () => {
  test('a new operation with a new model can be called, typed and documented, with no edit by hand', async () => {
    const { folder, generate } = await scratch((spec) => {
      const [paths = '', schemas = ''] = NEW_OPERATION.split('components:\n  schemas:\n');
      return spec
        .replace('\ncomponents:\n', `${paths.trimEnd()}\ncomponents:\n`)
        .replace('  schemas:\n', `  schemas:\n${schemas}`);
    });
    expect(await generate()).toMatchObject({ code: 0, stderr: '' });
    await writeFile(join(folder, 'call.ts'), CALL);
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../../../../tsconfig.base.json',
        compilerOptions: { types: ['node'] },
        include: ['call.ts', 'src'],
      }),
    );
    expect(await run(folder, join(PACKAGE, 'node_modules/.bin/tsc'), '-p', '.')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });

    const server = createServer(async (request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(await text(request));
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const called = await run(folder, process.execPath, '--conditions=@ticketbridge/source', 'call.ts', baseUrl);
    expect(called).toMatchObject({ code: 0, stderr: '' });
    expect(called.stdout.trim().split('\n')).toEqual([
      '{"stars":4,"labels":["kind"],"author":{"name":null}}',
      'brandlovers.rateTicket: "author.nam" is not a field; known fields: name',
      'brandlovers.rateTicket: "stars" is missing: it must be of type integer',
    ]);
    expect(await readFile(join(folder, 'api.md'), 'utf8')).toContain('`PUT /ticket/{ticketId}/rating`: Rate a ticket.');
  });

  test('the same spec gives the same bytes, in another folder too', async () => {
    const { folder, generate } = await scratch((spec) => spec);
    await rm(join(folder, 'src/generated'), { recursive: true });
    await generate();
    expect(await generatedFiles(folder)).toEqual(await generatedFiles(PACKAGE));
  });

  test.each(BROKEN_SPECS)(
    '%s ends it with file, line and column, and leaves the last good files as they were',
    async (_, breakSpec) => {
      const { folder, generate } = await scratch((text) => {
        expect(breakSpec(text)).not.toBe(text);
        return breakSpec(text);
      });
      const { code, stderr } = await generate();
      expect(code).toBe(1);
      expect(stderr).toMatch(/openapi\.yaml:\d+:\d+ /);
      expect(await generatedFiles(folder)).toEqual(await generatedFiles(PACKAGE));
    },
  );
});
