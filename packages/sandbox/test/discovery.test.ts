import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { brandlovers, clubcollect } from '../src/generated/specs.ts';
import { at, items } from '../src/json.ts';
import { send } from './calls.ts';

const PACKAGE = join(import.meta.dirname, '..');

const get = (operationId: string) => ({
  operationId,
  tags: ['Rooms'],
  summary: 'List rooms',
  description: 'Lists rooms.',
  responses: {
    200: {
      description: 'The rooms.',
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/room-list' },
          examples: { few: { value: { rooms: ['Vermeer'] } } },
        },
      },
    },
    404: { description: 'None.', 'x-error-kind': 'not-found' },
  },
});

/** A spec that the lint passes. */
const museum = {
  openapi: '3.1.0',
  info: { title: 'Museum', version: '1', description: 'Rooms.', license: { name: 'MIT', identifier: 'MIT' } },
  servers: [{ url: 'https://api.museum.test/v1', description: 'Production.' }],
  security: [{ key: [] }],
  tags: [{ name: 'Rooms', description: 'Rooms.' }],
  paths: { '/rooms': { get: get('listRooms') } },
  components: {
    schemas: {
      'room-list': {
        type: 'object',
        description: 'Rooms.',
        required: ['rooms'],
        properties: { rooms: { type: 'array', description: 'Their names.', items: { type: 'string' } } },
      },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key', description: 'A key.' } },
  },
};

/** A copy of the package and of the specs that it has handlers for, in a folder inside the package so that dependencies resolve. */
async function copyWith(vendors: Readonly<Record<string, object>>): Promise<string> {
  const folder = await mkdtemp(join(PACKAGE, 'test/.scratch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(join(PACKAGE, 'src'), join(folder, 'src'), { recursive: true });
  const filter = (source: string): boolean => !source.includes('node_modules');
  for (const name of ['brandlovers', 'clubcollect']) {
    await cp(join(PACKAGE, '../../specs', name), join(folder, 'specs', name), { recursive: true, filter });
  }
  for (const [name, spec] of Object.entries(vendors)) {
    await mkdir(join(folder, 'specs', name), { recursive: true });
    await writeFile(join(folder, 'specs', name, 'openapi.yaml'), JSON.stringify(spec));
  }
  return folder;
}

function start(folder: string, command: string, ...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  // What is compiled of a copy is of no use to another one.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function run(folder: string, command: string, ...args: string[]): Promise<{ code: unknown; said: string }> {
  const child = start(folder, join(PACKAGE, 'node_modules/.bin', command), ...args);
  const closed = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await closed)[0], said: out + err };
}

const NAMES = ['port', 'constructor', 'The_Museum', 'a--b'];

const generate = (folder: string) => run(folder, 'ticketbridge-generate-sandbox', 'specs');

/** Starts the command and stops it once it has printed its line. */
async function announced(folder: string, use: (said: unknown) => Promise<void>): Promise<string> {
  const child = start(folder, process.execPath, '--disallow-code-generation-from-strings', 'src/cli.ts', '--json');
  const warnings = text(child.stderr);
  const line = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => undefined)]);
  if (line === undefined) throw new Error(`The command ended: ${await warnings}`);
  await use(JSON.parse(String(line[0])));
  child.kill();
  return warnings;
}

