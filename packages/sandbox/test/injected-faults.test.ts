import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Fault, isApplied } from '../src/faults/fault.ts';
import { Faults } from '../src/faults/faults.ts';
import { turnsOf } from '../src/faults/turns.ts';
import { type Sandbox, SandboxError, startSandbox } from '../src/index.ts';
import { at, items } from '../src/json.ts';
import { asPartner, asSeller, control, readAnswer, sellerHead, sendBytes, start } from './calls.ts';
import { documentOf, json, ok, serveStateless } from './small-vendors.ts';
import { ask } from './spec-facts.ts';

/** One fault of each kind, and what is on the wire of a list that it meets: `full` is the answer without it. */
const WIRE: { readonly [Kind in Fault['kind']]: readonly [Fault, (raw: string, full: string) => void] } = {
  latency: [{ kind: 'latency', milliseconds: 1 }, (raw, full) => expect(bodyOf(raw)).toBe(full)],
  stall: [{ kind: 'stall', where: 'body' }, (raw, full) => expectHalf(raw, full)],
  reset: [{ kind: 'reset' }, (raw) => expect(raw).toBe('')],
  truncation: [{ kind: 'truncation' }, (raw, full) => expectHalf(raw, full)],
  status: [
    { kind: 'status', status: 418, retryAfter: 'Fri, 31 Dec 1999 23:59:59 GMT' },
    (raw) => expect(raw).toMatch(/^HTTP\/1\.1 418 .*\r\nretry-after: Fri, 31 Dec 1999 23:59:59 GMT\r\n/s),
  ],
  html: [{ kind: 'html' }, (raw) => expect(raw).toMatch(/^HTTP\/1\.1 502 .*text\/html.*<!doctype html>/s)],
  'content-type': [
    { kind: 'content-type' },
    (raw, full) => expect([raw.includes('content-type: text/plain\r\n'), bodyOf(raw)]).toEqual([true, full]),
  ],
  'broken-json': [{ kind: 'broken-json' }, (raw, full) => expect(bodyOf(raw)).toBe(full.slice(0, -1))],
  redirect: [
    { kind: 'redirect', status: 308 },
    (raw) => expect(raw).toMatch(/^HTTP\/1\.1 308 .*\r\nlocation: http:\/\/elsewhere\.invalid\/\r\n/s),
  ],
  oversized: [
    { kind: 'oversized', bytes: 200_000 },
    (raw, full) => expect([Buffer.byteLength(bodyOf(raw)), bodyOf(raw).trimStart()]).toEqual([200_000, full]),
  ],
  throttle: [
    { kind: 'throttle', perSecond: 0, retryAfter: '9' },
    (raw) => expect(raw).toMatch(/^HTTP\/1\.1 429 .*\r\nretry-after: 9\r\n/s),
  ],
};

/** The body that was sent; where it is chunked, in a single chunk. */
function bodyOf(raw: string): string {
  const [head = '', body = ''] = raw.split(/\r\n\r\n(.*)/s);
  return /transfer-encoding: chunked/i.test(head) ? (body.split('\r\n')[1] ?? '') : body;
}

function expectHalf(raw: string, full: string): void {
  const bytes = Buffer.from(full);
  expect(raw).toContain(`content-length: ${bytes.length}\r\n`);
  expect(bodyOf(raw)).toBe(bytes.subarray(0, bytes.length / 2).toString());
}

const list = (sandbox: Sandbox) =>
  `${sellerHead('GET', '/tickets', sandbox.brandlovers.sellers[1]?.token)}connection: close\r\n\r\n`;

