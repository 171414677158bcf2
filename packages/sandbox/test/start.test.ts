import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SandboxError, startSandbox } from '../src/index.ts';
import { at, items } from '../src/json.ts';
import { startFrom } from '../src/sandbox.ts';
import { isRefusedByFetch } from '../src/server/bad-ports.ts';
import { listen } from '../src/server/listener.ts';
import { refuse } from '../src/server/refusals.ts';
import { asPartner, asSeller, sellerHead, send, start } from './calls.ts';
import { basePath, formsOf } from './spec-facts.ts';

const source = new URL('../src/index.ts', import.meta.url).href;

async function runNode(script: string): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await closed)[0], output: out + err };
}

test('both APIs are on one port of the loopback interface, under the paths of their specs', async () => {
  const { brandlovers, clubcollect } = await start();
  expect(brandlovers.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
  expect(clubcollect.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
  expect(new URL(brandlovers.baseUrl).pathname).toBe(basePath('brandlovers'));
  expect(new URL(clubcollect.baseUrl).pathname).toBe(basePath('clubcollect'));
  expect(new URL(clubcollect.baseUrl).port).toBe(new URL(brandlovers.baseUrl).port);
});

test('no other interface of the machine answers', async () => {
  const { brandlovers } = await start();
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  for (const host of ['127.0.0.2', ...outside.map(({ address }) => address)]) {
    const url = new URL(brandlovers.baseUrl);
    url.hostname = host;
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  }
});

test('its own data is enough for every list and for several pages', async () => {
  const sandbox = await start();
  expect(sandbox.brandlovers.sellers).toHaveLength(2);
  expect(sandbox.clubcollect.partners).toHaveLength(2);
  for (const status of ['OPEN', 'REOPENED', 'CLOSED']) {
    const { body } = await asSeller(sandbox)('GET', `/tickets?status=${status}`);
    expect(items(at(body, 'tickets'))).not.toEqual([]);
  }
  for (const list of ['unanswered', 'answered', 'archived']) {
    const company = sandbox.clubcollect.partners[0]?.companyIds[0];
    const { body } = await asPartner(sandbox)('GET', `/v2/companies/${company}/tickets/${list}`);
    expect(items(at(body, 'tickets'))).not.toEqual([]);
  }
});

test('data of your own replaces it, and is not changed', async () => {
  const seller = {
    name: 'Minha Loja',
    token: 'mine',
    tickets: [{ ticketId: '1', status: 'OPEN', messages: [] }],
  } as const;
  const data = { brandlovers: { sellers: [seller] }, clubcollect: { partners: [] } };
  const before = structuredClone(data);
  const sandbox = await start({ data });
  expect(sandbox.brandlovers.sellers).toEqual([{ name: 'Minha Loja', token: formsOf('brandlovers', 'mine').secret }]);
  await asSeller(sandbox)('POST', '/ticket/1/message', { visibility: 'CUSTOMER', body: 'Oi' });
  await asSeller(sandbox)('PUT', '/ticket/1/status', { ticketStatus: 'CLOSED' });
  expect(data).toEqual(before);
});

describe('a wrong option is refused with its name and what would be right', () => {
  const cases: readonly [unknown, string, string][] = [
    [{ port: -1 }, 'port', 'must be a whole number from 0 to 65535'],
    [{ port: 65_536 }, 'port', 'must be a whole number from 0 to 65535'],
    [{ port: 1.5 }, 'port', 'must be a whole number from 0 to 65535'],
    [{ port: '4010' }, 'port', 'must be a whole number from 0 to 65535'],
    [{ port: null }, 'port', 'must be a whole number from 0 to 65535'],
    [{ port: 6000 }, 'port', 'must be a whole number from 0 to 65535 that the Fetch standard does not block'],
    [{ prt: 1 }, 'prt', 'is unknown; did you mean port? there are port, '],
    [{ prt: undefined }, 'prt', 'is unknown; did you mean port?'],
    [{ pageSize: 1 }, 'pageSize', 'is unknown; did you mean clubcollect.pageSize?'],
    [{ [Symbol('port')]: 1 }, 'Symbol(port)', 'is unknown; there are port, '],
    [null, 'options', 'must be an object; there are port, '],
    [[], 'options', 'must be an object'],
    ['4010', 'options', 'must be an object'],
    [new Map([['port', 1]]), 'options', 'must be an object'],
    [Promise.resolve({}), 'options', 'must be an object'],
    [{ brandlovers: null }, 'brandlovers', 'must be an object; there are maxLimit, offset'],
    [{ brandlovers: { maxLimit: 0 } }, 'brandlovers.maxLimit', 'must be a whole number from 1'],
    [{ brandlovers: { maxLimit: 2 ** 53 } }, 'brandlovers.maxLimit', 'must be a whole number from 1'],
    [{ brandlovers: { maxlimit: 1 } }, 'brandlovers.maxlimit', 'is unknown; did you mean brandlovers.maxLimit?'],
    [{ brandlovers: { openIncludesReopened: 'yes' } }, 'brandlovers.openIncludesReopened', 'must be true or false'],
    [{ brandlovers: { pageSize: 1 } }, 'brandlovers.pageSize', 'is unknown; there are brandlovers.maxLimit'],
    [{ clubcollect: { pageSize: 0 } }, 'clubcollect.pageSize', 'must be a whole number from 1'],
    [{ clubcollect: { page: 1 } }, 'clubcollect.page', 'must be one of heeded, ignored, echoed, clamped'],
    [
      { clubcollect: { messageAfterArchive: 'reopen' } },
      'clubcollect.messageAfterArchive',
      'must be one of stays-archived, reopens',
    ],
    [{ data: null }, 'data', 'must be an object; there are brandlovers, clubcollect'],
    [{ data: {} }, 'data/brandlovers', 'is missing'],
    [
      itself(),
      'brandlovers',
      'cannot be read: it is too large or too deep, contains itself, or throws when it is read',
    ],
  ];

  test.each(cases)('%o', async (options, field, problem) => {
    const error = await startFrom(options).then(
      (sandbox) => sandbox.close(),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SandboxError);
    expect(error).toMatchObject({ name: 'SandboxError', kind: 'invalid-input', field });
    expect(String(error)).toContain(`SandboxError: ${field} ${problem}`);
  });
});

function itself(): object {
  const options: Record<string, unknown> = {};
  options.brandlovers = options;
  return options;
}

test('`undefined` stands for the default of every option', async () => {
  const sandbox = await start({
    port: undefined,
    data: undefined,
    brandlovers: { maxLimit: undefined, offset: undefined },
    clubcollect: { pageSize: undefined, messageAfterArchive: undefined, page: undefined },
  });
  expect(items(at((await asSeller(sandbox)('GET', '/tickets')).body, 'tickets')).length).toBeGreaterThan(0);
  await start({ brandlovers: undefined, clubcollect: undefined });
});

describe('ports that the Fetch standard blocks', () => {
  test.each([1, 22, 2049, 5060, 6000, 6667, 10_080])(
    'the platform refuses to fetch from %i, and so does the list',
    async (port) => {
      expect(isRefusedByFetch(port)).toBe(true);
      const error: unknown = await fetch(`http://127.0.0.1:${port}`).catch((reason: unknown) => reason);
      expect(String(at(error, 'cause'))).toContain('bad port');
    },
  );

  test('the platform refuses to fetch from every port of the list', async () => {
    const listed = Array.from({ length: 65_536 }, (_, port) => port).filter(isRefusedByFetch);
    const causes = await Promise.all(
      listed.map((port) => fetch(`http://127.0.0.1:${port}`).catch((reason: unknown) => String(at(reason, 'cause')))),
    );
    expect(new Set(causes)).toEqual(new Set(['Error: bad port']));
  });

  test('are passed over when the system gives one as a free port', async () => {
    const seen: number[] = [];
    const listener = await listen(
      { open: () => ({ refusal: refuse('unknown-path') }) },
      0,
      (port) => seen.push(port) < 4,
    );
    onTestFinished(() => listener.close());
    expect(new Set(seen).size).toBe(4);
    expect(new URL(listener.origin).port).toBe(String(seen.at(-1)));
    expect((await send(listener.origin)).status).toBe(404);
    await expect(fetch(`http://127.0.0.1:${seen[0]}`)).rejects.toThrow('fetch failed');
  });
});

test('a taken port is said to be taken', async () => {
  const { brandlovers } = await start();
  const port = Number(new URL(brandlovers.baseUrl).port);
  await expect(startSandbox({ port })).rejects.toThrow(
    `Cannot listen on 127.0.0.1:${port}: the port is taken; name another, or none for a free one`,
  );
});

describe('closing', () => {
  test('frees the port, with connections still open, and may be repeated', async () => {
    const sandbox = await startSandbox();
    const port = Number(new URL(sandbox.brandlovers.baseUrl).port);
    await asSeller(sandbox)('GET', '/tickets');
    const half = connect(port, '127.0.0.1');
    await once(half, 'connect');
    const cut = once(half, 'error');
    half.write(`${sellerHead('POST', '/ticket')}content-length: 9\r\n\r\n`);
    await sandbox.close();
    await sandbox.close();
    await cut;
    await expect(asSeller(sandbox)('GET', '/tickets')).rejects.toThrow('fetch failed');
    await start({ port });
  });

  test('happens by itself at the end of an `await using` block', async () => {
    let baseUrl: string;
    {
      await using sandbox = await startSandbox();
      baseUrl = sandbox.brandlovers.baseUrl;
    }
    await expect(fetch(baseUrl)).rejects.toThrow('fetch failed');
  });

  test('lets a process end that has kept a connection', async () => {
    const { code, output } = await runNode(`
      const { startSandbox } = await import('${source}');
      const sandbox = await startSandbox();
      await fetch(sandbox.brandlovers.baseUrl);
      await sandbox.close();
    `);
    expect([code, output]).toEqual([0, '']);
  });
});

test('a start does not load fetch, which takes longer than all the rest', async () => {
  const script = `
    const { startSandbox } = await import(${JSON.stringify(source)});
    const sandbox = await startSandbox();
    console.log(process.moduleLoadList.filter((name) => name.includes('undici')));
    await sandbox.close();`;
  expect(await runNode(script)).toEqual({ code: 0, output: '[]\n' });
});

test('importing it prints nothing, and opens nothing that would keep the process', async () => {
  expect(await runNode(`await import('${source}')`)).toEqual({ code: 0, output: '' });
});
