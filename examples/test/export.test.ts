import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../src/program.ts';
import { ResumableFile } from '../src/resumable-file.ts';
import {
  commandOf,
  invoice,
  kill,
  makePipe,
  openDesk,
  run,
  sample,
  scratch,
  start,
  startCommand,
  ticket,
  until,
} from './desk.ts';

/** Lists of several pages at both vendors. */
async function openPages() {
  const tickets = Array.from({ length: 10 }, (_, index) =>
    ticket(index === 2 ? undefined : `t${index}`, index % 2 === 0 ? 'OPEN' : 'CLOSED', 3),
  );
  const invoices = Array.from({ length: 30 }, (_, index) => invoice(`i${index}`, 'CUSTOMER', 'COMPANY', 'CUSTOMER'));
  const desk = await openDesk(tickets, invoices, { brandlovers: { maxLimit: 4 }, clubcollect: { pageSize: 30 } });
  const folder = await scratch();
  const out = join(folder, 'threads.ndjson');
  return {
    ...desk,
    folder,
    out,
    start: () => start('export', ['--out', out], desk.env),
    run: () => run('export', ['--out', out], desk.env),
  };
}

let whole: Promise<{ readonly text: string; readonly requests: number }> | undefined;

/** What an export of these pages that nobody interrupts writes, and how many requests it needs. */
function exportWhole() {
  whole ??= (async () => {
    const { run, out, proxy } = await openPages();
    expect(await run()).toMatchObject({ code: 0 });
    return { text: await readFile(out, 'utf8'), requests: proxy.passed.length };
  })();
  return whole;
}

test('every thread is a line with its messages, and what the vendor sent', async () => {
  const { run, out, folder, bridge } = await openPages();
  expect(await run()).toEqual({ code: 0, signal: null, out: '', err: `40 threads in ${out}\n` });
  expect(await readdir(folder)).toEqual(['threads.ndjson']);
  const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
  const records: readonly unknown[] = lines.map((line) => JSON.parse(line));
  const threads = await Array.fromAsync(bridge.threads({ hydrate: true }));
  expect(records).toHaveLength(threads.length);
  expect(records[0]).toEqual({
    vendor: 'brandlovers',
    account: 'shop',
    ref: 'brandlovers:shop:t0',
    state: { active: true, turn: 'unknown', native: 'OPEN', from: 'field' },
    raw: threads[0]?.raw,
    messages: [0, 1, 2].map((index) => ({
      sentAt: `2026-03-01T09:0${index}:00.000Z`,
      text: `Cadê meu pedido? ${index}`,
      raw: expect.objectContaining({ visibility: 'CUSTOMER' }),
    })),
  });
  expect(records[2]).toMatchObject({ ref: null, messages: null });
  expect(records.at(-1)).toMatchObject({
    ref: 'clubcollect:club:i29',
    state: { active: true, turn: 'ours', native: 'unanswered', from: 'list' },
    messages: [{}, {}, { text: 'Klopt dit bedrag? 2', raw: { sender: 'CUSTOMER' } }],
  });
});

test('without --out it goes to stdout', async () => {
  const { env } = await openPages();
  const { code, out: written, err } = await run('export', [], env);
  expect([code, err]).toEqual([0, '']);
  expect(written).toBe((await exportWhole()).text);
});

describe('killed', () => {
  // Of 57: a page of tickets, messages, the page after, a page of invoices, the page after, and the last, empty list.
  test.each(sample([31, 1, 2, 9, 10, 54, 57]))('at its request number %i, it goes on where it was', async (nth) => {
    const { start, run, out, folder, proxy } = await openPages();
    const whole = await exportWhole();

    const program = start();
    await until(proxy.hold(nth, 'performed'), program);
    expect(await kill(program)).toMatchObject({ signal: 'SIGKILL' });
    expect(await readdir(folder)).not.toContain('threads.ndjson');
    await appendFile(`${out}.partial`, '{"vendor":"brandlo');

    expect(await run()).toMatchObject({ code: 0 });
    expect(await readFile(out, 'utf8')).toBe(whole.text);
    expect(await readdir(folder)).toEqual(['threads.ndjson']);
    // At most a page is read again: the list, and its thirty invoices.
    expect(proxy.passed.length - whole.requests).toBeLessThanOrEqual(31);
  });

  test.runIf(process.env.EXHAUSTIVE)('again and again, it comes to its end', async () => {
    const { start, run, out, proxy } = await openPages();
    const whole = await exportWhole();
    for (const nth of [10, 12, 12, 3, 32]) {
      const program = start();
      await until(proxy.hold(nth, 'arrived'), program);
      await kill(program);
    }
    expect(await run()).toMatchObject({ code: 0 });
    expect(await readFile(out, 'utf8')).toBe(whole.text);
  });
});

