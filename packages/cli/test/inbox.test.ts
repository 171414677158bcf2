import { access } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { type Env, invoice, openSandbox, records, ticket, ticketbridge } from './desk.ts';
import { inboxPath, runInbox } from './inbox.ts';

const BRANDLOVERS = 'brandlovers:shop:1';
const CLUBCOLLECT = 'clubcollect:club:a';

/** An inbox that holds what the sandbox has, and that nobody runs any more. */
async function openFilled() {
  const { sandbox, env: accounts } = await openSandbox([ticket('1', 'OPEN', 2)], [invoice('a', 'CUSTOMER')]);
  const path = await inboxPath();
  const { stop } = await runInbox(accounts, path);
  await stop();
  sandbox.journal.clear();
  const env: Env = { ...accounts, TICKETBRIDGE_INBOX: path };
  const writes = () => sandbox.journal.entries().filter(({ method }) => method !== 'GET');
  return { sandbox, path, env, accounts, writes };
}

test('what is read comes from the inbox, without a request and without credentials', async () => {
  const { sandbox, path, accounts } = await openFilled();
  const env = { XDG_CONFIG_HOME: '/nowhere', TICKETBRIDGE_INBOX: path };
  for (const [args, live] of [
    [['list', '--json'], true],
    [['read', BRANDLOVERS], false],
    [['read', CLUBCOLLECT, '--json'], true],
    [['export', '--all'], true],
  ] as const) {
    const mirrored = await ticketbridge(args, env);
    expect(mirrored).toMatchObject({ code: 0 });
    if (live) expect(records(mirrored.out).length).toBe(records((await ticketbridge(args, accounts)).out).length);
  }
  sandbox.journal.clear();
  expect(await ticketbridge(['list'], env)).toMatchObject({
    code: 0,
    err: expect.stringMatching(/^Nobody runs the inbox: .*\n2 threads\n$/),
  });
  expect(sandbox.journal.entries()).toEqual([]);
});

test('search finds whole words, whatever their case and accents', async () => {
  const { env } = await openFilled();
  const { code, out } = await ticketbridge(['search', 'CADE', 'pedido', '--json'], env);
  expect([code, records(out).map(({ ref }) => ref)]).toEqual([0, [BRANDLOVERS, BRANDLOVERS]]);
  expect(await ticketbridge(['search', 'cade', '--limit', '1'], env)).toMatchObject({
    err: expect.stringMatching(/\n1 message\n$/),
  });
  expect(await ticketbridge(['search', 'ped'], env)).toMatchObject({
    code: 0,
    out: '',
    err: expect.stringMatching(/\nNothing is found\.\n$/),
  });
});

test('where nobody runs the inbox, a reply is sent by the command, and with its key again it is the same', async () => {
  const { env, writes } = await openFilled();
  const args = ['reply', BRANDLOVERS, 'Oi!', '--yes', '--key', 'k', '--json'];
  const [first, second] = [await ticketbridge(args, env), await ticketbridge(args, env)];
  expect(first).toMatchObject({ code: 0, err: '' });
  const [told] = records(first.out);
  expect([second.code, records(second.out), writes().length]).toEqual([0, [{ ...told, isEarlier: true }], 1]);
  const other = await ticketbridge(['reply', BRANDLOVERS, 'Tchau!', '--yes', '--key', 'k'], env);
  expect([other.code, other.err, writes().length]).toEqual([2, expect.stringContaining('"key"'), 1]);
  expect(await ticketbridge(['outbox'], env)).toEqual({ code: 0, out: '', err: 'Everything is settled.\n' });
});

test('read says that what was sent since may be missing, how to see it, and what of it is not settled', async () => {
  const { env } = await openFilled();
  await ticketbridge(['reply', BRANDLOVERS, 'Oi!', '--yes'], env);
  await ticketbridge(['note', BRANDLOVERS, 'Later.', '--wait', '0'], env);
  await ticketbridge(['archive', CLUBCOLLECT, '--yes', '--wait', '0'], env);
  const { code, out, err } = await ticketbridge(['read', BRANDLOVERS], env);
  expect([code, out]).toEqual([0, expect.not.stringContaining('Oi!')]);
  expect(err).toMatch(
    /it was read at \S+Z\. What was sent or came later is missing; list, read and export ask the vendors with --no-inbox\.\n/,
  );
  expect(err).toMatch(/\nNot settled, and maybe missing: 1 of the outbox for this thread, see ticketbridge outbox\n$/);
  const { out: now } = await ticketbridge(['read', BRANDLOVERS, '--no-inbox'], env);
  expect(now).toContain('Oi!');
  // Others are of other threads.
  await ticketbridge(
    ['outbox', 'cancel', `${records((await ticketbridge(['outbox', '--json'], env)).out)[0]?.id}`],
    env,
  );
  expect((await ticketbridge(['read', BRANDLOVERS], env)).err).not.toContain('Not settled');
});

