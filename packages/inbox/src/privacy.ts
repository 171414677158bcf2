import { type Account, formatThreadRef, type ThreadRef } from '@ticketbridge/facade';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Database, Tx } from './database.ts';
import { InboxError } from './inbox-error.ts';
import { SETTLED } from './outbox/state.ts';
import type { Tables } from './schema.ts';

type Purged = Pick<Database, 'write' | 'search' | 'scrub'>;
type Condition<T extends keyof Tables> = (eb: ExpressionBuilder<Tables, T>) => Expression<SqlBool>;

/** Messages that are purged in one transaction: others want to write too. */
const AT_ONCE = 100;
const DAY = 86_400_000;

/**
 * Sets after how many days the texts of an account are purged; undefined: never.
 *
 * @throws InboxError `not-found` for an account that the inbox does not hold
 */
export async function setRetention(database: Database, account: Account, days: number | undefined): Promise<void> {
  const { vendor, account: name } = account;
  const [result] = await database.write((tx) =>
    tx
      .updateTable('accounts')
      .set({ retention_days: days ?? null })
      .where((eb) => eb.and({ vendor, account: name }))
      .execute(),
  );
  if (result?.numUpdatedRows) return;
  throw new InboxError('not-found', `The inbox has no account ${JSON.stringify(name)} of ${vendor}.`);
}

/**
 * Purges the texts that are older than their account keeps them. Ids stay, so that nothing is told again.
 *
 * @returns how many messages were purged
 */
export async function purge(database: Database, now: number): Promise<number> {
  const accounts = await database.reader
    .selectFrom('accounts')
    .select(['vendor', 'account', 'retention_days'])
    .execute();
  let purged = 0;
  for (const { vendor, account, retention_days } of accounts) {
    if (retention_days === null) continue;
    const before = now - retention_days * DAY;
    const own = { vendor, account };
    purged += await purgeMessages(database, now, (eb) => eb.and([eb.and(own), wasWritten(eb, before, now)]));
    await database.write(async (tx) => {
      await purgeTickets(tx, (eb) => eb.and([eb.and(own), eb('changed_at', '<', before), holdsNoText(eb)]));
      await purgeEntries(tx, (eb) => eb.and([eb.and(own), eb('settled_at', '<', before)]));
    });
  }
  await database.scrub();
  return purged;
}

/**
 * Purges all texts of a thread. What is still to be sent to it, or may have been, is marked: its text goes in the
 * transaction that settles it, and its message comes into the mirror without one.
 *
 * @throws InboxError `not-found` for a thread that the inbox does not hold
 */
export async function forget(database: Purged, ref: ThreadRef, now: number): Promise<void> {
  const address = { vendor: ref.vendor, account: ref.account, thread: ref.id };
  const { numUpdatedRows, last } = await database.write(async (tx) => {
    await waitForPoll(tx, ref);
    await purgeTickets(tx, (eb) => eb.and(address));
    await tx
      .updateTable('outbox')
      .set({ forgotten: 1 })
      .where((eb) => eb.and(address))
      .execute();
    await purgeEntries(tx, (eb) => eb.and(address));
    const { numUpdatedRows } = await tx
      .updateTable('threads')
      .set({ forgotten_at: now })
      .where((eb) => eb.and(address))
      .executeTakeFirst();
    const { last } = await tx
      .selectFrom('messages')
      .select(({ fn }) => fn.max('n').as('last'))
      .where((eb) => eb.and(address))
      .executeTakeFirstOrThrow();
    return { numUpdatedRows, last };
  });
  if (!numUpdatedRows) throw new InboxError('not-found', `The inbox has no thread ${formatThreadRef(ref)}.`);
  // What a poll brings meanwhile was not held.
  if (last !== null) await purgeMessages(database, now, (eb) => eb.and([eb.and(address), eb('n', '<=', last)]));
  await database.scrub();
}

/** Whoever polls the account commits before or after this transaction, and then knows what was forgotten. */
async function waitForPoll(tx: Tx, { vendor, account }: Account): Promise<void> {
  await tx
    .updateTable('accounts')
    .set(({ ref }) => ({ requests: ref('requests') }))
    .where((eb) => eb.and({ vendor, account }))
    .execute();
}

/** By the vendor's instant, or by ours where that one lies ahead or is missing: our clock may have been wrong by then. */
function wasWritten(eb: ExpressionBuilder<Tables, 'messages'>, before: number, now: number): Expression<SqlBool> {
  const isUndated = eb.or([eb('sent_at', 'is', null), eb('sent_at', '>', now)]);
  return eb.or([eb('sent_at', '<', before), eb.and([isUndated, eb('seen_at', '<', before)])]);
}

/** Tells whether all messages of a thread were purged: its ticket goes with the last of them. */
function holdsNoText(eb: ExpressionBuilder<Tables, 'threads'>): Expression<SqlBool> {
  const kept = eb
    .selectFrom('messages')
    .select('messages.n')
    .whereRef('messages.vendor', '=', 'threads.vendor')
    .whereRef('messages.account', '=', 'threads.account')
    .whereRef('messages.thread', '=', 'threads.thread')
    .where('messages.purged_at', 'is', null);
  return eb.not(eb.exists(kept));
}

async function purgeMessages(database: Purged, now: number, isMeant: Condition<'messages'>): Promise<number> {
  let purged = 0;
  for (;;) {
    const count = await database.write((tx) => purgeSome(tx, database, now, isMeant));
    purged += count;
    if (count < AT_ONCE) return purged;
  }
}

async function purgeSome(tx: Tx, { search }: Purged, now: number, isMeant: Condition<'messages'>): Promise<number> {
  const rows = await tx
    .selectFrom('messages')
    .select(['n', 'words'])
    .where('purged_at', 'is', null)
    .where(isMeant)
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return 0;
  for (const { n, words } of rows) if (words !== null) await search.remove(tx, n, words);
  await tx
    .updateTable('messages')
    .set({ text: null, raw: null, words: null, purged_at: now })
    .where(
      'n',
      'in',
      rows.map(({ n }) => n),
    )
    .execute();
  return rows.length;
}

async function purgeTickets(tx: Tx, isMeant: Condition<'threads'>): Promise<void> {
  await tx
    .updateTable('threads')
    .set({ subject: null, raw: null })
    .where(isMeant)
    .where((eb) => eb.or([eb('subject', 'is not', null), eb('raw', 'is not', null)]))
    .execute();
}

async function purgeEntries(tx: Tx, isMeant: Condition<'outbox'>): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ content: null })
    .where('content', 'is not', null)
    .where('state', 'in', SETTLED)
    .where(isMeant)
    .execute();
}
