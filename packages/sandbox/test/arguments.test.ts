import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Sandbox, SandboxError } from '../src/index.ts';
import { startFrom } from '../src/sandbox.ts';
import { start } from './calls.ts';

const traps = Object.getOwnPropertyNames(Reflect).filter((name) => typeof Reflect.get(Reflect, name) === 'function');

/** A proxy whose trap of one name throws what is no error. */
function throwing(name: string): object {
  const trap = (): never => {
    throw Object.create(null);
  };
  return new Proxy({ port: 0 }, { [name]: trap });
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function nested(depth: number): object {
  let value: object = {};
  for (let level = 0; level < depth; level += 1) value = { data: value };
  return value;
}

/** Each key leads to another object, without an end. */
function endless(): object {
  return new Proxy(
    {},
    {
      ownKeys: () => ['a', 'b'],
      get: () => endless(),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
}

const hostile: Record<string, unknown> = {
  ...Object.fromEntries(traps.map((name) => [`a proxy whose ${name} throws`, throwing(name)])),
  'a revoked proxy': revoked({}),
  'a revoked proxy of a list': revoked([]),
  'a revoked proxy of a function': revoked(() => 1),
  'a getter that throws': Object.defineProperty({}, 'port', { enumerable: true, get: () => fail() }),
  'an object without prototype': Object.assign(Object.create(null), { prt: 1 }),
  'an object that cannot be text': { port: { toString: () => fail(), valueOf: () => fail() } },
  'a text of a megabyte as a name': { ['x'.repeat(1_000_000)]: 1 },
  'a symbol': Symbol('port'),
  'a bigint': 1n,
  'a function': () => ({ port: 0 }),
  'a class': class Options {},
  'a boxed number': { port: Object(0) },
  'an object a hundred thousand levels deep': nested(100_000),
  'an object without an end': endless(),
  'a list of four thousand million items': {
    data: { brandlovers: { sellers: new Array(2 ** 32 - 1) }, clubcollect: {} },
  },
  'a list whose length is a lie': { data: new Proxy([], { get: () => Number.NaN }) },
  'a list with an iterator of its own': { data: Object.assign([1], { [Symbol.iterator]: () => fail() }) },
};

function fail(): never {
  throw new TypeError('hostile');
}

/** Rejects with the package's own error, or starts what can be closed. */
async function outcome(options: unknown): Promise<unknown> {
  const result = await startFrom(options).catch((error: unknown) => error);
  if (result instanceof SandboxError) return result;
  if (typeof result === 'object' && result !== null && 'close' in result && typeof result.close === 'function') {
    await result.close();
    return 'started';
  }
  return result;
}

const places: Record<string, (value: unknown) => unknown> = {
  options: (value) => value,
  port: (port) => ({ port }),
  brandlovers: (brandlovers) => ({ brandlovers }),
  'brandlovers.maxLimit': (maxLimit) => ({ brandlovers: { maxLimit } }),
  'brandlovers.offset': (offset) => ({ brandlovers: { offset } }),
  clubcollect: (clubcollect) => ({ clubcollect }),
  'clubcollect.pageSize': (pageSize) => ({ clubcollect: { pageSize } }),
  'clubcollect.messageAfterArchive': (messageAfterArchive) => ({ clubcollect: { messageAfterArchive } }),
  'clubcollect.page': (page) => ({ clubcollect: { page } }),
  data: (data) => ({ data }),
  'data/brandlovers': (brandlovers) => ({ data: { brandlovers, clubcollect: { partners: [] } } }),
  'data/clubcollect/partners': (partners) => ({ data: { brandlovers: { sellers: [] }, clubcollect: { partners } } }),
  'data/brandlovers/sellers/0': (seller) => ({
    data: { brandlovers: { sellers: [seller] }, clubcollect: { partners: [] } },
  }),
  'a name of its own': (value) => ({ [`x${typeof value}`]: value }),
};

const anything = fc.anything({
  maxDepth: 2,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

describe('startSandbox refuses what is hostile with its own error', () => {
  test.each(Object.entries(hostile))('%s', async (_, value) => {
    for (const [place, put] of Object.entries(places)) {
      const result = await outcome(put(value));
      if (result !== 'started') expect(result, place).toMatchObject({ name: 'SandboxError', kind: 'invalid-input' });
      if (result instanceof SandboxError) expect(result.message.length, place).toBeLessThan(800);
    }
  });
});

test('what cannot be read is named by its option', async () => {
  for (const [name, value] of Object.entries({
    data: nested(100_000),
    port: endless(),
    brandlovers: throwing('get'),
  })) {
    expect(await outcome({ [name]: value })).toMatchObject({
      field: name,
      message: expect.stringMatching(`^${name} cannot be read`),
    });
  }
});

describe('startSandbox takes any value, or refuses it with its own error that names the option', () => {
  test.each(Object.entries(places))('%s', async (place, put) => {
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        const result = await outcome(put(value));
        if (result === 'started') return;
        expect(result).toMatchObject({ name: 'SandboxError', kind: 'invalid-input', field: expect.any(String) });
        if (/^[a-z]+\.|^data\//i.test(place) && result instanceof SandboxError) expect(result.field).toContain(place);
      }),
      { numRuns: process.env.EXHAUSTIVE ? 60 : 20 },
    );
  });
});

test('an option is read once: what was checked is what is used', async () => {
  let reads = 0;
  const brandlovers = {
    get maxLimit() {
      reads += 1;
      return reads === 1 ? 1 : 'another';
    },
  };
  expect(await outcome({ brandlovers })).toBe('started');
  expect(reads).toBe(1);
});

test('options may be built on others', async () => {
  expect(await outcome(Object.create({ brandlovers: { maxLimit: 0 } }))).toMatchObject({
    field: 'brandlovers.maxLimit',
  });
});

describe('answerNext takes what is documented, and refuses any other value with its own error', () => {
  function answerNextOf(sandbox: Sandbox): (operationId: unknown, status: unknown) => void {
    const answerNext: unknown = sandbox.answerNext;
    if (typeof answerNext !== 'function') expect.fail('answerNext is no function');
    return (operationId, status) => {
      try {
        answerNext(operationId, status);
        expect([operationId, status]).toEqual(['listTickets', 200]);
      } catch (error) {
        if (!(error instanceof SandboxError)) throw error;
        expect(error.kind).toBe('invalid-input');
        expect(error.field).toBe(operationId === 'listTickets' ? 'status' : 'operation');
      }
    };
  }

  test.each(Object.entries(hostile))('%s', async (_, value) => {
    const check = answerNextOf(await start());
    check(value, 200);
    check('listTickets', value);
  });

  test('anything', async () => {
    const check = answerNextOf(await start());
    const ids = fc.oneof(anything, fc.constantFrom('listTickets', 'toString', '__proto__', 'listtickets'));
    const statuses = fc.oneof(anything, fc.constantFrom(200, '200', 200.5, -0));
    fc.assert(fc.property(ids, statuses, check), { numRuns: process.env.EXHAUSTIVE ? 500 : 100 });
  });
});

test('close ignores what it is given, as when it is used as a callback', async () => {
  const sandbox = await start();
  const close: unknown = sandbox.close;
  if (typeof close !== 'function') expect.fail('close is no function');
  for (const value of Object.values(hostile)) await expect(close(value)).resolves.toBeUndefined();
});
