import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { send, start } from './calls.ts';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

function run(...flags: string[]): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(process.execPath, [cli, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function untilReady({ stdout }: { stdout: Readable }): Promise<string> {
  let output = '';
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    output += String(chunk);
    if (output.includes('Ready.')) return output;
  }
  throw new Error(`The command ended before it was ready: ${output}`);
}

async function ended(...flags: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = run(...flags);
  const closed = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await closed)[0], out, err };
}

async function file(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketbridge-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'sandbox.json');
  await writeFile(path, content);
  return path;
}

test.each(['SIGINT', 'SIGTERM'] as const)('it serves until %s, and then exits with 0', async (signal) => {
  const child = run();
  const closed = once(child, 'close');
  const output = await untilReady(child);
  const baseUrl = /BrandLovers +(\S+)/.exec(output)?.[1];
  const authorization = /Loja Aurora: header authorization: (\S+)/.exec(output)?.[1] ?? '';
  expect((await send(`${baseUrl}/tickets`, { headers: { authorization } })).status).toBe(200);
  child.kill(signal);
  expect(await closed).toEqual([0, null]);
});

test('it says where both APIs are, who may call them and how to stop it', async () => {
  const output = await untilReady(run());
  expect(output).toMatch(/ClubCollect +http:\/\/127\.0\.0\.1:\d+\/api\n/);
  expect(output).toContain('api_key=sandbox-partner-noord, companies hockeyclub-de-voorbeelden');
  expect(output).toContain('Stop it with Ctrl+C');
});

test('its flags reach the sandbox', async () => {
  const ticket = { ticket_id: '1', message: 'Hallo', sender: 'CUSTOMER', date: '2026-03-01T09:00:00Z' };
  const invoices = [{ invoiceId: 'i', archived: true, tickets: [ticket] }];
  const partners = [{ name: 'P', apiKey: 'k', companies: [{ companyId: 'c', invoices }] }];
  const data = await file(JSON.stringify({ brandlovers: { sellers: [] }, clubcollect: { partners } }));
  const output = await untilReady(run('--data', data, '--page-size', '7', '--message-after-archive', 'reopens'));
  const baseUrl = /ClubCollect +(\S+)/.exec(output)?.[1];
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ message: 'Dag' });
  await send(`${baseUrl}/v2/invoices/i/tickets?api_key=k`, { method: 'POST', headers, body });
  expect((await send(`${baseUrl}/v2/companies/c/tickets/answered?api_key=k`, { headers })).body).toMatchObject({
    page: { page_size: 7, total_entries: 2 },
  });
});

test('--help explains the flags and exits with 0', async () => {
  const { code, out } = await ended('--help');
  expect(code).toBe(0);
  for (const flag of ['--port', '--data', '--page-size', '--message-after-archive']) expect(out).toContain(flag);
});

describe('a wrong flag exits with 2 and one line', () => {
  test.each([
    [['--prot', '1'], "Unknown option '--prot'"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--port', 'x'], '--port must be a whole number'],
    [['--port', '70000'], 'port must be a whole number from 0 to 65535'],
    [['--page-size', '0'], 'clubcollect.pageSize must be a whole number from 1'],
    [['--message-after-archive', 'x'], '--message-after-archive must be one of stays-archived, reopens'],
    [['--data', '/none.json'], '--data: /none.json is not a readable JSON file'],
  ])('%j', async (flags, message) => {
    const { code, out, err } = await ended(...flags);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^ticketbridge-sandbox: .+\n$/);
    expect(err).toContain(message);
  });

  test.each([
    ['{', 'is not a readable JSON file'],
    ['{}', "data must have required property 'brandlovers'"],
  ])('a data file with %j', async (content, message) => {
    const { code, err } = await ended('--data', await file(content));
    expect(code).toBe(2);
    expect(err).toMatch(/^ticketbridge-sandbox: .+\n$/);
    expect(err).toContain(message);
  });
});

test('a taken port exits with 1 and one line', async () => {
  const { brandlovers } = await start();
  const { code, err } = await ended('--port', new URL(brandlovers.baseUrl).port);
  expect(code).toBe(1);
  expect(err).toMatch(/^ticketbridge-sandbox: Cannot listen on 127\.0\.0\.1:\d+: the port is taken.+\n$/);
});
