import type { Poll, PollContext } from '../poll.ts';
import { mayBeOfOneThread, Refusals } from '../refusals.ts';
import { throughThrottling } from '../through-throttling.ts';
import { firstRun } from './first-run.ts';
import { listTickets } from './list.ts';
import { DUE, type Due, type LookFor, type LookOptions, lookAt, refOf, together } from './look.ts';

/**
 * Polls a seller's tickets. The vendor has no list of changes, so this reads the list of tickets for what changed of them,
 * reads whole what is hinted by that, and asks the others one by one, the longer quiet the more rarely, whether they have
 * more messages than are known.
 *
 * Unseen is what leaves no trace: a state that came and went between two polls; and, until the next sweep, one message
 * deleted and one written where the ticket itself stays as it was.
 */
export const pollBrandlovers: Poll = async (context) => {
  const { phase } = await context.database.reader
    .selectFrom('accounts')
    .select('phase')
    .where((eb) => eb.and(ofAccount(context)))
    .executeTakeFirstOrThrow();
  if (phase !== 'ready') return firstRun(context, phase);
  const began = performance.now();
  await listTickets(context);
  // However much there is to read, lists are read again after as long as they take.
  const patience = Math.max(context.intervals.hot, performance.now() - began);
  const refusals = new Refusals();
  const readHinted = async () => {
    const hinted = due(context).where('hinted', '=', 1).orderBy('changed_at', 'desc').orderBy('active', 'desc');
    await lookFor(patience, context, await hinted.execute(), { look: (_, read) => read(), refusals, isSilent: false });
  };
  const failure = await readHinted().catch((error: unknown) => {
    if (mayBeOfOneThread(error)) return error;
    throw error;
  });
  const quiet = due(context).where('hinted', '=', 0).orderBy('probe_at');
  await lookFor(patience, context, await quiet.execute(), { look: probe(context), refusals, isSilent: false });
  if (failure) throw failure;
  refusals.throwIfAll();
};

async function lookFor(patience: number, context: PollContext, threads: readonly Due[], options: LookOptions) {
  const began = performance.now();
  for (const part of together(threads)) {
    await lookAt(context, part, options);
    if (performance.now() - began > patience) return;
  }
}

/** Reads a thread only if there is more than is known, or a sweep is due. */
function probe(context: PollContext): LookFor {
  const { bridge, gate, account, signal, clock, intervals } = context;
  return async ({ thread, message_count, read_at }, read) => {
    const isSwept = read_at === null || Math.abs(clock.now() - read_at) >= intervals.sweep;
    if (isSwept) return read();
    const ref = refOf({ account }, thread);
    const hasMore = await throughThrottling(context, () =>
      bridge.brandlovers.hasMoreMessages(ref, message_count, gate.options(account, signal)),
    );
    return hasMore ? read() : undefined;
  };
}

/** Selects the threads that are to be looked at now. A time too far ahead is of a clock that was wrong. */
function due(context: PollContext) {
  const { database, clock, intervals } = context;
  const now = clock.now();
  return database.reader
    .selectFrom('threads')
    .select(DUE)
    .where((eb) => eb.and({ ...ofAccount(context), misses: 0 }))
    .where('missing_since', 'is', null)
    .where((eb) =>
      eb.or([eb('probe_at', 'is', null), eb('probe_at', '<=', now), eb('probe_at', '>', now + intervals.cold)]),
    );
}

function ofAccount({ account: { vendor, account } }: PollContext): { vendor: string; account: string } {
  return { vendor, account };
}