test('where another process runs it, the command waits for that one', async () => {
  const { env, path, accounts, writes } = await openFilled();
  await runInbox(accounts, path);
  for (const args of [
    ['note', BRANDLOVERS, 'Looked.'],
    ['close', BRANDLOVERS],
    ['archive', CLUBCOLLECT, '--yes'],
  ]) {
    expect(await ticketbridge(args, env)).toMatchObject({ code: 0, err: '' });
  }
  expect(writes()).toHaveLength(3);
});

test.each(['0', '1'])('what cannot be sent within --wait %s is queued, and the code is 5', async (wait) => {
  const { env } = await openFilled();
  const dead = { ...env, BRANDLOVERS_URL: 'http://127.0.0.1:9/api' };
  const { code, out, err } = await ticketbridge(['reply', BRANDLOVERS, 'Oi!', '--yes', '--wait', wait], dead);
  expect([code, out]).toEqual([5, '']);
  expect(err).toMatch(/^Queued for brandlovers:shop:1 as .+, and nobody is sending/);
  const [entry] = records((await ticketbridge(['outbox', '--json'], env)).out);
  expect(entry).toMatchObject({ state: 'queued', verb: 'reply', ref: BRANDLOVERS, text: 'Oi!' });
  expect(await ticketbridge(['outbox', 'cancel', `${entry?.id}`], env)).toMatchObject({ code: 0 });
  expect(await ticketbridge(['outbox', '--json'], env)).toMatchObject({ out: '' });
});

test('what nobody can tell is left to a person, who is asked before it is sent again', async () => {
  const { sandbox, env, writes } = await openFilled();
  sandbox.addFault({ kind: 'reset', operation: 'assignInvoiceTicketsToSupport', calls: 1, applied: true });
  const assign = await ticketbridge(['assign', CLUBCOLLECT, '--yes'], env);
  expect([assign.code, assign.err]).toEqual([4, expect.stringMatching(/not known whether it arrived.*outbox decide/)]);
  const [entry] = records((await ticketbridge(['outbox', '--json'], env)).out);
  expect(entry).toMatchObject({ state: 'unknown', isUndecided: true });
  const decide = ['outbox', 'decide', `${entry?.id}`];
  expect(await ticketbridge([...decide, 'was-not-sent'], env)).toMatchObject({ code: 3 });
  expect(await ticketbridge([...decide, 'was-not-sent'], env, { answers: 'n\n' })).toMatchObject({ code: 3 });
  expect(await ticketbridge([...decide, 'was-sent'], env)).toMatchObject({ code: 0 });
  expect([(await ticketbridge(['outbox', '--json'], env)).out, writes().length]).toEqual(['', 1]);
});

test('a reply that arrived while another program holds the inbox is unknown, and is not sent again with its key', async () => {
  const { sandbox, path, env, writes } = await openFilled();
  using holder = new DatabaseSync(path);
  sandbox.addFault({ kind: 'latency', operation: 'addTicketMessage', milliseconds: 500, calls: 1 });
  const hold = () => {
    try {
      holder.exec('begin immediate');
    } catch {
      // The command writes just now.
      setTimeout(hold, 5);
    }
  };
  sandbox.journal.subscribe(({ method }) => method === 'POST' && hold());
  const args = ['reply', BRANDLOVERS, 'Oi!', '--yes', '--wait'];
  const { code, err } = await ticketbridge([...args, '1'], env);
  expect([code, err, writes().length]).toEqual([4, expect.stringContaining('another program holds the inbox'), 1]);
  expect(err).not.toMatch(/nothing was changed|try again/i);
  holder.exec('rollback');
  const [, key] = /--key (\S+) it is the same order/.exec(err) ?? [];
  expect(await ticketbridge([...args, '60', '--key', `${key}`], env)).toMatchObject({ code: 0 });
  expect(writes()).toHaveLength(1);
});

test('watch makes the inbox, shows what changes once, and ends when it is told to', async () => {
  const { sandbox, env } = await openSandbox([ticket('1')], [invoice('a', 'CUSTOMER')]);
  const path = await inboxPath();
  const watch = async (until: RegExp, act = () => {}) => {
    const ending = new AbortController();
    const args = ['watch', '--inbox', path, '--interval', '1', '--from', 'start'];
    const onOut = (shown: string) => {
      if (shown.includes('account.ready')) act();
      if (until.test(shown)) ending.abort('SIGINT');
    };
    return ticketbridge(args, env, { signal: ending.signal, onOut });
  };
  const first = await watch(/account\.ready.+account\.ready/s);
  expect([first.code, first.err]).toEqual([0, '']);
  sandbox.clubcollect.customerWrites('a', 'Hallo?');
  const second = await watch(/message\.new/);
  expect(second.out).toMatch(/message\.new +clubcollect:club:a {2}by: customer {2}Hallo\?\n/);
  expect(second.out).not.toContain('account.ready');
  expect([second.code, second.err]).toEqual([0, '--from is for new consumers: watch goes on.\n']);
});

