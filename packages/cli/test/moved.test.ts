import { DatabaseSync } from 'node:sqlite';
import { openInbox, sqliteStore } from '@ticketbridge/inbox';
import { expect, test } from 'vitest';
import { COMMANDS } from '../src/commands/index.ts';
import { openSandbox, ticketbridge } from './desk.ts';
import { inboxPath } from './inbox.ts';

const THREAD = 'brandlovers:shop:1';
const INVOICE = 'clubcollect:club:a';
const TICKET = ['--order', '1', '--type', 'DELIVERY', '--from', 'Loja'];

/** How each command that uses an inbox is given, whatever it does with it. */
const GIVEN: Readonly<Record<string, readonly (readonly string[])[]>> = {
  list: [[], ['--json']],
  read: [[THREAD]],
  search: [['pedido']],
  reply: [
    [THREAD, 'Oi!', '--yes'],
    [THREAD, 'Oi!', '--yes', '--key', 'k', '--wait', '0'],
  ],
  note: [[THREAD, 'Oi!']],
  close: [[THREAD]],
  reopen: [[THREAD]],
  archive: [[INVOICE, '--yes']],
  assign: [[INVOICE, '--yes']],
  create: [
    ['brandlovers', 'Oi!', ...TICKET, '--yes', '--key', 'k'],
    ['clubcollect', 'Hoi!', '--invoice', 'b', '--yes'],
  ],
  outbox: [[], ['cancel', 'e'], ['decide', 'e', 'was-sent'], ['decide', 'e', 'was-not-sent', '--yes']],
  watch: [[]],
  export: [[]],
  status: [[], ['--json']],
  forget: [[THREAD, '--yes']],
  retain: [['brandlovers:shop', '30']],
};

const WITHOUT: readonly string[] = ['migrate', 'sandbox', 'completion'];

test('a file that was moved to PostgreSQL is refused by every command in the same words, with 2, and nothing is sent', async () => {
  const { env, sandbox } = await openSandbox();
  const path = await inboxPath();
  await (await openInbox({ store: sqliteStore(path) }))[Symbol.asyncDispose]();
  using moved = new DatabaseSync(path);
  // As migrateToPostgres leaves it.
  moved.exec("create table moved (target text not null) strict; insert into moved values ('elsewhere')");
  const names = COMMANDS.map(({ name }) => name).filter((name) => !WITHOUT.includes(name));
  expect(Object.keys(GIVEN)).toEqual(names);
  for (const [name, each] of Object.entries(GIVEN)) {
    for (const given of each) {
      expect(await ticketbridge([name, ...given], { ...env, TICKETBRIDGE_INBOX: path }), name).toEqual({
        code: 2,
        out: '',
        err: `ticketbridge: The inbox ${path}: it was moved to PostgreSQL: open it there, or repeat a move that was cut short.\n`,
      });
    }
  }
  expect(sandbox.journal.entries()).toEqual([]);
});
