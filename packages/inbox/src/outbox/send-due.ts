import { setTimeout } from 'node:timers/promises';
import { claimEntry, freeAbandoned, isAbandoned, isHeld, readyAt, selectOpen } from './claims.ts';
import type { Row } from './entry.ts';
import { lookAtEntry } from './look-entry.ts';
import { sendEntry } from './send-entry.ts';
import { type Due, LOOK_DELAYS, type Sending } from './sending.ts';

/** Threads to which is written at once. */
const AT_ONCE = 4;
/** Milliseconds after which is looked for further entries while some are under way. */
const TICK = 250;
/** Entries that a worker takes before it looks again which are open. */
const CHOICE = 64;

/**
 * Sends what is due, and looks for what may have arrived, until nothing is due any more: entries of one thread one after the
 * other. Calls may overlap, in this process and in others.
 *
 * @throws what no repetition mends, such as a store that cannot be written
 */
export async function sendDue(sending: Sending): Promise<Due> {
  const { clock, signal } = sending;
  const running = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  let rows: readonly Row[] = [];
  let due: Row[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let isCrowded = false;
  for (;;) {
    // Who takes an entry looks at it again: to read thousands of them after each one would take longer than to send them.
    if (due.length === 0 || performance.now() - readAt > TICK) {
      rows = (await openRows(sending)).filter(({ id }) => !running.has(id));
      due = rows.filter((row) => readyAt(row, sending) <= clock.now()).slice(0, CHOICE);
      if (isCrowded) due = shuffled(due);
      readAt = performance.now();
    }
    const mayBegin = !signal.aborted && failures.length === 0;
    for (const row of mayBegin ? due.splice(0, AT_ONCE - running.size) : []) {
      const step = takeStep(sending, row)
        .then((isOurs) => {
          if (isOurs) return;
          isCrowded = true;
          due = [];
        })
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(row.id));
      running.set(row.id, step);
    }
    if (running.size === 0) {
      if (failures.length > 0) throw failures[0];
      return { nextAt: rows.length === 0 ? undefined : Math.min(...rows.map((row) => readyAt(row, sending))) };
    }
    await Promise.race([...running.values(), setTimeout(TICK)]);
  }
}

/** Workers that go through the same entries in the same order stand in each other's way. */
function shuffled(rows: readonly Row[]): Row[] {
  const placed = rows.map((row) => ({ row, place: Math.random() }));
  return placed.sort((a, b) => a.place - b.place).map(({ row }) => row);
}

/** Reads the entries with which this process can do something, now or later. */
async function openRows(sending: Sending): Promise<readonly Row[]> {
  const rows = await selectOpen(sending.database.reader).execute();
  const isWanted = await wantedOf(sending);
  // To free what a dead worker holds takes no source.
  const isHere = (row: Row) =>
    isHeld(row) || sending.accounts.some(({ vendor, account }) => vendor === row.vendor && account === row.account);
  return rows.filter((row) => isHere(row) && isWanted(row));
}

/** Tells whether an entry is the only wanted one, or has to be done with before it. */
async function wantedOf({ database, only }: Sending): Promise<(row: Row) => boolean> {
  if (only === undefined) return () => true;
  const wanted = await database.reader.selectFrom('outbox').selectAll().where('id', '=', only).executeTakeFirst();
  const isInLine = (row: Row) =>
    row.vendor === wanted?.vendor && row.account === wanted.account && row.thread === wanted.thread && row.n < wanted.n;
  return (row) => row.id === only || (row.thread !== null && isInLine(row));
}

/** Tells whether another worker was not faster. */
async function takeStep(sending: Sending, row: Row): Promise<boolean> {
  const { lookDelays = LOOK_DELAYS } = sending;
  if (isHeld(row)) {
    if (isAbandoned(row, sending)) await freeAbandoned(sending, row, lookDelays[0] ?? 0);
    return true;
  }
  const claimed = await claimEntry(sending, row.id);
  if (!claimed) return false;
  await (claimed.row.state === 'queued' ? sendEntry : lookAtEntry)(sending, claimed);
  return true;
}
