import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { flags, readFlags } from '../src/flags.ts';
import { at, items } from '../src/json.ts';
import { listSwitches } from '../src/switches.ts';
import { GAP, JSON_TYPE, send, start } from './calls.ts';
import { basePath, formsOf, signed, wayOf } from './spec-facts.ts';

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
  const { origin } = new URL(/BrandLovers +(\S+)/.exec(output)?.[1] ?? '');
  const { target, headers } = signed('brandlovers', '/tickets', 'sandbox-seller-aurora');
  expect((await send(origin + target, { headers })).status).toBe(200);
  child.kill(signal);
  expect(await closed).toEqual([0, null]);
});

test('it exits although an answer is held up for an hour', async () => {
  const child = run('--control');
  const closed = once(child, 'close');
  const { origin } = new URL(/BrandLovers +(\S+)/.exec(await untilReady(child))?.[1] ?? '');
  const fault = JSON.stringify({ kind: 'latency', milliseconds: 3_600_000 });
  await send(`${origin}/_sandbox/faults`, { method: 'POST', headers: JSON_TYPE, body: fault });
  const { target, headers } = signed('brandlovers', '/tickets', 'sandbox-seller-aurora');
  const held = fetch(origin + target, { headers }).catch(() => 'lost');
  const met = async (): Promise<void> => {
    const { body } = await send(`${origin}/_sandbox/faults`);
    if (at(items(at(body, 'faults'))[0], 'met') !== 1) return met();
  };
  await met();
  child.kill();
  expect([await held, await closed]).toEqual(['lost', [0, null]]);
});

test('with --control it says where the inspector is: beside the JSON, which is by vendor', async () => {
  const told = /^(?:ticketbridge-sandbox: )?Inspector +(http:\/\/127\.0\.0\.1:\d+\/_sandbox\/)$/m;
  const [child, other] = [run('--control'), run('--control', '--json')];
  const output = await untilReady(child);
  expect(await firstLike(told, other.stderr)).toMatch(told);
  const [, address = ''] = told.exec(output) ?? [];
  expect((await fetch(address)).status).toBe(200);
});

/** Reads lines up to one of a form: before it may stand what the sandbox does not do of a spec. */
async function firstLike(form: RegExp, input: Readable): Promise<string | undefined> {
  for await (const line of createInterface({ input })) if (form.test(line)) return line;
  return undefined;
}

test('it says where both APIs are, who may call them and how to stop it', async () => {
  const output = await untilReady(run());
  expect(output).not.toContain('Inspector');
  expect(output).toMatch(new RegExp(`ClubCollect +http://127\\.0\\.0\\.1:\\d+${basePath('clubcollect')}\n`));
  const { sent } = formsOf('clubcollect', 'sandbox-partner-noord');
  const [, said = ''] = /Incasso Noord: (.*)\n/.exec(output) ?? [];
  expect(said).toContain(`${sent}, companyIds hockeyclub-de-voorbeelden`);
  expect(output).toContain('Stop it with Ctrl+C');
});

test('--json says it as one line of JSON and nothing else, once it is ready', async () => {
  const child = run('--json');
  const closed = once(child, 'close');
  const printed = text(child.stdout.on('data', () => child.kill()));
  const output = await printed;
  expect(output).toMatch(/^[ -~]+\n$/);
  expect(JSON.parse(output)).toMatchObject({
    brandlovers: {
      title: 'BrandLovers',
      stateless: false,
      gaps: expect.any(Array),
      baseUrl: expect.stringMatching(new RegExp(`^http://127\\.0\\.0\\.1:\\d+${basePath('brandlovers')}$`)),
      credential: wayOf('brandlovers'),
      accounts: expect.arrayContaining([{ name: 'Loja Aurora', ...formsOf('brandlovers', 'sandbox-seller-aurora') }]),
    },
    clubcollect: {
      title: 'ClubCollect',
      baseUrl: expect.stringMatching(new RegExp(`^http://127\\.0\\.0\\.1:\\d+${basePath('clubcollect')}$`)),
      credential: wayOf('clubcollect'),
      accounts: expect.arrayContaining([
        expect.objectContaining({
          ...formsOf('clubcollect', 'sandbox-partner-noord'),
          companyIds: expect.arrayContaining(['hockeyclub-de-voorbeelden']),
        }),
      ]),
    },
  });
  await closed;
});

test('--json escapes what a name in the data may hold', async () => {
  const seller = { name: 'Loja\u001b[31m\u202eé', token: 't', tickets: [] };
  const data = await file(JSON.stringify({ brandlovers: { sellers: [seller] }, clubcollect: { partners: [] } }));
  const child = run('--json', '--data', data);
  const output = await text(child.stdout.on('data', () => child.kill()));
  expect(output).toMatch(/^[ -~]+\n$/);
  expect(at(JSON.parse(output), 'brandlovers', 'accounts')).toEqual([
    { name: seller.name, ...formsOf('brandlovers', 't') },
  ]);
});

