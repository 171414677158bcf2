import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { openInbox, sqliteStore } from '@ticketbridge/inbox';
import { expect, onTestFinished, test } from 'vitest';
import { readConfiguration } from '../src/configuration/read-configuration.ts';
import { sourcesOf } from '../src/configuration/sources.ts';
import { shownRef } from '../src/ref.ts';
import { type Env, invoice, openSandbox, ticket, ticketbridge } from './desk.ts';
import { inboxPath } from './inbox.ts';
import { start } from './process.ts';

const ID = "1'; echo $HOME \\u007c `id`";
const REF = { vendor: 'brandlovers', account: 'shop', id: ID } as const;
const TICKET = shownRef(REF);
const INVOICE = 'clubcollect:club:a';

/** A sandbox, its configuration in a file whose name a shell takes apart, and an inbox that has read nothing. */
async function openUnread() {
  const { sandbox, env } = await openSandbox([ticket(ID)], [invoice('a', 'CUSTOMER'), invoice('b')]);
  const path = await inboxPath();
  const inbox = await openInbox({
    store: sqliteStore(path),
    sources: sourcesOf(await readConfiguration(env, undefined)),
  });
  onTestFinished(async () => await inbox[Symbol.asyncDispose]());
  const { BRANDLOVERS_URL, CLUBCOLLECT_URL } = env;
  const file = `${path} of $me.json`;
  const content = {
    brandlovers: { baseUrl: BRANDLOVERS_URL, sellers: { shop: 'token-of-shop' } },
    clubcollect: { baseUrl: CLUBCOLLECT_URL, apiKey: 'key-of-partner', companies: ['club'] },
  };
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
  return { sandbox, inbox, path, file, env };
}

/** Returns the words of a command line, as a shell takes them. */
async function wordsOf(line: string): Promise<readonly string[]> {
  const script = `ticketbridge() { printf '%s\\0' "$@"; }\n${line}`;
  const { out } = await start(['/bin/sh', '-c', script], {}).ended;
  return out.split('\0').slice(0, -1);
}

const WRITES: readonly (readonly string[])[] = [
  ['reply', TICKET, 'Oi!', '--yes'],
  ['reply', INVOICE, 'Dag!', '--yes'],
  ['note', TICKET, 'Looked.'],
  ['close', TICKET],
  ['reopen', TICKET],
  ['archive', INVOICE, '--yes'],
  ['assign', INVOICE, '--yes'],
  ['create', 'brandlovers', 'Oi!', '--order', '7', '--type', 'DELIVERY', '--from', 'Loja', '--yes'],
  ['create', 'clubcollect', 'Dag!', '--invoice', 'b', '--yes'],
];

test.each(WRITES)('%s %s: where nobody knows, the look that is advised asks the vendor', async (...args) => {
  const { sandbox, path, file, env } = await openUnread();
  const none = { XDG_CONFIG_HOME: '/nowhere' };
  const settings: readonly (readonly [Env, readonly string[]])[] = [
    [env, []],
    [{ ...env, TICKETBRIDGE_INBOX: path }, ['--no-inbox']],
    [{ ...none, TICKETBRIDGE_INBOX: path }, ['--no-inbox', '--config', file]],
  ];
  for (const [given, flags] of settings) {
    sandbox.addFault({ kind: 'reset', applied: true, calls: 1 });
    const { code, err } = await ticketbridge([...args, ...flags], given);
    expect([code, err]).toEqual([4, expect.stringContaining('It is not known whether it arrived')]);
    const [, look = ''] = /Look before you send it again: (.+)$/m.exec(err) ?? [];
    sandbox.journal.clear();
    expect(await ticketbridge(await wordsOf(look), given), look).toMatchObject({ code: 0 });
    expect(sandbox.journal.entries().length).toBeGreaterThan(0);
  }
});

test('with an inbox, the look that is advised asks the vendor, and the decision goes to that inbox', async () => {
  const { sandbox, inbox, path, file, env } = await openUnread();
  await inbox.outbox.reply(REF, 'Oi!', { key: 'k' });
  using database = new DatabaseSync(path);
  database.exec("update outbox set state = 'unknown', attempts = 1, sent_at = 1, looks = 3, reason = 'no answer came'");
  const other = { XDG_CONFIG_HOME: '/nowhere', TICKETBRIDGE_INBOX: '/nowhere/inbox.sqlite' };
  const settings: readonly (readonly [Env, readonly string[]])[] = [
    [{ ...env, TICKETBRIDGE_INBOX: path }, []],
    [env, ['--inbox', path]],
    [other, ['--inbox', path, '--config', file]],
  ];
  for (const [given, flags] of settings) {
    const args = ['reply', TICKET, 'Oi!', '--yes', '--key', 'k', '--wait', '0', ...flags];
    const { code, err } = await ticketbridge(args, given);
    expect([code, err]).toEqual([4, expect.stringContaining('Look before you send it again')]);
    const [, look = '', decide = ''] = /again: (.+), then: (.+) was-sent\|was-not-sent\./.exec(err) ?? [];
    sandbox.journal.clear();
    expect(await ticketbridge(await wordsOf(look), given)).toMatchObject({ code: 0 });
    expect(sandbox.journal.entries().length).toBeGreaterThan(0);
    // Without a terminal it is not decided, but it is found.
    expect(await ticketbridge([...(await wordsOf(decide)), 'was-not-sent'], given)).toMatchObject({ code: 3 });
  }
});