/** A call of a client of its own, which the test may end. */
async function callRaw({ brandlovers }: Sandbox, bytes: string): Promise<Socket> {
  const socket = connect(Number(new URL(brandlovers.baseUrl).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

/** Resolves when a connection has ended, in whatever way. */
function closeOf(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}

/** Resolves when an exchange is in the journal. */
function arrival({ journal }: Sandbox): Promise<unknown> {
  return new Promise((resolve) => {
    const stop = journal.subscribe((entry) => {
      stop();
      resolve(entry);
    });
  });
}

describe.each(Object.values(WIRE))('%o', (fault, expectOf) => {
  test('is on the wire, and what follows is as without it', async () => {
    const sandbox = await start();
    const full = readAnswer(await sendBytes(sandbox, list(sandbox))).text;
    const { clear } = sandbox.addFault({ ...fault, operation: 'listTickets' });
    const heard = sendBytes(sandbox, list(sandbox)).catch(() => '');
    if (fault.kind === 'stall') {
      await arrival(sandbox);
      clear();
    }
    expectOf(await heard, full);
    clear();
    expect(readAnswer(await sendBytes(sandbox, list(sandbox))).text).toBe(full);
  });

  test('meets a stateless vendor too', async () => {
    const value = { tickets: ['one', 'two'] };
    const { faults, call, baseUrl } = await serveStateless(
      documentOf({ '/a': { get: { operationId: 'a', responses: ok(json({ type: 'object' }, { example: value })) } } }),
    );
    const { clear } = faults.add(fault);
    const port = Number(new URL(baseUrl).port);
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    let raw = '';
    socket.on('data', (chunk) => {
      raw += String(chunk);
      if (fault.kind === 'stall') clear();
    });
    socket.write(`GET ${new URL(baseUrl).pathname}/a HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    await closeOf(socket);
    expectOf(raw, JSON.stringify(value));
    if (raw !== '') expect(raw).toContain('x-sandbox-stateless: true\r\n');
    clear();
    expect((await call('/a')).body).toEqual(value);
  });
});

describe('which calls are met', () => {
  const met = (fault: Fault, calls: number, seed = 1) => {
    const turns = turnsOf(fault, seed, () => 0);
    return Array.from({ length: calls }, () => !turns.isOver && turns.next());
  };
  const reset = { kind: 'reset' } as const;

  test('all, if the fault does not say', () => expect(met(reset, 3)).toEqual([true, true, true]));

  test('the next ones', () => expect(met({ ...reset, calls: 2 }, 3)).toEqual([true, true, false]));

  test('those of a script', () =>
    expect(met({ ...reset, script: [false, true, true] }, 5)).toEqual([false, true, true, false, false]));

  test('a share, the same for the same seed', () => {
    const rate = { ...reset, rate: 0.3 };
    const first = met(rate, 1000, 7);
    expect(met(rate, 1000, 7)).toEqual(first);
    expect(met(rate, 1000, 8)).not.toEqual(first);
    expect(first.filter(Boolean).length).toBeGreaterThan(250);
    expect(first.filter(Boolean).length).toBeLessThan(350);
  });

  test('a share of so many', () => expect(met({ ...reset, rate: 0.5, calls: 2 }, 100).filter(Boolean)).toHaveLength(2));

  test('those beyond so many in any second', () => {
    let time = 0;
    const turns = turnsOf({ kind: 'throttle', perSecond: 2 }, 0, () => time);
    const at = (now: number) => {
      time = now;
      return turns.next();
    };
    expect([0, 10, 20, 999, 1000, 1005, 1010, 1999, 2000].map(at)).toEqual([
      ...[false, false, true, true, false, true, false, true, false],
    ]);
  });

  test('those of the operation; the first fault that meets one has it', async () => {
    const sandbox = await start();
    sandbox.addFault({ kind: 'status', status: 500, operation: 'setTicketStatus' });
    sandbox.addFault({ kind: 'status', status: 501, operation: 'brandlovers.listTickets', script: [false, true] });
    sandbox.addFault({ kind: 'status', status: 502, operation: 'listTickets', calls: 1 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await asSeller(sandbox)('GET', '/tickets')).status);
    expect(statuses).toEqual([502, 501, 200]);
    expect(sandbox.faults()).toEqual([{ id: 1, kind: 'status', status: 500, operation: 'setTicketStatus', met: 0 }]);
  });

  test('only a call that is in order so far', async () => {
    const sandbox = await start();
    sandbox.addFault({ kind: 'status', status: 500, calls: 1 });
    expect((await asSeller(sandbox, 0, 'nobody')('GET', '/tickets')).status).toBe(401);
    expect((await asSeller(sandbox)('GET', '/tickets')).status).toBe(500);
  });

  test('a seed that the sandbox chose is told, and does the same again', async () => {
    const sandbox = await start();
    const statuses = async (seed?: number) => {
      const added = sandbox.addFault({ kind: 'status', status: 500, rate: 0.5, seed });
      const heard = [];
      for (let call = 0; call < 20; call += 1) heard.push((await asSeller(sandbox)('GET', '/tickets')).status);
      expect(sandbox.faults()).toMatchObject([{ id: added.id, seed: added.seed }]);
      added.clear();
      return { seed: added.seed, heard };
    };
    const first = await statuses();
    expect(await statuses(first.seed)).toEqual(first);
  });
});

test('where a fault does not say, a call is applied if its caller hears a 2xx', () => {
  const faults: readonly (readonly [Fault, boolean])[] = [
    [{ kind: 'latency', milliseconds: 1 }, true],
    [{ kind: 'stall', where: 'headers' }, false],
    [{ kind: 'stall', where: 'body' }, true],
    [{ kind: 'reset' }, false],
    [{ kind: 'truncation' }, true],
    [{ kind: 'status', status: 200 }, true],
    [{ kind: 'status', status: 500 }, false],
    [{ kind: 'html' }, false],
    [{ kind: 'html', status: 299 }, true],
    [{ kind: 'content-type' }, true],
    [{ kind: 'broken-json' }, true],
    [{ kind: 'redirect' }, false],
    [{ kind: 'redirect', status: 301 }, false],
    [{ kind: 'oversized' }, true],
    [{ kind: 'throttle', perSecond: 1 }, false],
    [{ kind: 'reset', applied: true }, true],
    [{ kind: 'truncation', applied: false }, false],
  ];
  for (const [fault, expected] of faults) expect(isApplied(fault), JSON.stringify(fault)).toBe(expected);
});

test('a documented status has the example of its body, another one none', async () => {
  const sandbox = await start();
  sandbox.addFault({ kind: 'status', status: 404, operation: 'createInvoiceTicket', calls: 1 });
  sandbox.addFault({ kind: 'status', status: 409, operation: 'createInvoiceTicket' });
  const create = () => asPartner(sandbox)('POST', '/v2/invoices/hv-2026-0001/tickets', { message: 'M' });
  expect((await create()).body).toEqual({ error: expect.any(String) });
  expect([(await create()).text, sandbox.journal.entries().map(({ isApplied }) => isApplied)]).toEqual([
    '',
    [false, false],
  ]);
});

test('what a request that is refused anyway would have got is lost as well', async () => {
  const sandbox = await start();
  sandbox.addFault({ kind: 'status', status: 500, applied: true });
  expect((await asSeller(sandbox)('POST', '/ticket', {})).status).toBe(500);
  expect(sandbox.journal.entries()).toMatchObject([{ verdict: 'fault', isApplied: false, status: 500 }]);
});

test('where nothing was answered, the journal has no status', async () => {
  const sandbox = await start();
  const { id } = sandbox.addFault({ kind: 'reset', applied: true });
  await expect(asSeller(sandbox)('GET', '/tickets')).rejects.toThrow();
  const [entry] = sandbox.journal.entries();
  expect(entry).toMatchObject({ verdict: 'fault', reason: 'reset', fault: id, isApplied: true });
  expect(entry).not.toHaveProperty('status');
});

describe('what holds an answer up ends', () => {
  const HELD: readonly Fault[] = [
    { kind: 'stall', where: 'headers' },
    { kind: 'stall', where: 'body' },
    { kind: 'latency', milliseconds: 3_600_000 },
  ];
  const ENDS: Readonly<Record<string, (sandbox: Sandbox, id: number) => unknown>> = {
    'its fault is cleared': (sandbox, id) => sandbox.clearFault(id),
    'all faults are cleared': (sandbox) => sandbox.clearFaults(),
    'all faults are cleared over HTTP': (sandbox) => control(sandbox, 'DELETE', '/faults'),
    'its fault is cleared over HTTP': (sandbox, id) => control(sandbox, 'DELETE', `/faults/${id}`),
    'the sandbox closes': (sandbox) => sandbox.close(),
  };

  describe.each(HELD)('%o', (fault) => {
    test.each(Object.entries(ENDS))('when %s', async (_, end) => {
      const sandbox = await startSandbox({ control: true });
      onTestFinished(() => sandbox.close());
      // Used up by its first call: what it holds up is still its own.
      const { id } = sandbox.addFault({ ...fault, operation: 'listTickets', calls: 1 });
      const arrived = arrival(sandbox);
      const socket = await callRaw(sandbox, list(sandbox));
      const closed = closeOf(socket.resume());
      await arrived;
      await end(sandbox, id);
      await closed;
    });
  });

  test('an answer that is delayed is sent when its fault is cleared', async () => {
    const sandbox = await start();
    const { clear } = sandbox.addFault({ kind: 'latency', milliseconds: 3_600_000 });
    const arrived = arrival(sandbox);
    const heard = asSeller(sandbox)('GET', '/tickets');
    await arrived;
    clear();
    clear();
    expect((await heard).status).toBe(200);
  });
});

describe('a fault that is wrong is refused with the field, in process and over HTTP', () => {
  const WRONG: readonly [unknown, string, string][] = [
    [{}, 'kind', 'is missing'],
    [{ kind: 'fire' }, 'kind', 'must be one of latency, stall, reset, truncation, status, html, content-type'],
    [{ kind: 'latency' }, 'milliseconds', 'is missing'],
    [{ kind: 'latency', milliseconds: 0 }, 'milliseconds', 'must be a whole number from 1 to 3600000'],
    [{ kind: 'latency', milliseconds: 1, applied: true }, 'applied', 'is unknown'],
    [{ kind: 'stall' }, 'where', 'is missing'],
    [{ kind: 'stall', where: 'head' }, 'where', 'must be one of headers, body'],
    [{ kind: 'reset', applied: 'yes' }, 'applied', 'must be true or false'],
    [{ kind: 'reset', when: 1 }, 'when', 'is unknown'],
    [{ kind: 'reset', operation: 'refund' }, 'operation', 'must be the id of an operation'],
    [{ kind: 'reset', operation: 7 }, 'operation', 'must be a text'],
    [{ kind: 'reset', calls: 0 }, 'calls', 'must be a whole number from 1'],
    [{ kind: 'reset', calls: 1.5 }, 'calls', 'must be a whole number from 1'],
    [{ kind: 'reset', rate: 0 }, 'rate', 'must be a number above 0, up to 1'],
    [{ kind: 'reset', rate: 2 }, 'rate', 'must be a number above 0, up to 1'],
    [{ kind: 'reset', rate: 0.5, seed: -1 }, 'seed', 'must be a whole number from 0 to 4294967295'],
    [{ kind: 'reset', seed: 1 }, 'seed', 'means nothing without rate'],
    [{ kind: 'reset', script: true }, 'script', 'must be a list'],
    [{ kind: 'reset', script: [] }, 'script', 'must not be empty'],
    [{ kind: 'reset', script: [true, 'no'] }, 'script/1', 'must be true or false'],
    [{ kind: 'reset', script: [true], calls: 1 }, 'script', 'takes the place of calls and rate'],
    [{ kind: 'status' }, 'status', 'is missing'],
    [{ kind: 'status', status: 100 }, 'status', 'must be a whole number from 200 to 599'],
    [{ kind: 'status', status: 500, retryAfter: 'a\nb' }, 'retryAfter', 'must be text that a header can carry'],
    [{ kind: 'redirect', status: 304 }, 'status', 'must be one of 301, 302, 303, 307, 308'],
    [{ kind: 'redirect', location: '\r\n' }, 'location', 'must be text that a header can carry'],
    [{ kind: 'oversized', bytes: 2 ** 31 }, 'bytes', 'must be a whole number from 1 to 1073741824'],
    [{ kind: 'throttle' }, 'perSecond', 'is missing'],
    [{ kind: 'throttle', perSecond: -1 }, 'perSecond', 'must be a whole number from 0'],
  ];

  test.each(WRONG)('%j', async (fault, field, problem) => {
    const sandbox = await start({ control: true });
    const add = () => new Faults([]).add(fault);
    if (field === 'operation') expect(() => Reflect.apply(sandbox.addFault, sandbox, [fault])).toThrow(problem);
    else
      expect(add).toThrow(expect.objectContaining({ field, message: expect.stringContaining(`${field} ${problem}`) }));
    expect(await control(sandbox, 'POST', '/faults', fault)).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(new RegExp(`^${RegExp.escape(`${field} ${problem}`)}`)) },
    });
    expect(sandbox.faults()).toEqual([]);
  });

  test.each([null, [], 'reset', undefined, () => 1, new Map()])('%o', async (fault) => {
    const sandbox = await start();
    expect(() => Reflect.apply(sandbox.addFault, sandbox, [fault])).toThrow(SandboxError);
  });

  test('an id that was never given', async () => {
    const sandbox = await start({ control: true });
    expect(() => sandbox.clearFault(1)).toThrow('id is that of no fault');
    expect((await control(sandbox, 'DELETE', '/faults/1')).body).toMatchObject({ detail: 'id is that of no fault' });
  });
});

test('a fault is added, listed and cleared over HTTP', async () => {
  const sandbox = await start({ control: true });
  const fault = { kind: 'status', status: 503, operation: 'listTickets', rate: 1, seed: 4 };
  expect((await control(sandbox, 'POST', '/faults', fault)).body).toEqual({ id: 1, seed: 4 });
  expect((await asSeller(sandbox)('GET', '/tickets')).status).toBe(503);
  expect((await control(sandbox, 'GET', '/faults')).body).toEqual({ faults: [{ ...fault, id: 1, met: 1 }] });
  expect((await control(sandbox, 'DELETE', '/faults/1')).status).toBe(204);
  expect(items(at((await control(sandbox, 'GET', '/faults')).body, 'faults'))).toEqual([]);
  expect((await asSeller(sandbox)('GET', '/tickets')).status).toBe(200);
});

test.each<Fault>([
  { kind: 'truncation', operation: 'setTicketStatus' },
  { kind: 'reset', operation: 'setTicketStatus' },
])('an answer that a fault cuts short waits for that of an earlier request: $kind', async (fault) => {
  const sandbox = await start();
  sandbox.addFault({ kind: 'latency', milliseconds: 50, operation: 'listTickets' });
  sandbox.addFault(fault);
  const body = JSON.stringify({ ticketStatus: 'CLOSED' });
  const head = (method: string, path: string) => sellerHead(method, path, sandbox.brandlovers.sellers[0]?.token);
  const close = `${head('PUT', '/ticket/7300401/status')}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const socket = await callRaw(sandbox, `${head('GET', `/tickets?${ask('listTickets', { limit: 1 })}`)}\r\n${close}`);
  const heard: Buffer[] = [];
  socket.on('data', (bytes) => heard.push(bytes));
  await closeOf(socket);
  const raw = Buffer.concat(heard).toString();
  expect(raw).toMatch(/^HTTP\/1\.1 200 OK\r\n.*"ticketId":"7300401".*\}(HTTP\/1\.1 200 OK\r\ndate)?$/s);
});