describe('a folder of specs is all that the sandbox is made of', () => {
  test('a vendor of which it has no folder is served, announced and typed, without an edit', async () => {
    const folder = await copyWith({ 'the-museum': museum });
    expect(await generate(folder)).toEqual({ code: 0, said: '' });

    const use = `import { startSandbox } from './src/index.ts';
const { 'the-museum': museum, brandlovers } = await startSandbox();
export const exact: { readonly baseUrl: string; readonly apiKey: string } = museum;
export const others: readonly [string, string | undefined] = [museum.apiKey, brandlovers.sellers[0]?.token];
// @ts-expect-error: it has no other credential
export const none: string = museum.token;
// @ts-expect-error: it has no options
await startSandbox({ 'the-museum': {} });
`;
    await writeFile(join(folder, 'use.ts'), use);
    const compilerOptions = { types: ['node'] };
    const tsconfig = { extends: '../../../../tsconfig.base.json', compilerOptions, include: ['use.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    expect(await run(folder, 'tsc', '-p', '.')).toEqual({ code: 0, said: '' });

    const warnings = await announced(folder, async (said) => {
      const its = at(said, 'the-museum');
      expect(its).toMatchObject({
        title: 'Museum',
        baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/the-museum\/v1$/),
        stateless: true,
        credential: { in: 'header', name: 'X-Key' },
        accounts: [{ name: 'apiKey', secret: 'sandbox-the-museum-api-key', sent: 'sandbox-the-museum-api-key' }],
        gaps: [],
      });
      const headers = { 'x-key': 'sandbox-the-museum-api-key' };
      const heard = await send(`${at(its, 'baseUrl')}/rooms`, { headers });
      expect([heard.status, heard.body, heard.headers.get('x-sandbox-stateless')]).toEqual([
        200,
        { rooms: ['Vermeer'] },
        'true',
      ]);
      expect(Object.keys(said ?? {})).toEqual(['brandlovers', 'clubcollect', 'the-museum']);
    });
    expect(warnings).not.toMatch(/museum/i);
  });

  test.runIf(process.env.EXHAUSTIVE)(
    'what a spec gains and no handler does is said at the start, and answered 501',
    async () => {
      const folder = await copyWith({ museum });
      await mkdir(join(folder, 'src/museum'));
      await writeFile(
        join(folder, 'src/museum/vendor.ts'),
        `import { museum as spec } from '../generated/specs.ts';
import type { Vendor } from '../vendor.ts';

export interface Form {
  readonly options: object;
  readonly data: object;
  readonly account: object;
  readonly actions: object;
  readonly accounts: { readonly key: string };
}

export const vendor: Vendor<Form> = {
  title: 'Museum',
  spec,
  settings: {},
  codeIsAbout: {},
  notBlank: new Map(),
  handlers: {},
  actions: {},
  methodsOf: () => ({}),
  defaultData: {},
  dataForm: { schema: { type: 'object' }, distinct: () => ({}) },
  lists: [],
  open: () => ({ states: new Map([['k', {}]]), accounts: { key: 'k' } }),
  load: () => () => undefined,
  read: () => ({}),
  known: () => new Map(),
  list: ({ key }) => [{ name: 'all', secret: key }],
};
`,
      );
      expect(await generate(folder)).toEqual({ code: 0, said: '' });
      const warnings = await announced(folder, async (said) => {
        expect(at(said, 'museum')).toMatchObject({ stateless: false, gaps: ['listRooms has no handler'] });
        const heard = await send(`${at(said, 'museum', 'baseUrl')}/rooms`, { headers: { 'x-key': 'k' } });
        expect([heard.status, heard.headers.get('x-sandbox-refusal')]).toEqual([501, 'not-implemented']);
      });
      expect(warnings.split('\n')).toContain('ticketbridge-sandbox: Museum: listRooms has no handler; it answers 501');
    },
  );

  const lost = [
    ['brandlovers', 'Ticket', 'subject', 'sellers/0/tickets/0/subject'],
    ['clubcollect', 'Ticket', 'message', 'partners/0/companies/0/invoices/0/tickets/0/message'],
    ['brandlovers', 'CustomerReference', 'name', 'sellers/0/tickets/0/customer/name'],
  ] as const;
  test.each(process.env.EXHAUSTIVE ? lost : lost.slice(0, 1))(
    'a field of %s that a spec lost stops the command, and it names the file to edit: %s.%s',
    async (vendor, model, field, place) => {
      const spec = { brandlovers, clubcollect }[vendor];
      const { [field]: gone, ...properties } = Object(at(spec, 'components', 'schemas', model, 'properties'));
      const required = items(at(spec, 'components', 'schemas', model, 'required')).filter((name) => name !== field);
      const schema = { ...Object(at(spec, 'components', 'schemas', model)), properties, required };
      const schemas = { ...Object(at(spec, 'components', 'schemas')), [model]: schema };
      const components = { ...Object(at(spec, 'components')), schemas };
      const folder = await copyWith({ [vendor]: { ...Object(spec), components } });
      expect(await generate(folder)).toMatchObject({ code: 0 });

      const child = start(folder, process.execPath, 'src/cli.ts');
      const closed = once(child, 'close');
      const [said] = await Promise.all([text(child.stderr), text(child.stdout)]);
      expect(await closed).toEqual([1, null]);
      expect(said).toMatch(
        `The sandbox's own data does not fit the spec: ${vendor}/${place} is unknown: the spec gives ${model} no such field in data; `,
      );
      expect(said).toContain(`Edit packages/sandbox/src/${vendor}/default-data.ts: remove a field that the spec lost`);
    },
  );

  test.each(process.env.EXHAUSTIVE ? NAMES : NAMES.slice(0, 1))('a vendor is not called %s', async (name) => {
    const { code, said } = await generate(await copyWith({ [name]: museum }));
    expect(code).toBe(1);
    expect(said).toContain(`A vendor cannot be called "${name}"`);
  });
});
