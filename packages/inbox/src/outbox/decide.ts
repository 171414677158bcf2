import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { InboxError } from '../inbox-error.ts';
import { type Change, changeEntries, scrubForgotten } from './change-entries.ts';
import { invalidInput } from './checks.ts';
import { entryOf, isUndecided, type OutboxEntry, type Row } from './entry.ts';

/** What a person has found out about an entry of unknown fate. */
export type Verdict = 'was-sent' | 'was-not-sent';

/** What becomes of an entry: it stays as it is, changes, or cannot, for a reason. */
type Ruling = Change | 'stays' | { readonly refused: string };

/** Tells the outbox what became of an entry. Told again it changes nothing. */
export async function decide(database: Database, clock: Clock, id: string, verdict: Verdict): Promise<OutboxEntry> {
  const settled = { state: 'accepted', settled_by: 'person', settled_at: clock.now() } as const;
  const rulings: Readonly<Record<Verdict, (row: Row) => Ruling>> = {
    'was-sent': ({ state }) => {
      if (state === 'accepted') return 'stays';
      return state === 'unknown' ? settled : { refused: `it is ${state}, and not unknown` };
    },
    'was-not-sent': (row) => {
      if (row.state === 'queued') return 'stays';
      if (row.state !== 'unknown') return { refused: `it is ${row.state}, and not unknown` };
      // Whoever says so twice must not send it twice.
      if (!isUndecided(row)) return { refused: 'it is still being looked for' };
      return { state: 'queued', due_at: clock.now(), failed_looks: 0 };
    },
  };
  return rule(database, 'decide', id, rulings[verdict]);
}

/** Takes an entry out. Told again it changes nothing. */
export async function cancel(database: Database, clock: Clock, id: string): Promise<OutboxEntry> {
  return rule(database, 'cancel', id, ({ state }) => {
    if (state === 'cancelled') return 'stays';
    if (state !== 'queued' && state !== 'unknown') return { refused: `it is ${state}` };
    return { state: 'cancelled', settled_by: 'person', settled_at: clock.now() };
  });
}

/** Rules on an entry as it is at that moment. Whoever holds it finds out when the claim is used next. */
async function rule(database: Database, verb: string, id: string, ruling: (row: Row) => Ruling): Promise<OutboxEntry> {
  for (;;) {
    const row = await database.write(async (tx) => {
      const found = await tx.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
      if (!found) throw new InboxError('not-found', `The outbox has no entry ${JSON.stringify(id)}.`);
      const ruled = ruling(found);
      if (ruled === 'stays') return found;
      if ('refused' in ruled) throw invalidInput(verb, `"id" cannot be that of this entry: ${ruled.refused}`, 'id');
      const { state, attempts, looks } = found;
      const change = { ...ruled, claim: null, claimed_until: null };
      const isAsFound = { id, state, attempts, looks };
      const [changed] = await changeEntries(tx, change, (update) => update.where((eb) => eb.and(isAsFound)));
      return changed;
    });
    // Otherwise a sender was faster.
    if (!row) continue;
    await scrubForgotten(database, [row]);
    return entryOf(row);
  }
}
