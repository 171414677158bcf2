import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SandboxError, startSandbox } from '../src/index.ts';
import { at, items, text } from '../src/json.ts';
import { openFile } from '../src/store/file.ts';
import { asPartner, GAP, send, start } from './calls.ts';
import { command, everythingShown } from './commands.ts';
import { newFile, newFolder } from './disk.ts';
import { signed } from './spec-facts.ts';

const onePage = { clubcollect: { pageSize: 100_000 } };
const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

test('a sandbox goes on where another one with the same file stopped', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 20 }), async (commands) => {
      const file = await newFile();
      const first = await startSandbox({ ...onePage, file });
      for (const change of commands) await change(first);
      const [state, shown] = [first.inspect(), await everythingShown(first)];
      await first.close();
      await using second = await startSandbox({ ...onePage, file });
      expect(second.inspect()).toEqual(state);
      expect(await everythingShown(second)).toEqual(shown);
      second.reset();
      await using other = await startSandbox(onePage);
      expect(second.inspect()).toEqual(other.inspect());
    }),
    { numRuns: process.env.EXHAUSTIVE ? 100 : 2 },
  );
});

test('a reset is kept too, and brings back the data with which the file began', async () => {
  const file = await newFile();
  const data = { brandlovers: { sellers: [{ name: 'S', token: 't', tickets: [] }] }, clubcollect: { partners: [] } };
  const first = await startSandbox({ file, data });
  first.brandlovers.customerOpensTicket({ text: 'Oi' });
  await first.close();
  const second = await startSandbox({ file });
  expect(second.inspect().brandlovers.sellers[0]?.tickets).toHaveLength(1);
  second.reset();
  await second.close();
  await using third = await startSandbox({ file, data });
  expect(third.inspect()).toEqual(data);
});

test('once it is closed, the state is that one file', async () => {
  const file = await newFile();
  const sandbox = await startSandbox({ file });
  sandbox.brandlovers.customerWrites('7300401', 'Oi');
  await sandbox.close();
  await sandbox.close();
  expect(await readdir(join(file, '..'))).toEqual(['sandbox.db']);
});

