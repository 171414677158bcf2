import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { formatThreadRef, type ThreadRef, type Ticketbridge } from '@ticketbridge/facade';
import { describe, expect, test } from 'vitest';
import { readAccounts } from '../src/configuration.ts';
import { Journal } from '../src/journal.ts';
import { UsageError } from '../src/program.ts';
import {
  commandOf,
  invoice,
  kill,
  makePipe,
  openDesk,
  run,
  runPiped,
  sample,
  scratch,
  start,
  startCommand,
  ticket,
  until,
} from './desk.ts';
import type { Passing, Phase } from './proxy.ts';

const TEXT = 'We got your message.';

const WAITING = [
  'brandlovers:shop:1',
  'brandlovers:shop:2',
  'brandlovers:shop:3',
  'clubcollect:club:a',
  'clubcollect:club:b',
  'clubcollect:club:c',
];

/** Three threads that wait at each vendor, among others that do not. */
async function openWaiting() {
  const tickets = [ticket('1'), ticket('closed', 'CLOSED'), ticket('2'), ticket('again', 'REOPENED'), ticket('3')];
  const invoices = [
    invoice('a', 'CUSTOMER'),
    invoice('done', 'CUSTOMER', 'COMPANY'),
    invoice('b', 'CUSTOMER', 'COMPANY', 'CUSTOMER'),
    invoice('c', 'CUSTOMER'),
  ];
  const desk = await openDesk(tickets, invoices);
  const journal = join(await scratch(), 'replies.sqlite');
  const flags = ['--journal', journal, '--text', TEXT];
  return {
    ...desk,
    journal,
    start: () => start('auto-responder', flags, desk.env),
    run: () => run('auto-responder', flags, desk.env),
    decide: (...decisions: string[]) => run('auto-responder', ['--journal', journal, ...decisions], desk.env),
  };
}

const isWrite = ({ method }: Passing) => method === 'POST';

/** How often each thread at the vendors has the text, those without it left out. */
async function answers(bridge: Ticketbridge): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for await (const { ref } of bridge.threads()) {
    const count = ref && (await countAnswers(bridge, ref));
    if (count) counts.set(formatThreadRef(ref), count);
  }
  return counts;
}

async function countAnswers(bridge: Ticketbridge, ref: ThreadRef): Promise<number> {
  const messages = await Array.fromAsync(bridge.messages(ref));
  return messages.filter(({ text }) => text === TEXT).length;
}

function listedUnknown(out: string): string[] {
  return Array.from(out.matchAll(/^unknown (\S+) /gm), ([, thread = '']) => thread);
}

function each(threads: readonly string[], count: number): ReadonlyMap<string, number> {
  return new Map(threads.map((thread) => [thread, count]));
}

test('every thread that waits is answered once, however often the program runs', async () => {
  const { run, bridge, proxy } = await openWaiting();
  expect(await run()).toMatchObject({ code: 0, err: '' });
  expect(await answers(bridge)).toEqual(each(WAITING, 1));
  expect(await run()).toEqual({ code: 0, signal: null, out: '', err: '' });
  expect(proxy.passed.filter(isWrite)).toHaveLength(WAITING.length);
});

// The fewer kills of the two come first.
describe.each(sample([2, 1]))('killed at its write number %i, again and again', (nth) => {
  test.each<Phase>(sample(['performed', 'arrived', 'answered']))(
    'with the write %s, it sends nothing twice and loses nothing',
    async (phase) => {
      const { start, run, bridge, proxy } = await openWaiting();
      const kills = WAITING.length / nth;
      for (let count = 1; count <= kills; count += 1) {
        const program = start();
        await until(proxy.hold(nth, phase, isWrite), program);
        expect(await kill(program)).toMatchObject({ signal: 'SIGKILL' });
      }

      const { out } = await run();
      const unknown = listedUnknown(out);
      const answered = await answers(bridge);
      expect(new Set([...answered.keys(), ...unknown])).toEqual(new Set(WAITING));
      expect(new Set(answered.values())).toEqual(new Set(answered.size > 0 ? [1] : []));
      // An answer that arrived may have been noted before the kill, or not.
      if (phase !== 'answered') expect(unknown).toHaveLength(kills);

      expect(listedUnknown((await run()).out)).toEqual(unknown);
      expect(await answers(bridge)).toEqual(answered);
      expect(proxy.passed.filter(isWrite)).toHaveLength(WAITING.length);
    },
  );
});

