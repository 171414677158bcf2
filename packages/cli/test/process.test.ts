import { expect, test } from 'vitest';
import { invoice, openSandbox, records, ticket, ticketbridge } from './desk.ts';
import { inboxPath, runInbox } from './inbox.ts';
import { programOf, start, startInTerminal } from './process.ts';

const REPLY = ['reply', 'brandlovers:shop:1', 'Oi!'];

/** Waits until the program asks, then does as a person would. */
async function whenAsked(running: ReturnType<typeof start>, act: (process: typeof running.process) => void) {
  let shown = '';
  const asked = new Promise<void>((resolve) => {
    running.process.stdout?.on('data', (chunk) => {
      shown += chunk;
      if (shown.includes('[y/N]')) resolve();
    });
  });
  await Promise.race([asked, running.ended]);
  act(running.process);
  return running.ended;
}

test.each([
  ['y', 'y\r', 0, 1],
  ['n', 'n\r', 3, 0],
  ['Ctrl+D', '\u0004', 3, 0],
  ['Ctrl+C', '\u0003', 130, 0],
])('in a terminal, %s after the question of a reply', async (_, keys, code, writes) => {
  const { env, sandbox } = await openSandbox([ticket('1')]);
  const ended = await whenAsked(startInTerminal(REPLY, env), ({ stdin }) => stdin?.write(keys));
  expect([ended.code, ended.out]).toEqual([code, expect.stringContaining('Send this to the customer? [y/N]')]);
  expect(sandbox.journal.entries().filter(({ method }) => method === 'POST')).toHaveLength(writes);
});

test('colours are shown in a terminal, and not with NO_COLOR or in a pipe', async () => {
  const { env } = await openSandbox([ticket('1')], [invoice('a')]);
  const bold = '\u001b[1m';
  const [terminal, plain, piped] = await Promise.all([
    startInTerminal(['list'], env).ended,
    startInTerminal(['list'], { ...env, NO_COLOR: '1' }).ended,
    start(programOf(['list']), env).ended,
  ]);
  expect(terminal.out).toContain(bold);
  expect(plain.out).not.toContain(bold);
  expect(piped.out).not.toContain(bold);
});

test('what is piped into the head of a list ends without a word, with 141', async () => {
  const tickets = Array.from({ length: 300 }, (_, index) => ({ ...ticket(`${index}`), subject: 'x'.repeat(1_000) }));
  const { env } = await openSandbox(tickets);
  const pipe = '{ "$@"; echo $? >&2; } | head -n 1';
  const { out, err } = await start(['/bin/sh', '-c', pipe, 'sh', ...programOf(['list', '--json'])], env).ended;
  expect(out).toMatch(/^\{"ref":.+\}\n$/);
  expect(err).toBe('141\n');
});

test('an older Node is refused in one sentence', async () => {
  const older = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '22.12.0' } })`;
  expect(await start(programOf(['list'], ['--import', older]), {}).ended).toEqual({
    code: 2,
    out: '',
    err: 'ticketbridge needs Node 24 or newer, and this is Node 22.12.0.\n',
  });
});

test('sandbox passes its arguments on', async () => {
  const { code, out } = await start(programOf(['sandbox', '--help']), {}).ended;
  expect([code, out]).toEqual([0, expect.stringContaining('--list-switches')]);
});

test('a reply that is killed while it is sent, and given again with its key, reaches the customer once', async () => {
  const { env: accounts, sandbox } = await openSandbox([], [invoice('a', 'CUSTOMER')]);
  const path = await inboxPath();
  await (await runInbox(accounts, path)).stop();
  const env = { ...accounts, TICKETBRIDGE_INBOX: path };
  const args = ['reply', 'clubcollect:club:a', 'Dag!', '--yes', '--key', 'k', '--json'];
  const written = Promise.withResolvers<void>();
  sandbox.addFault({ kind: 'stall', where: 'headers', applied: true, operation: 'createInvoiceTicket', calls: 1 });
  sandbox.journal.subscribe(({ method }) => method === 'POST' && written.resolve());
  const killed = start(programOf(args), env);
  await Promise.race([written.promise, killed.ended]);
  killed.process.kill('SIGKILL');
  await killed.ended;
  const again = await ticketbridge(args, env);
  expect([again.code, records(again.out)[0]?.outcome]).toEqual([0, 'accepted']);
  expect(sandbox.journal.entries().filter(({ method }) => method === 'POST')).toHaveLength(1);
});
