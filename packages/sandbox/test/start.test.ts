import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { at, items } from '../src/json.ts';
import { asPartner, asSeller, start } from './calls.ts';

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
  expect(brandlovers.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/marketplace\/v1$/);
  expect(clubcollect.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
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
  expect(sandbox.brandlovers.sellers).toEqual([{ name: 'Minha Loja', token: 'mine' }]);
  await asSeller(sandbox)('POST', '/ticket/1/message', { visibility: 'CUSTOMER', body: 'Oi' });
  await asSeller(sandbox)('PUT', '/ticket/1/status', { ticketStatus: 'CLOSED' });
  expect(data).toEqual(before);
});

describe('a wrong option is refused with what would be right', () => {
  test.each([
    [{ port: -1 }, 'port must be a whole number from 0 to 65535'],
    [{ port: 65_536 }, 'port must be a whole number from 0 to 65535'],
    [{ port: 1.5 }, 'port must be a whole number from 0 to 65535'],
    [{ brandlovers: { maxLimit: 0 } }, 'brandlovers.maxLimit must be a whole number from 1'],
    [{ clubcollect: { pageSize: 0 } }, 'clubcollect.pageSize must be a whole number from 1'],
  ])('%j', async (options, message) => {
    await expect(startSandbox(options)).rejects.toThrow(message);
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
    half.write('POST /marketplace/v1/ticket HTTP/1.1\r\ncontent-length: 9\r\n\r\n');
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

test('importing it prints nothing, and opens nothing that would keep the process', async () => {
  expect(await runNode(`await import('${source}')`)).toEqual({ code: 0, output: '' });
});