test('its flags reach the sandbox', async () => {
  const ticket = { ticket_id: '1', message: 'Hallo', sender: 'CUSTOMER', date: '2026-03-01T09:00:00Z' };
  const invoices = [{ invoiceId: 'i', archived: true, tickets: [ticket] }];
  const partners = [{ name: 'P', apiKey: 'k', companies: [{ companyId: 'c', invoices }] }];
  const data = await file(JSON.stringify({ brandlovers: { sellers: [] }, clubcollect: { partners } }));
  const output = await untilReady(
    run('--data', data, '--clubcollect-page-size', '7', '--clubcollect-message-after-archive', 'reopens'),
  );
  const { origin } = new URL(/ClubCollect +(\S+)/.exec(output)?.[1] ?? '');
  const call = (path: string, init: RequestInit = {}) => {
    const { target, headers } = signed('clubcollect', path, 'k');
    return send(origin + target, { ...init, headers: { ...headers, 'content-type': 'application/json' } });
  };
  await call('/v2/invoices/i/tickets', { method: 'POST', body: JSON.stringify({ message: 'Dag' }) });
  expect((await call('/v2/companies/c/tickets/answered')).body).toMatchObject({
    page: { page_size: 7, total_entries: 2 },
  });
});

test('--log tells each exchange on a line of standard error, without credentials', async () => {
  const child = run('--log', '--control');
  const closed = once(child, 'close');
  const logged = text(child.stderr);
  const { origin } = new URL(/BrandLovers +(\S+)/.exec(await untilReady(child))?.[1] ?? '');
  const { target, headers } = signed('clubcollect', '/v2/invoices/a%0Ab/tickets', 'sandbox-partner-noord');
  await send(origin + target, { headers: { ...headers, ...JSON_TYPE } });
  await send(`${origin}/none?sandbox-seller-aurora`);
  await send(`${origin}/_sandbox/journal`);
  child.kill();
  await closed;
  const lines = (await logged).trim().split('\n');
  expect(lines.filter((line) => !GAP.test(line))).toEqual([
    expect.stringMatching(
      / GET \S+\/a%0Ab\/tickets\S* 404 clubcollect\.listInvoiceTickets \(Incasso Noord\) answered [\d.]+ ms$/,
    ),
    expect.stringMatching(/ GET \/none\?\[redacted\] 404 refused: unknown-path [\d.]+ ms$/),
  ]);
  expect(lines.join()).not.toContain('sandbox-');
});

test('--help explains every flag and exits with 0, and so does -h', async () => {
  expect(readFlags(['-h'], () => undefined)).toEqual(readFlags(['--help'], () => undefined));
  const { code, out, err } = await ended('--help');
  expect([code, err]).toEqual([0, '']);
  for (const flag of flags) expect(out).toMatch(new RegExp(`^  --${flag.name} .*default: ${flag.defaultText}$`, 'm'));
  for (const line of out.trim().split('\n')) expect(line.length).toBeLessThanOrEqual(180);
});

test('--version prints the version of the package', async () => {
  const manifest: unknown = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  expect(await ended('--version')).toEqual({ code: 0, out: `${at(manifest, 'version')}\n`, err: '' });
});

test('every option of startSandbox has a flag: its own name in kebab-case, behind its vendor', () => {
  const own = listSwitches().map(({ name }) => [name, name.replaceAll(/\.|(?=[A-Z])/g, '-').toLowerCase()]);
  expect(flags.map(({ name, option }) => [option, name])).toEqual([
    ['port', 'port'],
    ['control', 'control'],
    ['cors', 'cors'],
    ['data', 'data'],
    ['file', 'file'],
    ...own,
  ]);
  expect(own).toContainEqual(['clubcollect.messageAfterArchive', 'clubcollect-message-after-archive']);
});

/** A value for each placeholder. */
const SAMPLES: Readonly<Record<string, unknown>> = { N: 4010, FILE: '4010', ORIGIN: 'http://localhost:5173' };

test('every flag reaches its option', () => {
  for (const { name, option, setting, placeholder } of flags) {
    if (setting === undefined) continue;
    const sample = placeholder === undefined ? true : SAMPLES[placeholder];
    const value = setting.expected.startsWith('one of') ? setting.expected.split(', ')[1] : sample;
    const args = placeholder ? [`--${name}`, String(value)] : [`--${name}`];
    const command = readFlags(args, () => undefined);
    const [first = '', second] = option.split('.');
    expect(command).toEqual({
      options: { [first]: second === undefined ? value : { [second]: value } },
      isJson: false,
      isLogged: false,
    });
  }
  expect(readFlags(['--data', 'x.json'], (path) => [path])).toEqual({
    options: { data: ['x.json'] },
    isJson: false,
    isLogged: false,
  });
});