describe('another export to the same file', () => {
  const refusal = /^export: another export is writing .+: wait for its end, or name another file\n$/;

  test('stops at once and changes nothing; after a kill the next one goes on', async () => {
    const { start, run, out, proxy } = await openPages();
    const whole = await exportWhole();
    const first = start();
    await until(proxy.hold(31, 'arrived'), first);
    const state = () => Promise.all(['partial', 'position'].map((kind) => readFile(`${out}.${kind}`, 'utf8')));
    const before = await state();
    expect(await run()).toEqual({ code: 2, signal: null, out: '', err: expect.stringMatching(refusal) });
    expect(await state()).toEqual(before);

    await kill(first);
    expect(await run()).toMatchObject({ code: 0 });
    expect(await readFile(out, 'utf8')).toBe(whole.text);
  });

  test('never spoils it, whichever of several is first', async () => {
    const { run, out, folder } = await openPages();
    const whole = await exportWhole();
    const ended = await Promise.all(Array.from({ length: process.env.EXHAUSTIVE ? 4 : 2 }, run));
    const stopped = ended.filter(({ code }) => code !== 0);
    expect(stopped.length).toBeLessThan(ended.length);
    for (const { code, err } of stopped) expect([code, err]).toEqual([2, expect.stringMatching(refusal)]);
    expect(await readFile(out, 'utf8')).toBe(whole.text);
    expect(await readdir(folder)).toEqual(['threads.ndjson']);
  });
});

describe('a position file that no export wrote', () => {
  const broken = [
    '',
    '{"position":"p","by',
    'null',
    '[]',
    '"p"',
    '\0\0',
    '{}',
    '{"position":1,"bytes":0,"lines":0}',
    '{"position":"p","bytes":-1,"lines":0}',
    '{"position":"p","bytes":0.5,"lines":0}',
    '{"position":"p","bytes":0,"lines":"0"}',
  ];

  test.each(['', 'a line\n'])('is refused beside a partial file of %j, and kept', async (partial) => {
    const out = join(await scratch(), 'threads.ndjson');
    await writeFile(`${out}.partial`, partial);
    for (const text of broken) {
      await writeFile(`${out}.position`, text);
      await expect(ResumableFile.open(out, () => true)).rejects.toThrow(UsageError);
      expect(await readFile(`${out}.position`, 'utf8')).toBe(text);
    }
    expect(await readFile(`${out}.partial`, 'utf8')).toBe(partial);
  });

  test('is told in one line with exit code 2', async () => {
    const { run, out } = await openPages();
    await writeFile(`${out}.position`, '');
    const err = `export: ${out}.position does not hold a position; delete it and ${out}.partial to start anew\n`;
    expect(await run()).toEqual({ code: 2, signal: null, out: '', err });
  });
});