describe('a file that it cannot keep its state in is refused', () => {
  async function refusal(file: string, options: object = {}): Promise<SandboxError> {
    const error: unknown = await startSandbox({ file, ...options }).then(
      (sandbox) => sandbox.close(),
      (reason: unknown) => reason,
    );
    if (!(error instanceof SandboxError)) throw new Error('It was not refused');
    return error;
  }

  test('a text, which stays as it is', async () => {
    const file = await newFile();
    await writeFile(file, 'Dear diary');
    expect(await refusal(file)).toMatchObject({
      kind: 'invalid-input',
      field: 'file',
      message: `file must be a new file, or one that a sandbox wrote: ${file} is not`,
    });
    expect(await readFile(file, 'utf8')).toBe('Dear diary');
  });

  test("somebody else's database, which stays as it is", async () => {
    const file = await newFile();
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE items (key INTEGER)');
    database.close();
    const before = await readFile(file);
    expect(await refusal(file)).toMatchObject({ kind: 'invalid-input', field: 'file' });
    expect(await readFile(file)).toEqual(before);
  });

  async function changed(sql: string): Promise<string> {
    const file = await newFile();
    await (await startSandbox({ file })).close();
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
    return file;
  }

  test.each([
    [
      'of another version',
      'PRAGMA user_version = 2',
      'invalid-input',
      /^file must be one that a sandbox of this version/,
    ],
    [
      'that holds what the data cannot',
      `UPDATE items SET value = '{"ticketId":"7300401","status":"NEW"}' WHERE value LIKE '%7300401%'`,
      'invalid-input',
      /^file\/brandlovers\/sellers\/0\/tickets\/0\/status must be one of OPEN, REOPENED, CLOSED/,
    ],
    ['that holds no JSON', `UPDATE items SET value = '{'`, 'cannot-open', /is damaged/],
    ['without its tables', 'DROP TABLE items', 'cannot-open', /is damaged/],
  ])('one %s', async (_, sql, kind, message) => {
    expect(await refusal(await changed(sql))).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  test('one that is cut off', async () => {
    const file = await changed('VACUUM');
    await writeFile(file, (await readFile(file)).subarray(0, 4096));
    expect(await refusal(file)).toMatchObject({ kind: 'cannot-open', message: expect.stringContaining('is damaged') });
  });

  test.each(['.', 'none/sandbox.db'])('%s, where no file can be', async (name) => {
    expect(await refusal(join(await newFolder(), name))).toMatchObject({
      kind: 'invalid-input',
      field: 'file',
      message: expect.stringMatching(/^file must be a file that can be read and written/),
    });
  });

  test('one that another sandbox has open, until that is closed', async () => {
    const file = await newFile();
    const sandbox = await start({ file });
    expect(await refusal(file)).toMatchObject({
      kind: 'cannot-open',
      field: 'file',
      message: `Cannot keep the state in a file: another sandbox has ${file} open`,
    });
    await sandbox.close();
    await (await startSandbox({ file })).close();
  });

  test('one that began with other data, where data are given too', async () => {
    const file = await newFile();
    await (await startSandbox({ file })).close();
    const data = { brandlovers: { sellers: [] }, clubcollect: { partners: [] } };
    expect(await refusal(file, { data })).toMatchObject({
      field: 'data',
      message: 'data must be left out, or be that with which the file began',
    });
    await (await startSandbox({ file })).close();
  });

  test('any, in a Node without SQLite', async () => {
    const { getBuiltinModule } = process;
    onTestFinished(() => void Object.assign(process, { getBuiltinModule }));
    const file = await newFile();
    for (const without of [undefined, () => undefined]) {
      Object.assign(process, { getBuiltinModule: without });
      expect(await refusal(file)).toMatchObject({
        kind: 'cannot-open',
        field: 'file',
        message: expect.stringMatching(/has no node:sqlite; Node 22\.13 and newer have it$/),
      });
    }
  });

  test('a port that is taken leaves the file to others', async () => {
    const file = await newFile();
    const { port } = new URL((await start()).brandlovers.baseUrl);
    expect(await refusal(file, { port: Number(port) })).toMatchObject({ kind: 'cannot-listen' });
    await (await startSandbox({ file })).close();
  });
});

describe('what is saved together is kept whole or not at all', () => {
  const item = { key: 1, parent: undefined, value: { name: 'S' } };
  // JSON has no form for it.
  const impossible = { key: 2, parent: 1, value: { count: 1n } };

  test('changes', async () => {
    const file = await newFile();
    const store = openFile(file);
    store.keepStart({});
    expect(() => store.of('museum').save([item, impossible])).toThrow(TypeError);
    store.close();
    const again = openFile(file);
    expect(again.kept).toEqual({ start: {}, rows: [] });
    again.close();
  });

  test('a whole state', async () => {
    const file = await newFile();
    const store = openFile(file);
    store.keepStart({});
    const museum = store.of('museum');
    museum.save([item]);
    expect(() => store.replace(() => museum.save([impossible]))).toThrow(TypeError);
    store.close();
    const again = openFile(file);
    expect(again.kept?.rows).toEqual([{ ...item, vendor: 'museum' }]);
    again.close();
  });
});

describe('an end without warning takes nothing that was answered, and leaves nothing half', () => {
  /** Starts the command in a process of its own; it ends without warning. */
  async function run(file: string) {
    const child = spawn(process.execPath, [cli, '--json', '--file', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    let warned = '';
    child.stderr.on('data', (chunk) => {
      warned += String(chunk);
    });
    let output = '';
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      output += String(chunk);
      if (output.endsWith('\n')) break;
    }
    const { origin } = new URL(text(at(JSON.parse(output), 'brandlovers', 'baseUrl')) ?? '');
    const closed = once(child, 'close');
    return {
      origin,
      async kill() {
        child.kill('SIGKILL');
        await closed;
        expect(warned.split('\n').filter((line) => line !== '' && !GAP.test(line))).toEqual([]);
      },
    };
  }

  /** Writes until there is nobody to write to, from several connections at once; gives what was answered. */
  async function writeUntilItEnds(origin: string, from: string, whenAnswered: (count: number) => void) {
    const answered: string[] = [];
    const json = { 'content-type': 'application/json' };
    const write = async (vendor: 'brandlovers' | 'clubcollect', writer: string) => {
      for (let count = 0; ; count += 1) {
        const mark = `${from}-${writer}-${count}`;
        const { target, headers } =
          vendor === 'brandlovers'
            ? signed(vendor, '/ticket', 'sandbox-seller-aurora')
            : signed(vendor, '/v2/invoices/hv-2026-0001/tickets', 'sandbox-partner-noord');
        const message = { visibility: 'INTERNAL', body: mark };
        const body =
          vendor === 'brandlovers' ? { orderId: '1', type: 'T', from: 'F', body: mark, message } : { message: mark };
        const { status } = await send(origin + target, {
          method: 'POST',
          headers: { ...headers, ...json },
          body: JSON.stringify(body),
        });
        expect(status).toBe(200);
        answered.push(mark);
        whenAnswered(answered.length);
      }
    };
    const writers = ['a', 'b', 'c'].flatMap((writer) => [
      write('brandlovers', `s${writer}`),
      write('clubcollect', `p${writer}`),
    ]);
    const ends = await Promise.allSettled(writers);
    for (const end of ends) expect(end).toMatchObject({ reason: new TypeError('fetch failed') });
    return answered;
  }

  const kills = process.env.EXHAUSTIVE ? [1, 2, 3, 10, 50, 100, 200, 300, 500, 1000] : [60];

  test.each(kills)('after %i answers', async (count) => {
    const file = await newFile();
    const answered: string[] = [];
    // The second time, the file is gone on with.
    for (const from of process.env.EXHAUSTIVE ? ['first', 'second'] : ['first']) {
      const { origin, kill } = await run(file);
      const killed = Promise.withResolvers<void>();
      answered.push(
        ...(await writeUntilItEnds(origin, from, (soFar) => {
          if (soFar === count) kill().then(killed.resolve, killed.reject);
        })),
      );
      await killed.promise;
    }

    const sandbox = await start({ ...onePage, file });
    const tickets = sandbox.inspect().brandlovers.sellers.flatMap((seller) => seller.tickets);
    const opened = tickets.filter(({ messages }) => /^(first|second)-/.test(messages[0]?.body ?? ''));
    for (const { messages } of opened)
      expect(messages.map(({ body }) => body)).toEqual([messages[0]?.body, messages[0]?.body]);
    const { body } = await asPartner(sandbox)('GET', '/v2/invoices/hv-2026-0001/tickets');
    const written = items(at(body, 'tickets')).flatMap((ticket) => text(at(ticket, 'message')) ?? []);
    const found = [
      ...opened.flatMap(({ messages }) => messages[0]?.body ?? []),
      ...written.filter((mark) => mark.includes('-p')),
    ];
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(answered));
    // Each of the six writers may have had one on its way, each time.
    expect(found.length).toBeLessThanOrEqual(answered.length + 12);
  });
});
