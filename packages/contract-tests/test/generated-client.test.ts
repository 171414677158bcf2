import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { checkSpec } from '@ticketbridge/scripts';
import { describe, expect, test } from 'vitest';
import { runBin, runFile, scratchFolder } from './scratch.ts';
import { answering, serve } from './server.ts';

/** Operations of a museum that exists in no spec folder, each with its own `security`, if it has one. */
function museum(security: string, schemes: string, own: Readonly<Record<string, string>> = {}): string {
  const paths = ['listHours', 'listVisits', 'openSession'].map(
    (id) => `  /${id}:
    get:
      operationId: ${id}
      tags: [Museum]
      summary: Call ${id}
      description: Calls ${id}.
${own[id] ? `      security: ${own[id]}\n` : ''}      responses:
        '200': { description: Done. }
        '404': { description: Nothing there., x-error-kind: not-found }
`,
  );
  return `openapi: 3.1.0
info: { title: Museum, version: '1', description: Made up., license: { name: MIT, identifier: MIT } }
servers: [{ url: 'https://museum.test' }]
${security}
tags: [{ name: Museum, description: All of it. }]
paths:
${paths.join('')}${schemes}`;
}

const OPEN = museum('', '');
const MIXED = museum(
  'security: [{ visitor: [] }]',
  `components:
  securitySchemes:
    visitor: { type: http, scheme: bearer, x-credential-option: token }
    desk: { type: http, scheme: basic, x-credential-option: login, description: The desk's account. }
`,
  { listHours: '[]', openSession: '[{ desk: [] }]' },
);

/** Generates a client and a program that uses it; resolves to their folder once both compile. */
async function compiled(spec: string, program: string): Promise<string> {
  const folder = await scratchFolder();
  await mkdir(join(folder, 'spec'));
  await writeFile(join(folder, 'spec/openapi.yaml'), spec);
  const generated = await runBin(folder, 'ticketbridge-generate', '--vendor', 'museum', '--spec', 'spec/openapi.yaml');
  expect(generated).toEqual({ code: 0, stdout: '', stderr: '' });
  await writeFile(join(folder, 'program.ts'), program);
  const compilerOptions = { types: ['node'] };
  const tsconfig = { extends: '../../../../tsconfig.base.json', compilerOptions, include: ['program.ts', 'src'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  expect(await runBin(folder, 'tsc', '-p', '.')).toEqual({ code: 0, stdout: '', stderr: '' });
  return folder;
}

const PROGRAM = `
import { createMuseum, type MuseumOptions } from './src/generated/index.ts';

const baseUrl = process.argv[2] ?? '';
function show(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    console.log(String(error));
  }
}
`;

describe('the client of an API that needs no credential', () => {
  test('has no option for one, and none has to be given', async () => {
    const folder = await compiled(
      OPEN,
      `${PROGRAM}
const options: MuseumOptions = {};
createMuseum();
createMuseum(options);
// @ts-expect-error an option that it does not have
show(() => createMuseum({ token: 'x' }));
await createMuseum({ baseUrl }).listHours();
`,
    );
    const { origin, arrivals } = await serve(answering(200));
    expect(await runFile(folder, 'program.ts', origin)).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^TicketbridgeError: museum: "token" is not an option; there are timeout, .+\n$/),
      stderr: '',
    });
    expect(arrivals.map(({ url }) => url)).toEqual(['/listHours']);
    expect(JSON.stringify(arrivals)).not.toMatch(/undefined|authorization/);
  });
});

describe('the client of an API whose operations need different credentials', () => {
  test('demands each that is sent, and sends each where it belongs', async () => {
    const folder = await compiled(
      MIXED,
      `${PROGRAM}
// @ts-expect-error both are needed
show(() => createMuseum({ token: 't' }));
// @ts-expect-error none is given
show(() => createMuseum());
show(() => createMuseum({ token: 't', login: 'no colon' }));
const options: MuseumOptions = { baseUrl, token: 't-1', login: async () => 'ana:pä' };
const museum = createMuseum(options);
await museum.listHours();
await museum.listVisits();
await museum.openSession();
`,
    );
    const { origin, arrivals } = await serve(answering(200));
    const { code, stdout, stderr } = await runFile(folder, 'program.ts', origin);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toEqual([
      'TicketbridgeError: museum: "login" must be "user:password" without control characters',
      'TicketbridgeError: museum: the options must be an object',
      'TicketbridgeError: museum: "login" must be "user:password" without control characters',
    ]);
    expect(arrivals.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/listHours', undefined],
      ['/listVisits', 'Bearer t-1'],
      ['/openSession', 'Basic YW5hOnDDpA=='],
    ]);
    const inventory = await readFile(join(folder, 'api.md'), 'utf8');
    expect(inventory.match(/^(The option|Credential:|### ).*/gm)).toEqual([
      'The option `token` is sent in a header: `authorization: Bearer {token}`.',
      '### `listHours`',
      'Credential: None is needed.',
      '### `listVisits`',
      '### `openSession`',
      'Credential: The option `login`, which is `user:password`, is sent in a header: `authorization: Basic base64(login)`.',
    ]);
  });
});

test('the inventory shows a key in the query as it is sent', async () => {
  const key =
    "{ type: apiKey, in: query, name: write key, x-credential-prefix: 'W&= ', x-credential-option: writeKey }";
  const folder = await compiled(
    museum('security: [{ write: [] }]', `components:\n  securitySchemes:\n    write: ${key}\n`),
    `${PROGRAM}
const options: MuseumOptions = { baseUrl, writeKey: 'k-1' };
show(() => createMuseum(options).listHours());
`,
  );
  const { origin, arrivals } = await serve(answering(200));
  expect(await runFile(folder, 'program.ts', origin)).toEqual({ code: 0, stdout: '', stderr: '' });
  const inventory = await readFile(join(folder, 'api.md'), 'utf8');
  const shown = inventory.match(/^The option `writeKey` is sent in the query: `(.+)`\.$/m)?.[1];
  expect(arrivals.map(({ url }) => url)).toEqual([`/listHours?${shown?.replace('{writeKey}', 'k-1')}`]);
});

test('no credential can have the name of an option that every client has', async () => {
  const refused = (() => {
    try {
      return Reflect.apply(createBrandlovers, undefined, [{ unknown: 1 }]);
    } catch (error) {
      return String(error);
    }
  })();
  const [token, ...names] = String(refused).split('there are ')[1]?.split(', ') ?? [];
  expect(token).toBe('token');
  expect(names).toContain('baseUrl');
  const folder = await scratchFolder();
  for (const name of names) {
    const file = join(folder, `${name}.yaml`);
    await writeFile(file, MIXED.replace('x-credential-option: token', `x-credential-option: ${name}`));
    const checked = await checkSpec(file);
    expect(checked.ok ? [] : checked.problems.map(({ message }) => message)).toEqual([
      `A client has an option or a method "${name}" already: name this one otherwise.`,
    ]);
  }
});
