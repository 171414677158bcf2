import type { State } from '@ticketbridge/facade';
import type { Insertable, Selectable } from 'kysely';
import { digestOf } from '../digest.ts';
import { appendEvents, type Happening } from '../events/append.ts';
import { threadOf } from '../model.ts';
import { matchThread } from '../outbox/match.ts';
import type { ThreadsTable } from '../schema.ts';
import type { ThreadReading } from './reading.ts';
import { storable } from './storable.ts';
import { addressOf, inParts, type Writing } from './writing.ts';

type Row = Selectable<ThreadsTable>;
type Change = Partial<Insertable<ThreadsTable>>;

/**
 * Puts listed threads into the mirror. One that is new, or whose ticket is another than before, is hinted until its
 * messages are read; one that was missing is new again. A thread that is as it was costs no write.
 */
export async function commitThreads(writing: Writing, readings: readonly ThreadReading[]): Promise<void> {
  for (const part of inParts(readings)) await commitPart(writing, part);
}

async function commitPart(writing: Writing, readings: readonly ThreadReading[]): Promise<void> {
  const known = await rowsOf(writing, readings);
  const added: Insertable<ThreadsTable>[] = [];
  const happenings: Happening[] = [];
  for (const reading of readings) {
    const row = known.get(reading.ref.id);
    if (!row) {
      added.push(newRow(writing, reading));
      await matchThread(writing.tx, reading.ref, reading.description, writing.at);
      happenings.push(thread(reading, writing.at));
      continue;
    }
    const change = { ...presenceOf(row), ...contentOf(writing, reading, row), ...stateOf(writing, reading, row) };
    if (Object.keys(change).length === 0) continue;
    await writing.tx
      .updateTable('threads')
      .set(change)
      .where((eb) => eb.and(addressOf(reading.ref)))
      .execute();
    if (change.digest !== undefined) await matchThread(writing.tx, reading.ref, reading.description, writing.at);
    if (row.missing_since !== null) happenings.push(thread(reading, writing.at));
    else if (change.state_seen_at !== undefined) happenings.push(await stateChange(writing, reading, row));
  }
  if (added.length > 0) await writing.tx.insertInto('threads').values(added).execute();
  await appendEvents(writing, happenings);
}

async function rowsOf({ tx }: Writing, readings: readonly ThreadReading[]): Promise<ReadonlyMap<string, Row>> {
  const [first] = readings;
  if (!first) return new Map();
  const rows = await tx
    .selectFrom('threads')
    .selectAll()
    .where((eb) => eb.and({ vendor: first.ref.vendor, account: first.ref.account }))
    .where(
      'thread',
      'in',
      readings.map(({ ref }) => ref.id),
    )
    .execute();
  return new Map(rows.map((row) => [row.thread, row]));
}

function newRow({ at, isSilent }: Writing, reading: ThreadReading): Insertable<ThreadsTable> {
  const { raw, subject, changedAt } = reading;
  return {
    ...addressOf(reading.ref),
    ...columnsOf(reading, at),
    subject: subject ?? null,
    raw: jsonOf(raw),
    digest: raw === undefined ? null : digestOf(raw),
    hinted: raw === undefined ? 0 : 1,
    is_read: 0,
    // The vendor's times tell how old a thread is that was there before us, and nothing else.
    changed_at: isSilent ? Math.min(changedAt ?? at, at) : at,
  };
}

/** What changes of a thread by being listed. */
function presenceOf({ misses, missing_since }: Row): Change {
  if (missing_since !== null) return { misses: 0, missing_since: null, hinted: 1, probe_at: null };
  return misses > 0 ? { misses: 0 } : {};
}

/** What changes of a thread whose ticket is another one. A vendor that adds a field to all of them wakes none. */
function contentOf({ at }: Writing, { raw, subject, changedAt = at }: ThreadReading, row: Row): Change {
  if (raw === undefined) return {};
  const digest = digestOf(raw);
  if (digest === row.digest) return {};
  return {
    ...(row.forgotten_at === null && { raw: jsonOf(raw), subject: subject ?? null }),
    ...(changedAt > row.changed_at && { changed_at: at }),
    digest,
    hinted: 1,
    probe_at: null,
  };
}

/** In a first run, where one list after the other is read, another state is no change. */
function stateOf({ at, isSilent }: Writing, reading: ThreadReading, row: Row): Change {
  const columns = columnsOf(reading, at);
  if (columns.native === row.native) return {};
  return { ...columns, state_changes: row.state_changes + 1, ...(!isSilent && { changed_at: at }) };
}

function columnsOf({ state }: ThreadReading, at: number) {
  const active = { true: 'yes', false: 'no', unknown: 'unknown' } as const;
  return {
    native: state.native === undefined ? null : storable(state.native),
    active: active[`${state.active}`],
    turn: state.turn,
    evidence: state.from,
    state_seen_at: at,
  };
}

function thread({ ref, state }: ThreadReading, at: number): Happening {
  return { type: 'thread.new', thread: ref.id, detail: { state: seen(state, at) } };
}

/** Tells of another state, which was last another one when all threads were last listed, if this one was. */
async function stateChange({ tx, at }: Writing, { ref, state }: ThreadReading, row: Row): Promise<Happening> {
  const account = await tx
    .selectFrom('accounts')
    .select('listed_at')
    .where((eb) => eb.and({ vendor: ref.vendor, account: ref.account }))
    .executeTakeFirst();
  const listedAt = row.misses > 0 ? null : account?.listed_at;
  // A clock may have been set back meanwhile.
  const seenBefore = Math.min(Math.max(row.state_seen_at, listedAt ?? 0), at);
  const detail = { from: seen(threadOf(row).state, seenBefore), to: seen(state, at) };
  return { type: 'thread.state', thread: ref.id, detail };
}

function seen(state: Omit<State, 'asOf'>, at: number): State {
  return { ...state, asOf: new Date(at).toISOString() };
}

function jsonOf(raw: unknown): string | null {
  return raw === undefined ? null : JSON.stringify(raw);
}