test('killed while it lists, it has sent nothing and starts anew', async () => {
  const { start, run, bridge, proxy } = await openWaiting();
  const program = start();
  await until(proxy.hold(2, 'performed'), program);
  await kill(program);
  expect(await answers(bridge)).toEqual(new Map());
  expect(await run()).toMatchObject({ code: 0 });
  expect(await answers(bridge)).toEqual(each(WAITING, 1));
});

test('a reply whose answer got lost is listed, not repeated, and its account is left alone until the next run', async () => {
  const { run, bridge, proxy } = await openWaiting();
  proxy.breakAnswers(({ method, url }) => method === 'POST' && url.includes('/ticket/1/'));
  const first = await run();
  expect(first.code).toBe(1);
  expect(listedUnknown(first.out)).toEqual(['brandlovers:shop:1']);
  expect(await answers(bridge)).toEqual(each(['brandlovers:shop:1', ...WAITING.slice(3)], 1));

  const second = await run();
  expect(second.code).toBe(1);
  expect(listedUnknown(second.out)).toEqual(['brandlovers:shop:1']);
  expect(await answers(bridge)).toEqual(each(WAITING, 1));
});

test('a reply that was refused is tried again by the next run', async () => {
  const { run, bridge, sandbox } = await openWaiting();
  sandbox.answerNext('addTicketMessage', 404);
  const first = await run();
  expect(first).toMatchObject({ code: 1, out: expect.stringContaining('brandlovers:shop:1 refused') });
  expect(await answers(bridge)).toEqual(each(WAITING.slice(1), 1));
  expect(await run()).toMatchObject({ code: 0 });
  expect(await answers(bridge)).toEqual(each(WAITING, 1));
});

test('a person decides: what was sent is done, what was not is sent', async () => {
  const { start, run, decide, bridge, proxy } = await openWaiting();
  for (const phase of ['performed', 'arrived'] as const) {
    const program = start();
    await until(proxy.hold(1, phase, isWrite), program);
    await kill(program);
  }
  expect(await decide('--was-sent', 'brandlovers:shop:3')).toMatchObject({
    code: 2,
    err: 'auto-responder: the journal has no reply of unknown fate to brandlovers:shop:3\n',
  });
  expect(await decide('--was-sent', 'brandlovers:shop:1', '--was-not-sent', 'brandlovers:shop:2')).toEqual({
    code: 0,
    signal: null,
    out: '',
    err: '',
  });
  expect(await run()).toMatchObject({ code: 0 });
  expect(await answers(bridge)).toEqual(each(WAITING, 1));
});

test('a source that fails does not keep the other from being answered', async () => {
  const { bridge, env, journal } = await openWaiting();
  const wrong = { ...env, BRANDLOVERS_TOKENS: 'shop=wrong' };
  const { code, err } = await run('auto-responder', ['--journal', journal, '--text', TEXT], wrong);
  expect(code).toBe(1);
  expect(err).toContain('brandlovers:shop could not be listed whole');
  expect(await answers(bridge)).toEqual(each(WAITING.slice(3), 1));
});

test('a second instance on the same journal does not run; one after a kill does', async () => {
  const { start, run, bridge, proxy } = await openWaiting();
  const first = start();
  await until(proxy.hold(1, 'arrived', isWrite), first);
  const second = await run();
  expect(second).toMatchObject({ code: 2, out: '' });
  expect(second.err).toMatch(/^auto-responder: another instance is running on the journal .+\n$/);
  expect(proxy.passed.filter(isWrite)).toHaveLength(1);

  await kill(first);
  const third = await run();
  expect(listedUnknown(third.out)).toEqual(WAITING.slice(0, 1));
  expect(await answers(bridge)).toEqual(each(WAITING.slice(1), 1));
});

test('when nobody reads what it prints, it stops between two replies', async () => {
  const { run, bridge, env, journal } = await openWaiting();
  const flags = ['--journal', journal, '--text', TEXT];
  expect(await runPiped('read-nothing', 'auto-responder', flags, env)).toMatchObject({ out: '', err: '141\n' });
  expect(await answers(bridge)).toEqual(each(WAITING.slice(0, 1), 1));
  expect(await run()).toMatchObject({ code: 0, err: '' });
  expect(await answers(bridge)).toEqual(each(WAITING, 1));
});

