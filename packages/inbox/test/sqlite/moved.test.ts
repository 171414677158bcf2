import { join } from 'node:path';
import { createBrandlovers } from '@ticketbridge/brandlovers';
import { createClubcollect } from '@ticketbridge/clubcollect';
import { brandloversSource, clubcollectSource } from '@ticketbridge/facade';
import { expect, test } from 'vitest';
import { type Inbox, type Outbox, openInbox } from '../../src/index.ts';
import { freeze } from '../../src/sqlite/frozen.ts';
import { sqliteStore } from '../../src/sqlite/store.ts';
import { openDatabase } from '../../src/store.ts';
import { temporaryFolder } from '../support/folder.ts';
import { addEntry, addThread, refTo } from '../support/rows.ts';

const REF = { ...refTo('1'), vendor: 'brandlovers' } as const;
const CLUB = { vendor: 'clubcollect', account: 'club', id: 'a' } as const;
const TICKET = { account: 'aurora', orderId: '1', type: 'DELIVERY', from: 'Loja', text: 'Oi!' };

type Call<T> = (on: T) => unknown;

const OUTBOX: Readonly<Record<keyof Outbox, Call<Outbox>>> = {
  reply: (outbox) => outbox.reply(REF, 'Oi!', { key: 'queued' }),
  note: (outbox) => outbox.note(REF, 'Oi!'),
  close: (outbox) => outbox.close(REF),
  reopen: (outbox) => outbox.reopen(REF),
  archive: (outbox) => outbox.archive(CLUB),
  assignToSupport: (outbox) => outbox.assignToSupport(CLUB),
  createThread: (outbox) => outbox.createThread(TICKET, { vendor: 'brandlovers' }),
  open: (outbox) => outbox.open(),
  get: (outbox) => outbox.get('queued'),
  decide: (outbox) => outbox.decide('queued', 'was-sent'),
  cancel: (outbox) => outbox.cancel('queued'),
};

const INBOX: Readonly<Record<Exclude<keyof Inbox, 'outbox' | typeof Symbol.asyncDispose>, Call<Inbox>>> = {
  run: (inbox) => inbox.run(),
  send: (inbox) => inbox.send('queued'),
  events: (inbox) => Array.fromAsync(inbox.events('crm')),
  threads: (inbox) => Array.fromAsync(inbox.threads()),
  messages: (inbox) => Array.fromAsync(inbox.messages(REF)),
  search: (inbox) => Array.fromAsync(inbox.search('oi')),
  status: (inbox) => inbox.status(),
  retain: (inbox) => inbox.retain(REF, { days: 1 }),
  forget: (inbox) => inbox.forget(REF),
};

const CALLS: readonly (readonly [string, Call<Inbox>])[] = [
  ...Object.entries(INBOX),
  ...Object.entries(OUTBOX).map(([name, call]) => [`outbox.${name}`, ({ outbox }: Inbox) => call(outbox)] as const),
];

const REFUSED = {
  code: 'store-moved',
  message: expect.stringMatching(/^The inbox \/.+: it was moved to PostgreSQL: open it there, or repeat a move/),
};

/** Opens a file with a thread and an entry, and moves it while it is open. */
async function openMoved() {
  const store = sqliteStore(join(temporaryFolder(), 'inbox.sqlite'));
  const baseUrl = 'http://127.0.0.1:9';
  const sources = [
    brandloversSource(createBrandlovers({ token: 'none', baseUrl }), { account: 'aurora' }),
    clubcollectSource(createClubcollect({ apiKey: 'none', baseUrl }), { companyId: 'club' }),
  ];
  const inbox = await openInbox({ store, sources });
  await using database = await openDatabase(store);
  await database.write(async (tx) => {
    await addThread(tx, REF);
    await addEntry(tx, REF, { key: 'queued', content: '{"text":"Oi!"}' });
    await freeze(tx, ['accounts', 'threads', 'messages', 'events', 'consumers', 'outbox'], 'elsewhere');
  });
  return { store, inbox };
}

test('a file that was moved to PostgreSQL is opened by nobody', async () => {
  const { store, inbox } = await openMoved();
  await using _inbox = inbox;
  await expect(openInbox({ store })).rejects.toMatchObject(REFUSED);
});

test('whoever has it open is refused in the same words, whatever is called', async () => {
  const { inbox } = await openMoved();
  await using _inbox = inbox;
  for (const [name, call] of CALLS) await expect(call(inbox), name).rejects.toMatchObject(REFUSED);
});

test('whoever waits for events while it is moved is refused too', async () => {
  const store = sqliteStore(join(temporaryFolder(), 'inbox.sqlite'));
  await using inbox = await openInbox({ store });
  const next = inbox.events('crm')[Symbol.asyncIterator]().next();
  await using database = await openDatabase(store);
  await Promise.all([
    expect(next).rejects.toMatchObject(REFUSED),
    database.write((tx) => freeze(tx, ['events'], 'elsewhere')),
  ]);
});