describe('a name that something other than a regular file has', () => {
  const others: readonly [string, (path: string) => void | Promise<void>][] = [
    ['a folder', (path) => mkdir(path)],
    ['a pipe', makePipe],
    ['a socket', listenAt],
    ['a link to a file', (path) => symlink(join(path, '../elsewhere'), path)],
    ['a link to nothing', (path) => symlink('nothing', path)],
    ['a link to a folder', (path) => symlink('.', path)],
  ];
  const cases = others.flatMap(([kind, make]) =>
    ['', '.partial', '.position', '.position.new'].map((end) => [kind, `threads.ndjson${end}`, make] as const),
  );

  test.each(cases)('%s in place of %s is refused, and nothing is touched', async (_, name, make) => {
    const folder = await scratch();
    await writeFile(join(folder, 'elsewhere'), 'kept');
    await make(join(folder, name));
    const { ino } = await lstat(join(folder, name));
    const opened = ResumableFile.open(join(folder, 'threads.ndjson'), () => true);
    await expect(opened).rejects.toThrow(
      expect.toSatisfy((error) => error instanceof UsageError && error.message.includes(join(folder, name))),
    );
    expect((await lstat(join(folder, name))).ino).toBe(ino);
    expect(await readdir(folder)).toEqual(['elsewhere', name]);
    expect(await readFile(join(folder, 'elsewhere'), 'utf8')).toBe('kept');
  });

  test('is told in one line with exit code 2', async () => {
    const { run, out } = await openPages();
    await symlink('elsewhere', out);
    const err = `export: ${out} is no regular file: name another one, or what a link leads to\n`;
    expect(await run()).toEqual({ code: 2, signal: null, out: '', err });
  });

  test('is not replaced when it came during the export', async () => {
    const folder = await scratch();
    const out = join(folder, 'threads.ndjson');
    await using file = await ResumableFile.open(out, () => true);
    await file.writeLine('{"ref":"a"}');
    await symlink('elsewhere', out);
    await expect(file.complete()).rejects.toThrow(UsageError);
    expect(await readdir(folder)).toEqual(['threads.ndjson', 'threads.ndjson.partial']);
  });
});

async function listenAt(path: string): Promise<void> {
  const server = createServer().listen(path);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
}

test('a name that no file can get is refused before anything is read', async () => {
  for (const name of ['', ' \t']) {
    await expect(ResumableFile.open(name, () => true)).rejects.toThrow(UsageError);
    expect(existsSync(`${name}.partial`)).toBe(false);
  }
});

describe('a state that no export left', () => {
  const LINES = ['{"ref":"brandlovers:shop:t0"}', '{"ref":null}', '{"ref":"brandlovers:shop:t1"}'];
  const whole = LINES.map((line) => `${line}\n`).join('');
  const [first = ''] = whole.split(/(?<=\n)/);
  const at = (bytes: number, lines: number) => JSON.stringify({ position: 'p', bytes, lines });

  const STATES: [[string, string, string], ...[string, string, string][]] = [
    ['a position in the middle of a line', whole, at(first.length + 3, 2)],
    ['a position before the end of a line', whole, at(first.length - 1, 1)],
    ['a position after another line than it says', whole, at(first.length, 2)],
    ['a position at the start that counts lines', whole, at(0, 1)],
    ['a partial file that is shorter', first, at(whole.length, 3)],
    ['a line that is no JSON', whole.replace('null', 'nul!'), at(whole.length, 3)],
    ['a line that is no record', whole.replace('{"ref":null}', '"ref is null"'), at(whole.length, 3)],
    ['a record without a ref', whole.replace('"ref":null', '"fer":null'), at(whole.length, 3)],
    ['a record with another ref', whole.replace('"ref":null', '"ref":1000'), at(whole.length, 3)],
    ['zeros in place of a line', whole.replace('{"ref":null}', '\0'.repeat(12)), at(whole.length, 3)],
    ['a line break that is gone', whole.replace('}\n{', '} {'), at(whole.length, 3)],
    ['a last line break that is gone', `${whole.trimEnd()} `, at(whole.length, 3)],
    ['a position that no vendor gave', whole, at(whole.length, 3)],
  ];

  test.each(sample(STATES))(
    '%s is told in one line with exit code 2 and advice, and is kept',
    async (_, partial, position) => {
      const { run, out, folder } = await openPages();
      await writeFile(`${out}.partial`, partial);
      await writeFile(`${out}.position`, position);
      const { code, out: shown, err } = await run();
      expect([code, shown]).toEqual([2, '']);
      expect(err).toMatch(/^export: [^\n]+; delete both to start anew\n$/);
      expect(err).toContain(`${out}.partial`);
      expect(err).toContain(`${out}.position`);
      expect(await readFile(`${out}.partial`, 'utf8')).toBe(partial);
      expect(await readFile(`${out}.position`, 'utf8')).toBe(position);
      expect(await readdir(folder)).toHaveLength(2);
    },
  );
});

