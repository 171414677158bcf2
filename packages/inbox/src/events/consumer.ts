import type { Database, Tx } from '../database.ts';
import { rideOut } from '../run/ride-out.ts';
import type { InboxEvent } from './event.ts';
import { eventOf } from './event-of.ts';

/** An event, and the way to say that it was dealt with. */
export type DeliveredEvent = InboxEvent & {
  /**
   * Acknowledges this event, and no other: it is not delivered to this consumer again. On the disk when it resolves.
   *
   * @throws InboxError when the store cannot be written
   */
  ack(): Promise<void>;
};

/** Where a consumer begins that the inbox does not know yet. */
export type Beginning = 'start' | 'now';

/** Gives a consumer what it has not acknowledged, in the order of positions, and then what comes. */
export async function* deliver(
  database: Database,
  consumer: string,
  beginning: Beginning,
  signal: AbortSignal | undefined,
): AsyncGenerator<DeliveredEvent, void, undefined> {
  const leaving = new AbortController();
  const stop = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal;
  try {
    if (!stop.aborted) await rideOut(() => introduce(database, consumer, beginning), stop);
    for (let after = 0; !stop.aborted; ) {
      // Asked for before the look: what comes between the two is not missed.
      const change = database.changed(stop);
      const next = () => rideOut(() => nextEvent(database, consumer, after), stop);
      for (let event = await next(); event && !stop.aborted; event = await next()) {
        const { seq } = event;
        after = seq;
        yield Object.assign(event, { ack: () => rideOut(() => acknowledge(database, consumer, seq), stop) });
      }
      await change;
    }
  } catch (error) {
    // The inbox may have been closed under what was being read.
    if (!stop.aborted) throw error;
  } finally {
    leaving.abort();
  }
}

/** Keeps the consumer's place from now on, unless it is known. */
async function introduce(database: Database, name: string, beginning: Beginning): Promise<void> {
  const known = await database.reader.selectFrom('consumers').select('name').where('name', '=', name).execute();
  if (known.length > 0) return;
  await database.write(async (tx) => {
    const { last } = await tx
      .selectFrom('events')
      .select(({ fn }) => fn.max('seq').as('last'))
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('consumers')
      .values({ name, position: beginning === 'now' ? (last ?? 0) : 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** Reads the first event behind a position that the consumer has not acknowledged, in this process or another. */
async function nextEvent({ reader }: Database, consumer: string, after: number): Promise<InboxEvent | undefined> {
  const row = await reader
    .selectFrom('events')
    .selectAll()
    .where('seq', '>', after)
    .where('seq', '>', ({ selectFrom }) => selectFrom('consumers').select('position').where('name', '=', consumer))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('acknowledged')
            .select('seq')
            .whereRef('acknowledged.seq', '=', 'events.seq')
            .where('consumer', '=', consumer),
        ),
      ),
    )
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row && eventOf(reader, row);
}

async function acknowledge(database: Database, consumer: string, seq: number): Promise<void> {
  await database.write(async (tx) => {
    // Written first: others who acknowledge for this consumer wait here.
    const { position } = await tx
      .updateTable('consumers')
      .set(({ ref }) => ({ position: ref('position') }))
      .where('name', '=', consumer)
      .returning('position')
      .executeTakeFirstOrThrow();
    if (seq <= position) return;
    const row = { consumer, seq };
    await tx
      .insertInto('acknowledged')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await advance(tx, consumer, position);
  });
}

/** Moves the consumer's position up to the first event that is not acknowledged. */
async function advance(tx: Tx, name: string, position: number): Promise<void> {
  const acknowledged = tx.selectFrom('acknowledged').select('seq').where('consumer', '=', name);
  const open = await tx
    .selectFrom('events')
    .select('seq')
    .where('seq', '>', position)
    .where('seq', 'not in', acknowledged)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  const last = await acknowledged
    .where('seq', '<', open?.seq ?? Number.MAX_SAFE_INTEGER)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return;
  await tx.updateTable('consumers').set({ position: last.seq }).where('name', '=', name).execute();
  await tx.deleteFrom('acknowledged').where('consumer', '=', name).where('seq', '<=', last.seq).execute();
}
