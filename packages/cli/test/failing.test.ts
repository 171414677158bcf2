import { DatabaseSync } from 'node:sqlite';
import { parseThreadRef } from '@ticketbridge/facade';
import { openInbox, sqliteStore } from '@ticketbridge/inbox';
import { expect, onTestFinished, test } from 'vitest';
import { readConfiguration } from '../src/configuration/read-configuration.ts';
import { sourcesOf } from '../src/configuration/sources.ts';
import { openSandbox, ticketbridge } from './desk.ts';
import { inboxPath } from './inbox.ts';

const READY = "update accounts set phase = 'ready', polled_at = 1";
const FAILING = "update accounts set failures = 3, failure = 'unauthorized (status 401)' where account = 'shop'";

/** An inbox with an entry, after these changes of what it holds. */
async function openAfter(...changes: readonly string[]) {
  const { env } = await openSandbox();
  const path = await inboxPath();
  const sources = sourcesOf(await readConfiguration(env, undefined));
  const inbox = await openInbox({ store: sqliteStore(path), sources });
  onTestFinished(async () => await inbox[Symbol.asyncDispose]());
  await inbox.outbox.reply(parseThreadRef('brandlovers:shop:1'), 'Oi!');
  using database = new DatabaseSync(path);
  for (const change of changes) database.exec(change);
  return { ...env, TICKETBRIDGE_INBOX: path };
}

const UNREAD = 'could not be read whole: its first run is not over';

test.each<[string, readonly string[], number, readonly string[]]>([
  ['all is read', [READY], 0, []],
  ['nothing is read yet', [], 1, [`brandlovers:shop ${UNREAD}`, `clubcollect:club ${UNREAD}`]],
  ['an account fails', [READY, FAILING], 1, ['brandlovers:shop could not be read whole: unauthorized (status 401)']],
  [
    'a first run fails',
    [READY, FAILING, "update accounts set phase = 'listing', polled_at = null where account = 'shop'"],
    1,
    [`brandlovers:shop ${UNREAD}, and fails: unauthorized (status 401)`],
  ],
  [
    'an entry of the outbox fails',
    [READY, "update outbox set reason = 'server (status 500)'"],
    1,
    ['1 queued entry keeps failing: ticketbridge outbox shows why'],
  ],
])('status, where %s', async (_, changes, code, said) => {
  const env = await openAfter(...changes);
  for (const flags of [[], ['--json']]) {
    const ended = await ticketbridge(['status', ...flags], env);
    expect([ended.code, ended.err.split('\n').slice(0, -1)]).toEqual([code, said]);
    expect(ended.out).toContain('shop');
  }
});

test.each([['list'], ['search', 'x'], ['export'], ['read', 'brandlovers:shop:1']])(
  '%s says why an account is not kept up to date',
  async (...args) => {
    const env = await openAfter(READY, FAILING);
    const { err } = await ticketbridge(args, env);
    expect(err).toContain('brandlovers:shop cannot be polled: unauthorized (status 401)\n');
  },
);

test.each([['list'], ['search', 'x'], ['export']])('%s says why a first run is not over', async (...args) => {
  const env = await openAfter(FAILING);
  const { code, err } = await ticketbridge(args, env);
  expect([code, err]).toEqual([1, expect.stringContaining(`shop ${UNREAD}, and fails: unauthorized (status 401)\n`)]);
});