test('what the first run has not read yet is told, and the code is 1', async () => {
  const { env } = await openSandbox();
  const path = await inboxPath();
  await ticketbridge(['watch', '--inbox', path], env, { signal: AbortSignal.abort('SIGINT') });
  for (const args of [['list'], ['search', 'x'], ['export', '--account', 'brandlovers:shop']]) {
    const { code, err } = await ticketbridge([...args, '--inbox', path], env);
    expect(code).toBe(1);
    expect(err).toContain('brandlovers:shop could not be read whole: its first run is not over\n');
    expect(err.includes('clubcollect')).toBe(args[0] !== 'export');
  }
});

test('forget purges what is there, and says that it keeps what the customer writes later', async () => {
  const { sandbox, env, accounts, path } = await openFilled();
  expect(await ticketbridge(['forget', CLUBCOLLECT, '--yes'], env)).toMatchObject({ code: 0 });
  sandbox.clubcollect.customerWrites('a', 'Hallo?');
  const { inbox } = await runInbox(accounts, path);
  for await (const { type } of inbox.events('later')) if (type === 'message.new') break;
  const { out: messages } = await ticketbridge(['read', CLUBCOLLECT, '--json'], env);
  expect(records(messages).map(({ text }) => text)).toEqual([null, 'Hallo?']);
  const { out: help } = await ticketbridge(['forget', '--help'], {});
  expect(help).toContain('What is written later is kept.');
});

test('status tells how the inbox is', async () => {
  const { env } = await openFilled();
  const { code, out } = await ticketbridge(['status'], env);
  expect([code, out]).toEqual([0, expect.stringMatching(/^Nobody polls or sends/)]);
  const [told] = records((await ticketbridge(['status', '--json'], env)).out);
  expect(told).toMatchObject({ isRunning: false, accounts: [{ phase: 'ready' }, { phase: 'ready' }] });
});

test.each([['list'], ['read', BRANDLOVERS], ['search', 'x'], ['reply', BRANDLOVERS, 'Oi!', '--yes'], ['outbox']])(
  '%s: an inbox that is not there is not made, nor passed over',
  async (...args) => {
    const { sandbox, env } = await openSandbox();
    const path = await inboxPath();
    const { code, err } = await ticketbridge([...args, '--inbox', path], env);
    expect([code, err]).toEqual([2, expect.stringContaining(`there is no inbox at ${path} yet`)]);
    await expect(access(path)).rejects.toThrow();
    expect(sandbox.journal.entries()).toEqual([]);
  },
);

test.each([['search', 'x'], ['outbox'], ['watch']])('%s needs an inbox', async (...args) => {
  const { env } = await openSandbox();
  expect(await ticketbridge(args, env)).toMatchObject({ code: 2, err: expect.stringContaining('needs an inbox') });
});

test('--no-inbox asks the vendors; the address of a database is refused in a flag', async () => {
  const { sandbox, env } = await openFilled();
  expect(await ticketbridge(['list', '--no-inbox'], env)).toMatchObject({ code: 0 });
  expect(sandbox.journal.entries().length).toBeGreaterThan(0);
  const { code, err } = await ticketbridge(['list', '--inbox', 'postgres://me:hunter2@localhost/x'], env);
  expect([code, err]).toEqual([2, expect.not.stringContaining('hunter2')]);
});

test('watch says that a credential is refused, and list then says the same', async () => {
  const { env } = await openSandbox();
  const refused: typeof env = {
    ...env,
    BRANDLOVERS_TOKENS: 'shop=hunter2',
    TICKETBRIDGE_INBOX: await inboxPath(),
  };
  const ending = new AbortController();
  const onErr = (shown: string) => {
    if (shown.includes('unauthorized')) ending.abort('SIGINT');
  };
  const watched = await ticketbridge(['watch'], refused, { signal: ending.signal, onErr });
  expect([watched.code, watched.err]).toEqual([
    0,
    expect.stringMatching(/^brandlovers:shop cannot be read: .*401.*mend/),
  ]);
  for (const args of [['list'], ['status']]) {
    expect(await ticketbridge(args, refused)).toMatchObject({ code: 1, err: expect.stringMatching(/shop .*401/) });
  }
  expect(watched.err).not.toContain('hunter2');
});
