import { expect, test } from 'vitest';
import { Access } from '../../../inbox/test/postgres/access.ts';
import { freshDatabase } from '../../../inbox/test/postgres/database.ts';
import { type Env, invoice, openSandbox, records, ticket, ticketbridge } from '../desk.ts';
import { programOf, type Running, start } from '../process.ts';

const BRANDLOVERS = 'brandlovers:shop:1';
const CLUBCOLLECT = 'clubcollect:club:a';
const PASSWORD = 'hunter2';

/** A database without an inbox, behind a server that can go away. */
async function openDesk() {
  const access = new Access(await freshDatabase(`${process.env.INBOX_STORE}`));
  await access.open();
  const { host, user, database } = access.connection;
  const { sandbox, env: accounts } = await openSandbox([ticket('1')], [invoice('a', 'CUSTOMER')]);
  const address = `postgresql://${user}:${PASSWORD}@/${database}?host=${encodeURIComponent(host)}`;
  const env: Env = { ...accounts, TICKETBRIDGE_INBOX: address };
  const writes = () => sandbox.journal.entries().filter(({ method }) => method !== 'GET').length;
  return { access, sandbox, accounts, env, writes };
}

/** Runs the inbox until what it shows matches. */
async function watch(env: Env, until: RegExp) {
  const ending = new AbortController();
  const onOut = (shown: string) => until.test(shown) && ending.abort('SIGINT');
  const given = { signal: ending.signal, onOut };
  return ticketbridge(['watch', '--from', 'start', '--interval', '1'], env, given);
}

const READY = /account\.ready.+account\.ready/s;

/** Resolves when a process has shown a text on one of its streams; rejects when it has ended before. */
function whenShown({ process, ended }: Running, stream: 'stdout' | 'stderr', text: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let shown = '';
  process[stream]?.on('data', (chunk) => {
    shown += chunk;
    if (shown.includes(text)) resolve();
  });
  ended.then((end) => reject(new Error(`it has ended: ${JSON.stringify(end)}`)));
  return promise;
}

test('a morning: watch, list, read, search, reply, outbox and status, and no word of the address', async () => {
  const { sandbox, env, writes } = await openDesk();
  const said: string[] = [];
  const run = async (code: number, ...args: readonly string[]) => {
    const ended = await ticketbridge(args, env);
    expect([args, ended.code, ended.err]).toEqual([args, code, ended.err]);
    said.push(ended.out, ended.err);
    return ended;
  };
  expect(await watch(env, READY)).toMatchObject({ code: 0, err: '' });
  sandbox.clubcollect.customerWrites('a', 'Hallo?');
  const news = await watch(env, /message\.new/);
  expect(news.out).toMatch(/^\S+ {2}message\.new +clubcollect:club:a {2}by: customer {2}Hallo\?\n$/);

  sandbox.journal.clear();
  const list = await run(0, 'list', '--json');
  expect(list.err).toMatch(/^Nobody runs the inbox: it was read at /);
  expect(records(list.out).map(({ ref }) => ref)).toEqual([CLUBCOLLECT, BRANDLOVERS]);
  expect((await run(0, 'read', CLUBCOLLECT)).out).toContain('  Hallo?\n');
  expect(records((await run(0, 'search', 'HALLO', '--json')).out)).toMatchObject([{ ref: CLUBCOLLECT }]);
  expect(sandbox.journal.entries()).toEqual([]);

  const reply = ['reply', BRANDLOVERS, 'Oi!', '--yes', '--key', 'k', '--json'];
  const [first] = records((await run(0, ...reply)).out);
  expect(records((await run(0, ...reply)).out)).toEqual([{ ...first, isEarlier: true }]);
  expect((await run(2, 'reply', BRANDLOVERS, 'Tchau!', '--yes', '--key', 'k')).err).toContain('"key"');
  expect(writes()).toBe(1);

  await run(5, 'note', BRANDLOVERS, 'Looked.', '--wait', '0');
  const [queued] = records((await run(0, 'outbox', '--json')).out);
  expect(queued).toMatchObject({ state: 'queued', verb: 'note', ref: BRANDLOVERS });
  await run(0, 'outbox', 'cancel', `${queued?.id}`);
  sandbox.addFault({ kind: 'reset', operation: 'assignInvoiceTicketsToSupport', calls: 1, applied: true });
  expect((await run(4, 'assign', CLUBCOLLECT, '--yes')).err).toMatch(/not known whether it arrived/);
  const [unknown] = records((await run(0, 'outbox', '--json')).out);
  await run(0, 'outbox', 'decide', `${unknown?.id}`, 'was-sent');
  expect((await run(0, 'outbox')).err).toBe('Everything is settled.\n');

  await run(0, 'retain', 'brandlovers:shop', '30');
  await run(0, 'forget', CLUBCOLLECT, '--yes');
  expect((await run(0, 'search', 'hallo')).err).toContain('Nothing is found.');
  expect((await run(0, 'status')).out).toMatch(/^Nobody polls or sends/);
  const [status] = records((await run(0, 'status', '--json')).out);
  expect(status).toMatchObject({ isRunning: false, accounts: [{ retentionDays: 30 }, { phase: 'ready' }] });
  expect(writes()).toBe(2);
  expect(said.join('')).not.toContain(PASSWORD);
});

