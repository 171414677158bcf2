import { mkdirSync, writeFileSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { formatThreadRef, type ThreadRef, type Ticketbridge } from '@ticketbridge/facade';
import { describe, expect, test } from 'vitest';
import { Journal } from '../src/journal.ts';
import { UsageError } from '../src/program.ts';
import { invoice, kill, openDesk, run, runPiped, sample, scratch, start, ticket, until } from './desk.ts';
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

describe.each(sample([1, 2]))('killed at its write number %i, again and again', (nth) => {
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

test.each([
  [[], '--journal FILE is missing'],
  [['--journal', ':memory:'], '--text TEXT is missing'],
  [['--journal', ':memory:', '--text', TEXT], 'the environment variable BRANDLOVERS_URL is not set'],
])('started with %j, it says what is missing', async (flags, message) => {
  const { code, err } = await run('auto-responder', flags, {});
  expect(code).toBe(2);
  expect(err).toMatch(/^auto-responder: .+\n$/);
  expect(err).toContain(message);
});
