import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { holdInbox } from '../../src/sqlite/holder.ts';
import { sqliteStore } from '../../src/sqlite/store.ts';
import { openDatabase } from '../../src/store.ts';
import { addMessage, addThread, refTo } from '../support/rows.ts';

/** What a process that a test starts does with a store, until it is killed. It prints a line for each thing that is done. */
const ROLES: Readonly<Record<string, (path: string) => Promise<void>>> = {
  /** Writes threads with two messages and an event each, counting up from what is there. */
  async write(path) {
    await using database = await openDatabase(sqliteStore(path));
    const { length } = await database.reader.selectFrom('threads').select('thread').execute();
    for (let index = length; ; index++) {
      await database.write(async (tx) => {
        await addThread(tx, refTo(`${index}`));
        for (const part of ['a', 'b'])
          await addMessage(database, tx, refTo(`${index}`), { text: `palavra ${index}${part}` });
        const event = {
          id: `${index}`,
          type: 'thread.new',
          vendor: 'brandlovers',
          account: 'aurora',
          detail: '{}',
          at: 0,
        };
        await tx.insertInto('events').values(event).execute();
      });
      console.log(`${index}`);
    }
  },
  async hold(path) {
    using _held = await holdInbox(path);
    console.log('held');
    await forever();
  },
  /** Opens the store, and closes it as the last one of its process. */
  async look(path) {
    await using database = await openDatabase(sqliteStore(path));
    console.log((await database.reader.selectFrom('accounts').select('account').execute()).length);
  },
  /** Begins a transaction that does not end. */
  async lock(path) {
    using database = new DatabaseSync(path);
    database.exec('BEGIN IMMEDIATE');
    console.log('locked');
    await forever();
  },
};

/** A promise that nothing could settle would be collected, with the lock of whoever waits for it. */
const forever = () => pause(2 ** 31 - 1);

const [role = '', path = ''] = process.argv.slice(2);
try {
  await ROLES[role]?.(path);
} catch (error) {
  console.log(JSON.stringify(error));
}