test('two processes watch, a third one replies: each shows it, and the customer has it once', async () => {
  const { env, writes } = await openDesk();
  const watching = ['a', 'b'].map((consumer) =>
    start(programOf(['watch', '--consumer', consumer, '--from', 'start', '--interval', '1']), env),
  );
  await Promise.all(watching.map((running) => whenShown(running, 'stdout', CLUBCOLLECT.slice(0, 16))));
  const { code, out } = await ticketbridge(['reply', CLUBCOLLECT, 'Dag!', '--yes'], env);
  expect([code, out]).toEqual([0, `Sent to the customer: ${CLUBCOLLECT}\n  Dag!\n`]);
  expect(records((await ticketbridge(['status', '--json'], env)).out)).toMatchObject([{ isRunning: true }]);
  await Promise.all(watching.map((running) => whenShown(running, 'stdout', 'by: us  Dag!')));
  for (const { process } of watching) process.kill('SIGINT');
  const ended = await Promise.all(watching.map((running) => running.ended));
  expect(ended).toMatchObject([
    { code: 0, err: '' },
    { code: 0, err: '' },
  ]);
  expect(writes()).toBe(1);
});

test('watch says once that its server is away, and once that it goes on', async () => {
  const { access, sandbox, env } = await openDesk();
  const running = start(programOf(['watch', '--from', 'start', '--interval', '1']), env);
  await whenShown(running, 'stdout', 'account.ready');
  access.cut();
  await whenShown(running, 'stderr', 'cannot be reached');
  await access.open();
  await whenShown(running, 'stderr', 'can be reached again');
  sandbox.clubcollect.customerWrites('a', 'Hallo?');
  await whenShown(running, 'stdout', 'by: customer  Hallo?');
  running.process.kill('SIGINT');
  const { code, err } = await running.ended;
  expect([code, err.match(/cannot be reached/g)?.length, err.match(/reached again/g)?.length]).toEqual([0, 1, 1]);
});

test('a reply whose server goes away once it has left is unknown, and its key sends it no second time', async () => {
  const { access, sandbox, env, writes } = await openDesk();
  await watch(env, READY);
  sandbox.addFault({ kind: 'latency', operation: 'createInvoiceTicket', milliseconds: 300, calls: 1 });
  const unsubscribe = sandbox.journal.subscribe(({ method }) => method === 'POST' && access.cut());
  const reply = ['reply', CLUBCOLLECT, 'Dag!', '--yes', '--key', 'k', '--wait'];
  const { code, out, err } = await ticketbridge([...reply, '2'], env);
  unsubscribe();
  expect([code, out]).toEqual([4, '']);
  expect(err).toMatch(/^It is not known whether it arrived at clubcollect:club:a: the inbox cannot be reached\./);
  expect(err).not.toMatch(/nothing was changed|try again/);
  await access.open();
  expect(await ticketbridge([...reply, '60'], env)).toMatchObject({ code: 0 });
  expect(writes()).toBe(1);
});

test('a decision whose answer is not heard is told as unknown, and was taken down', async () => {
  const { access, sandbox, env } = await openDesk();
  await watch(env, READY);
  sandbox.addFault({ kind: 'reset', operation: 'assignInvoiceTicketsToSupport', calls: 1, applied: false });
  expect(await ticketbridge(['assign', CLUBCOLLECT, '--yes'], env)).toMatchObject({ code: 4 });
  const entry = async () => records((await ticketbridge(['outbox', '--json'], env)).out)[0];
  const before = await entry();
  expect(before).toMatchObject({ state: 'unknown', isUndecided: true });
  access.cutAtAnswerTo('update "outbox"', 'commit');
  const { code, err } = await ticketbridge(['outbox', 'decide', `${before?.id}`, 'was-not-sent', '--yes'], env);
  expect([code, err]).toEqual([
    4,
    'ticketbridge: it is not known whether this was decided: the inbox cannot be reached. ' +
      'If it was, it is sent again. Look before you decide again: ticketbridge outbox\n',
  ]);
  await access.open();
  expect(await entry()).toMatchObject({ state: 'queued' });
});

test('a server that does not answer at the start is said in one line, with 1', async () => {
  const { access, env } = await openDesk();
  access.cut();
  for (const args of [['watch'], ['list'], ['reply', BRANDLOVERS, 'Oi!', '--yes'], ['outbox'], ['status']]) {
    const { code, out, err } = await ticketbridge(args, env);
    expect([args, code, out]).toEqual([args, 1, '']);
    expect(err).toMatch(/^ticketbridge: The inbox on PostgreSQL: [^\n]+\n$/);
    expect(err).not.toContain(PASSWORD);
  }
});