describe('a file that is no journal', () => {
  const anotherTable = (path: string) => {
    using database = new DatabaseSync(path);
    database.exec('CREATE TABLE replies (thread TEXT, outcome TEXT)');
  };
  const cutShort = async (path: string) => {
    new Journal(path)[Symbol.dispose]();
    await truncate(path, 5000);
  };
  test.each<[string, (path: string) => void | Promise<void>]>([
    ['is a folder', (path) => mkdirSync(path)],
    ['is a pipe', makePipe],
    ['is a text', (path) => writeFileSync(path, '{"threads":[]}')],
    ['is half a database', cutShort],
    ['has another table', anotherTable],
  ])('since it %s is refused in one line', async (_, write) => {
    const path = join(await scratch(), 'replies.sqlite');
    await write(path);
    const refusal = new RegExp(`^${path} cannot be used as a journal: [^\n]+$`);
    expect(() => new Journal(path)).toThrow(
      expect.toSatisfy((error) => error instanceof UsageError && refusal.test(error.message)),
    );
  });

  test('is told with exit code 2, before anything is sent', async () => {
    const { run, journal, proxy } = await openWaiting();
    writeFileSync(journal, '{"threads":[]}');
    const err = `auto-responder: ${journal} cannot be used as a journal: file is not a database\n`;
    expect(await run()).toEqual({ code: 2, signal: null, out: '', err });
    expect(proxy.passed).toEqual([]);
  });
});

describe('a journal that would forget what was sent', () => {
  test.each(sample([':memory:', '', ' ', 'file:replies.sqlite', 'file:x?mode=memory', 'FILE::memory:', '.']))(
    '%j is refused in one line, before anything is made or sent',
    async (path) => {
      const folder = await scratch();
      const { env, proxy } = await openWaiting();
      const command = commandOf('auto-responder', ['--journal', path, '--text', TEXT]);
      const { code, out, err } = await startCommand(
        ['/bin/sh', '-c', `cd '${folder}' && exec "$@"`, 'sh', ...command],
        env,
      ).ended;
      expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^auto-responder: [^\n]+\n$/)]);
      expect(await readdir(folder)).toEqual([]);
      expect(proxy.passed).toEqual([]);
    },
  );

  test('is no file of an ordinary name, nor a link to one', async () => {
    const folder = await scratch();
    for (const name of ['x?mode=memory', 'replies 1.sqlite', 'ação.sqlite']) {
      new Journal(join(folder, name))[Symbol.dispose]();
      expect(statSync(join(folder, name)).size).toBeGreaterThan(0);
    }
    symlinkSync(join(folder, 'ação.sqlite'), join(folder, 'link'));
    new Journal(join(folder, 'link'))[Symbol.dispose]();
  });
});

const STARTS: [[string[], string], ...[string[], string][]] = [
  [['--journal', 'JOURNAL', '--text', '\u200b\u3164\u2800'], '--text TEXT is missing'],
  [[], '--journal FILE is missing'],
  [['--journal', ' \t'], '--journal FILE is missing'],
  [['--journal', 'JOURNAL'], '--text TEXT is missing'],
  [['--journal', 'JOURNAL', '--text', ''], '--text TEXT is missing'],
  [['--journal', 'JOURNAL', '--text', ' \n\u3000'], '--text TEXT is missing'],
  [['--journal', 'JOURNAL', '--text', TEXT, '--was-sent', 'x'], '--text goes with no decision'],
  [['--journal', 'JOURNAL', '--was-not-sent', ''], '--was-not-sent THREAD is missing'],
  [['--journal', 'JOURNAL', '--was-sent', 'x', '--was-sent', ' '], '--was-sent THREAD is missing'],
  [['--journal', 'JOURNAL', '--text', TEXT], 'the environment variable BRANDLOVERS_URL is not set'],
];

test.each(sample(STARTS))('started with %j, it says what is missing and makes no journal', async (flags, message) => {
  const journal = join(await scratch(), 'replies.sqlite');
  const { code, err } = await run(
    'auto-responder',
    flags.map((flag) => flag.replace('JOURNAL', journal)),
    {},
  );
  expect(code).toBe(2);
  expect(err).toMatch(/^auto-responder: .+\n$/);
  expect(err).toContain(message);
  expect(existsSync(journal)).toBe(false);
});

test.each(['BRANDLOVERS_URL', 'BRANDLOVERS_TOKENS', 'CLUBCOLLECT_URL', 'CLUBCOLLECT_API_KEY', 'CLUBCOLLECT_COMPANIES'])(
  'a blank %s is not set',
  async (name) => {
    const { env } = await openWaiting();
    expect(() => readAccounts({ ...env, [name]: ' \t' })).toThrow(`the environment variable ${name} is not set`);
  },
);
