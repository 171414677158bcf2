import { spawn } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseDocument } from 'yaml';
import { at, items, text } from './json.ts';
import { runBin, runFile, scratchFolder } from './scratch.ts';
import { answering, serve } from './server.ts';
import { readSpec } from './spec.ts';

const ROOT = join(import.meta.dirname, '../../..');
const KEY = 'sandbox-partner-noord';
const LIST = '/v2/invoices/hv-2026-0001/tickets';

const CALL = `
import { createClubcollect, isTicketbridgeError } from './client/src/generated/index.ts';

const [baseUrl = '', apiKey = ''] = process.argv.slice(2);
try {
  const { tickets } = await createClubcollect({ baseUrl, apiKey }).listInvoiceTickets({ invoiceId: 'hv-2026-0001' });
  console.log(\`\${tickets.length > 0} \${tickets[0]?.sender}\`);
} catch (error) {
  console.log(isTicketbridgeError(error) ? error.kind : error);
}
`;

/** A copy of ClubCollect's client and of the sandbox, generated from a spec whose key moved; nothing else is edited. */
async function moved(prefix: string): Promise<string> {
  const folder = await scratchFolder();
  const path = join(folder, 'specs/clubcollect/openapi.yaml');
  const withoutDependencies = { recursive: true, filter: (source: string) => !source.includes('node_modules') };
  await cp(join(ROOT, 'specs'), join(folder, 'specs'), withoutDependencies);
  const edited = parseDocument(await readFile(path, 'utf8'));
  const security: unknown = edited.toJS().security;
  edited.set('security', [{ moved: [] }, ...items(security)]);
  edited.setIn(['components', 'securitySchemes', 'moved'], {
    type: 'apiKey',
    in: 'header',
    name: 'X-Partner',
    description: "The partner's API key.",
    'x-credential-prefix': prefix,
    'x-credential-option': 'apiKey',
  });
  await writeFile(path, String(edited));
  await cp(join(ROOT, 'packages/clubcollect/src'), join(folder, 'client/src'), { recursive: true });
  await cp(join(ROOT, 'packages/sandbox/src'), join(folder, 'sandbox/src'), { recursive: true });
  const client = ['--vendor', 'clubcollect', '--spec', path];
  const done = { code: 0, stderr: '' };
  expect(await runBin(join(folder, 'client'), 'ticketbridge-generate', ...client)).toMatchObject(done);
  expect(await runBin(join(folder, 'sandbox'), 'ticketbridge-generate-sandbox', '../specs')).toMatchObject(done);
  await writeFile(join(folder, 'call.ts'), CALL);
  return folder;
}

/** Starts the sandbox of a copy; resolves to what it says with `--json`. */
async function startSandbox(folder: string): Promise<unknown> {
  const child = spawn(process.execPath, ['sandbox/src/cli.ts', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) return JSON.parse(line);
  throw new Error('The sandbox ended before it was ready');
}

/** Lists tickets with a request written by hand. */
async function statusOf(baseUrl: string, headers: Readonly<Record<string, string>>, query = ''): Promise<number> {
  const init = { headers: { 'content-type': 'application/json', ...headers } };
  return (await fetch(`${baseUrl}${LIST}${query}`, init)).status;
}

describe('a key that moves from the query into a header, behind a prefix, while the old place is still allowed', () => {
  test('is an edit of the spec: the client sends the new form, the sandbox accepts both and no other', async () => {
    const folder = await moved('ApiKey ');
    const compilerOptions = { types: ['node'] };
    const tsconfig = { extends: '../../../../tsconfig.base.json', compilerOptions, include: ['call.ts', 'client'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    expect(await runBin(folder, 'tsc', '-p', '.')).toEqual({ code: 0, stdout: '', stderr: '' });

    const { origin, arrivals } = await serve(
      answering(200, '{"tickets":[{"ticket_id":"1","message":"x","sender":"US","date":"today"}]}'),
    );
    expect(await runFile(folder, 'call.ts', origin, 'key-1')).toMatchObject({ stdout: 'true US\n', stderr: '' });
    expect(arrivals.map(({ url, headers }) => [url, headers['x-partner']])).toEqual([[LIST, 'ApiKey key-1']]);

    const said = at(await startSandbox(folder), 'clubcollect');
    const baseUrl = text(said, 'baseUrl');
    expect(at(said, 'credential')).toMatchObject({
      scheme: 'moved',
      in: 'header',
      name: 'X-Partner',
      prefix: 'ApiKey ',
    });
    expect(items(at(said, 'accounts'))[0]).toMatchObject({ secret: KEY, sent: `ApiKey ${KEY}` });
    expect(await runFile(folder, 'call.ts', baseUrl, KEY)).toMatchObject({ stdout: 'true CUSTOMER\n' });
    expect(await runFile(folder, 'call.ts', baseUrl, 'another')).toMatchObject({ stdout: 'unauthorized\n' });
    expect(await statusOf(baseUrl, { 'x-partner': `ApiKey ${KEY}` })).toBe(200);
    for (const { in: place, name, prefix } of (await readSpec('clubcollect')).credentials) {
      const [headers, query] = place === 'header' ? [{ [name]: prefix + KEY }, ''] : [{}, `?${name}=${prefix}${KEY}`];
      expect(await statusOf(baseUrl, headers, query)).toBe(200);
    }
    const wrong: Parameters<typeof statusOf>[] = [
      [baseUrl, {}],
      [baseUrl, { 'x-partner': KEY }],
      [baseUrl, { 'x-partner': `apikey ${KEY}` }],
      [baseUrl, { 'x-partner': `Bearer ${KEY}` }],
      [baseUrl, { 'x-other': `ApiKey ${KEY}` }],
      [baseUrl, {}, `?X-Partner=${KEY}`],
    ];
    for (const request of wrong) expect(await statusOf(...request), JSON.stringify(request)).toBe(401);

    expect(await readFile(join(folder, 'client/api.md'), 'utf8')).toContain(
      'The option `apiKey` is sent in a header: `X-Partner: ApiKey {apiKey}`. ' + 'The vendor also accepts one in ',
    );
  });

  test('with another prefix, the client sends another form, and the sandbox refuses the former one', async () => {
    const folder = await moved('Key=');
    const { origin, arrivals } = await serve(answering(200, '{"tickets":[]}'));
    await runFile(folder, 'call.ts', origin, 'key-1');
    expect(arrivals.map(({ headers }) => headers['x-partner'])).toEqual(['Key=key-1']);
    const baseUrl = text(at(await startSandbox(folder), 'clubcollect'), 'baseUrl');
    expect(await statusOf(baseUrl, { 'x-partner': `ApiKey ${KEY}` })).toBe(401);
    expect(await statusOf(baseUrl, { 'x-partner': `Key=${KEY}` })).toBe(200);
  });
});
