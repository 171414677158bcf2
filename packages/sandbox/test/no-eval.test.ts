import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultData as brandlovers } from '../src/brandlovers/default-data.ts';
import { defaultData as clubcollect } from '../src/clubcollect/default-data.ts';
import { at, items, text } from '../src/json.ts';
import { send } from './calls.ts';
import { ask, signed } from './spec-facts.ts';

const NO_EVAL = '--disallow-code-generation-from-strings';
const COMMAND = join(import.meta.dirname, '../src/cli.ts');

/** Starts the command in a process that may make no code of text; resolves to what it says with `--json`. */
async function startWithoutEval(...flags: string[]): Promise<unknown> {
  const child = spawn(process.execPath, [NO_EVAL, COMMAND, '--json', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  return JSON.parse(String(line));
}

function call(said: unknown, vendor: 'brandlovers' | 'clubcollect', method: string, path: string, body?: object) {
  const secret = text(at(items(at(said, vendor, 'accounts'))[0], 'secret')) ?? '';
  const { target, headers } = signed(vendor, path, secret);
  return send(new URL(target, text(at(said, vendor, 'baseUrl'))).href, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function dataFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'data.json'), JSON.stringify({ brandlovers, clubcollect }));
  return join(folder, 'data.json');
}

test('the option of Node that it is run with forbids code made of text', () => {
  const child = spawn(process.execPath, [NO_EVAL, '--eval', 'new Function("return 1")']);
  return expect(once(child, 'close')).resolves.toEqual([1, null]);
});

test('no code is made of text at run time: valid and invalid requests, answers and data', async () => {
  const said = await startWithoutEval('--data', await dataFile());
  const ticket = '/ticket/7300401';
  const invoice = '/v2/invoices/hv-2026-0001/tickets';
  const statuses = [
    await call(said, 'brandlovers', 'GET', `/tickets?${ask('listTickets', { limit: 2 })}`),
    await call(said, 'brandlovers', 'GET', `/tickets?${ask('listTickets', { limit: 'two' })}`),
    await call(said, 'brandlovers', 'POST', `${ticket}/message`, { visibility: 'CUSTOMER', body: 'Oi' }),
    await call(said, 'brandlovers', 'POST', `${ticket}/message`, { visibility: 'CUSTOMER', body: 'Oi', to: 'x' }),
    await call(said, 'brandlovers', 'GET', `${ticket}/messages`),
    await call(said, 'clubcollect', 'GET', invoice),
    await call(said, 'clubcollect', 'POST', invoice, { message: 'Dank u.' }),
    await call(said, 'clubcollect', 'POST', invoice, { message: 1 }),
    await call(said, 'clubcollect', 'GET', '/v2/companies/nobody/tickets/answered'),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 400, 200, 400, 200, 200, 200, 422, 404]);
});
