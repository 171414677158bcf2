import { expect, test } from 'vitest';
import { toMinute, toSecond } from '../src/shown-time.ts';
import { type Env, invoice, openSandbox, ticket, ticketbridge } from './desk.ts';
import { inboxPath, runInbox } from './inbox.ts';

test.each([
  ['2026-11-26T19:36:07.123Z', '2026-11-26T19:36Z', '2026-11-26T19:36:07Z'],
  ['2026-11-26T19:36:07Z', '2026-11-26T19:36Z', '2026-11-26T19:36:07Z'],
  // What the vendor wrote, of which the zone is not known, or which is no time.
  ['2026-11-26T19:36:07', '2026-11-26T19:36:07', '2026-11-26T19:36:07'],
  ['26-11-2026', '26-11-2026', '26-11-2026'],
  ['', '', ''],
])('%j is shown with its zone where that is known', (time, minute, second) => {
  expect([toMinute(time), toSecond(time)]).toEqual([minute, second]);
});

/** The times of what is shown, each with what follows. */
const timesIn = (shown: string) => shown.match(/\d{4}-\d\d-\d\dT\d\d:\d\d\S*/g) ?? [];

test('every time that is shown says that it is UTC', async () => {
  const { env: accounts, sandbox } = await openSandbox([ticket('1')], [invoice('a', 'CUSTOMER')]);
  const path = await inboxPath();
  const { stop } = await runInbox(accounts, path);
  await stop();
  const env: Env = { ...accounts, TICKETBRIDGE_INBOX: path };
  const reply = ['reply', 'brandlovers:shop:1', 'Oi!', '--yes', '--key', 'k'];
  await ticketbridge(reply, env);
  await ticketbridge(['note', 'brandlovers:shop:1', 'Later.', '--wait', '0'], env);
  sandbox.addFault({ kind: 'reset', operation: 'assignInvoiceTicketsToSupport', calls: 1, applied: true });
  const { err } = await ticketbridge(['assign', 'clubcollect:club:a', '--yes'], env);
  const [, entry = ''] = /decide (\S+)/.exec(err) ?? [];
  const ending = new AbortController();
  const shown = [
    [['list', '--no-inbox']],
    [['list']],
    [['read', 'brandlovers:shop:1']],
    [['search', 'pedido']],
    [['status']],
    [['outbox']],
    [reply],
    [['outbox', 'decide', entry, 'was-not-sent'], { answers: 'n\n' }],
    [['watch', '--from', 'start'], { signal: ending.signal, onOut: () => ending.abort('SIGINT') }],
  ] as const;
  for (const [args, given] of shown) {
    const { out, err } = await ticketbridge(args, env, given);
    const times = timesIn(out + err);
    expect([args[0], times.length > 0]).toEqual([args[0], true]);
    for (const time of times) expect(time).toMatch(/^\S+T\d\d:\d\d(:\d\d(\.\d+)?)?Z[.:)]?$/);
  }
});
