import { type Change, changeEntries, scrubForgotten } from './change-entries.ts';
import type { Claimed } from './claims.ts';
import type { Found } from './effect.ts';
import type { Sending } from './sending.ts';
import type { OutboxState } from './state.ts';

const FREE = { claim: null, claimed_until: null } as const;

/** Notes that an entry has arrived. Whatever else was noted of it meanwhile, also by a person, was wrong. */
export async function noteAccepted(
  { database, clock }: Sending,
  { row }: Claimed,
  settledBy: 'answer' | 'look',
  { thread, message }: Partial<Found> & { readonly message?: string | undefined } = {},
): Promise<void> {
  const change: Change = {
    ...FREE,
    state: 'accepted',
    settled_at: clock.now(),
    settled_by: settledBy,
    ...(settledBy === 'answer' && { reason: null }),
    ...(thread !== undefined && { thread }),
    ...(message !== undefined && { message }),
  };
  await commit(database, change, (update) =>
    update
      .set(({ fn, val }) => ({ sent_at: fn.coalesce('sent_at', val(clock.now())) }))
      .where('id', '=', row.id)
      .where('state', '<>', 'accepted'),
  );
}

/** Notes that it is not known what became of an attempt. */
export async function noteUnknown(sending: Sending, claimed: Claimed, dueAt: number, reason: string): Promise<void> {
  await ofAttempt(sending, claimed, ['sending'], {
    ...FREE,
    state: 'unknown',
    looks: 0,
    failed_looks: 0,
    due_at: dueAt,
    reason,
  });
}

/** Notes that an attempt had no effect, and that it is not to be repeated. */
export async function noteRefused(sending: Sending, claimed: Claimed, reason: string): Promise<void> {
  const change = { state: 'refused', reason, settled_at: sending.clock.now(), settled_by: 'answer' } as const;
  await ofAttempt(sending, claimed, ['queued', 'sending', 'unknown'], { ...asBefore(claimed), ...change });
}

/** Notes that an attempt had no effect, and when it is to be repeated. */
export async function noteUndone(
  sending: Sending,
  claimed: Claimed,
  change: Pick<Change, 'due_at' | 'doubts' | 'reason'>,
): Promise<void> {
  const undone: Change = { ...asBefore(claimed), state: 'queued', ...change };
  await ofAttempt(sending, claimed, ['queued', 'sending', 'unknown'], undone);
}

/** An earlier attempt, of which a person has said that it was not sent, may have arrived all the same. */
function asBefore({ row: { sent_at, copies_before } }: Claimed): Change {
  return { ...FREE, sent_at, copies_before };
}

/** Changes an entry of which nobody else has begun another attempt. */
async function ofAttempt(
  { database }: Sending,
  { row }: Claimed,
  states: readonly OutboxState[],
  change: Change,
): Promise<void> {
  await commit(database, change, (update) =>
    update
      .where('id', '=', row.id)
      .where('attempts', '=', row.attempts + 1)
      .where('state', 'in', states),
  );
}

/** Gives a claim back, with what has changed; nothing was sent under it. */
export async function giveBack({ database }: Sending, { row, token }: Claimed, change: Change = {}): Promise<void> {
  await commit(database, { ...FREE, ...change }, (update) =>
    update.where('id', '=', row.id).where('state', '=', row.state).where('claim', '=', token),
  );
}

async function commit(
  database: Sending['database'],
  change: Change,
  where: Parameters<typeof changeEntries>[2],
): Promise<void> {
  await scrubForgotten(database, await database.write((tx) => changeEntries(tx, change, where)));
}