test('--list-switches prints every switch with its default, its values and the sentence that leaves it open', async () => {
  const { code, out, err } = await ended('--list-switches');
  expect([code, err]).toEqual([0, '']);
  const missing = listSwitches().filter(({ name, sentence }) => !out.includes(`${name}: `) || !out.includes(sentence));
  expect(missing).toEqual([]);
  expect(out).toContain('brandlovers.openIncludesReopened: off; or true\n');
  const json = await ended('--list-switches', '--json');
  expect(JSON.parse(json.out)).toEqual(listSwitches());
});

test('what a name in the data does to a terminal is not done', async () => {
  const seller = { name: 'Loja\u001b[31m\u202eX', token: 't', tickets: [] };
  const data = await file(JSON.stringify({ brandlovers: { sellers: [seller] }, clubcollect: { partners: [] } }));
  expect(await untilReady(run('--data', data))).toContain('Loja\uFFFD[31m\uFFFDX: header');
});

describe('a wrong flag is told what would be right', () => {
  test.each([
    [['--prot', '1'], '--prot is no flag; did you mean --port? there are --port, --'],
    [['extra'], '"extra" is no flag; there are --port'],
    [['--nope'], '--nope is no flag; there are --port'],
    [['--page-size', '7'], 'did you mean --clubcollect-page-size?'],
    [['--message-after-archiv', 'x'], 'did you mean --clubcollect-message-after-archive?'],
    [['-p', '1'], '-p is no flag; there are --port'],
    [['--port'], '--port needs a value: a whole number from 0 to 65535'],
    [['--port='], '--port must be a whole number from 0 to 65535'],
    [['--port', '1', '--port', '2'], '--port may be given once'],
    [['--port', '-1'], '--port must be a whole number from 0 to 65535'],
    [['--port', '1e3'], '--port must be a whole number from 0 to 65535'],
    [['--brandlovers-max-limit', '9'.repeat(309)], '--brandlovers-max-limit must be a whole number from 1'],
    [['--'], '"--" is no flag; there are --port'],
    [['--__proto__=1'], '--__proto__ is no flag; there are --port'],
    [['--json=yes'], '--json takes no value'],
    [['--brandlovers-open-includes-reopened=yes'], '--brandlovers-open-includes-reopened takes no value'],
    [['--port', 'x'], '--port must be a whole number'],
    [['--port', '70000'], '--port must be a whole number from 0 to 65535'],
    [['--clubcollect-page-size', '0'], '--clubcollect-page-size must be a whole number from 1'],
    [
      ['--clubcollect-message-after-archive', 'x'],
      '--clubcollect-message-after-archive must be one of stays-archived, reopens',
    ],
  ])('%j', (args, message) => {
    expect(() => readFlags(args, () => undefined)).toThrow(message);
  });
});

describe('a wrong flag exits with 2 and one line', () => {
  const FLAGS: readonly [string[], string][] = [
    [['--prot', '1'], '--prot is no flag; did you mean --port?'],
    [
      ['--port', '6000'],
      ' --port must be a whole number from 0 to 65535 that the Fetch standard does not block, such as 4010',
    ],
    [['--help=foo'], '--help takes no value'],
    [['--version='], '--version takes no value'],
    [['--data', '/none.json'], '--data must be a readable JSON file: /none.json is not'],
  ];

  // Each starts a process: one will do where not every case is asked for.
  test.each(process.env.EXHAUSTIVE ? FLAGS : FLAGS.slice(0, 1))('%j', async (args, message) => {
    const { code, out, err } = await ended(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^ticketbridge-sandbox: .+\n$/);
    expect(err).toContain(message);
  });

  const FILES: readonly [string, string, string][] = [
    ['broken JSON', '{', ' --data must be a readable JSON file'],
    ['a list', '[]', ' --data must be an object; there are brandlovers, clubcollect'],
    ['no vendor', '{}', ' data/brandlovers is missing'],
    [
      'ninety thousand levels',
      `{"brandlovers":${'['.repeat(90_000)}${']'.repeat(90_000)}}`,
      ' --data cannot be read: it is too large or too deep',
    ],
  ];

  test.each(process.env.EXHAUSTIVE ? FILES : FILES.slice(0, 1))('a data file with %s', async (_, content, message) => {
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