test.skipIf(!existsSync('/dev/full'))('a full disk is told in one line with exit code 2', async () => {
  const { env } = await openPages();
  const ended = await startCommand(['/bin/sh', '-c', '"$@" >/dev/full', 'sh', ...commandOf('export', [])], env).ended;
  expect(ended).toEqual({ code: 2, signal: null, out: '', err: expect.stringMatching(/^export: ENOSPC.+\n$/) });
});

test('stopped by a source that fails, it exits with 1, says why, and goes on later', async () => {
  const { run: goOn, env, out, bridge } = await openPages();
  const failed = await run('export', ['--out', out], { ...env, CLUBCOLLECT_API_KEY: 'wrong' });
  expect(failed.code).toBe(1);
  expect(failed.err).toMatch(/^export: clubcollect\.listCompanyTickets: .+\n$/);
  expect(await goOn()).toMatchObject({ code: 0 });
  const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength((await Array.fromAsync(bridge.threads({ hydrate: true }))).length);
});

test('gone on without the account where it was, it refuses', async () => {
  const { start, env, out, proxy } = await openPages();
  const program = start();
  await until(proxy.hold(19, 'arrived'), program);
  await kill(program);
  const others = {
    BRANDLOVERS_TOKENS: `other=${env.BRANDLOVERS_TOKENS?.split('=')[1]}`,
    CLUBCOLLECT_COMPANIES: 'other',
  };
  const { code, err } = await run('export', ['--out', out], { ...env, ...others });
  expect(code).toBe(2);
  expect(err).toContain('"from" must be a position of an account that this listing reads');
});

test.runIf(process.env.EXHAUSTIVE)('its memory does not grow with what it exports', async () => {
  const text = 'x'.repeat(100_000);
  const messages = [{ createdAt: '2026-03-01T09:00:00Z', body: text, visibility: 'CUSTOMER' as const }];
  const tickets = Array.from({ length: 100 }, (_, index) => ({ ...ticket(`t${index}`), messages }));
  const { env } = await openDesk(tickets, []);
  const out = join(await scratch(), 'threads.ndjson');
  const { code } = await run('export', ['--out', out], { ...env, NODE_OPTIONS: '--max-old-space-size=16' });
  expect(code).toBe(0);
  expect((await readFile(out)).length).toBeGreaterThan(2 * 100 * text.length);
});

// Linux's `script` runs a command in a terminal of its own; those of other systems take other flags.
const SCRIPT = '/usr/bin/script';
const hasScript = process.platform === 'linux' && existsSync(SCRIPT);

test.skipIf(!hasScript)('in a terminal it shows how far it is', async () => {
  const { env, out } = await openPages();
  const command = commandOf('export', ['--out', out]).map((word) => `'${word}'`);
  const { code, out: shown } = await startCommand([SCRIPT, '-qec', command.join(' '), '/dev/null'], env).ended;
  expect(code).toBe(0);
  expect(shown).toContain('40/40 threads');
});

const ENDED_BY: [[NodeJS.Signals, number], ...[NodeJS.Signals, number][]] = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
];

test.skipIf(!hasScript).each(sample(ENDED_BY))(
  'ended by %s in a terminal, it leaves the terminal as it was and goes on later',
  async (signal, exitCode) => {
    const { env, out, proxy, folder, run } = await openPages();
    const whole = await exportWhole();
    const command = commandOf('export', ['--out', out]).map((word) => `'${word}'`);
    const noted = `echo $$ >'${folder}/pid'; exec ${command.join(' ')}`;
    const program = startCommand([SCRIPT, '-qec', noted, '/dev/null'], env);
    await until(proxy.hold(31, 'arrived'), program);
    process.kill(Number(await readFile(join(folder, 'pid'), 'utf8')), signal);
    const { code, out: shown } = await program.ended;
    expect(code).toBe(exitCode);
    expect(shown).toContain('\u001b[?7l');
    expect(shown.lastIndexOf('\u001b[?7h')).toBeGreaterThan(shown.lastIndexOf('\u001b[?7l'));
    expect(await run()).toMatchObject({ code: 0 });
    expect(await readFile(out, 'utf8')).toBe(whole.text);
  },
);
