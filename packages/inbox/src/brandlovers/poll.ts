import type { Poll, PollContext } from '../poll.ts';
import { firstRun } from './first-run.ts';
import { listTickets } from './list.ts';
import { DUE, type Look, lookAt, refOf, together } from './look.ts';
import { Refusals } from './refusals.ts';

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
  await listTickets(context);
  const refusals = new Refusals();
  await readHinted(context, refusals);
  await probe(context, refusals);
  refusals.throwIfAll();
};

async function readHinted(context: PollContext, refusals: Refusals): Promise<void> {
  const hinted = await due(context).where('hinted', '=', 1).orderBy('changed_at', 'desc').execute();
  for (const threads of together(hinted)) {
    await lookAt(context, threads, { look: (_, read) => read(), refusals, isSilent: false });
  }
}

/** Asks the threads that are due, for as long as another poll can wait. */
async function probe(context: PollContext, refusals: Refusals): Promise<void> {
  const { bridge, gate, account, signal, clock, intervals } = context;
  const quiet = await due(context).where('hinted', '=', 0).orderBy('probe_at').execute();
  const look: Look = async ({ thread, message_count, read_at }, read) => {
    const isSwept = read_at === null || Math.abs(clock.now() - read_at) >= intervals.sweep;
    const hasMore = () =>
      bridge.brandlovers.hasMoreMessages(refOf(context, thread), message_count, gate.options(account, signal));
    return isSwept || (await hasMore()) ? read() : undefined;
  };
  const began = performance.now();
  for (const threads of together(quiet)) {
    await lookAt(context, threads, { look, refusals, isSilent: false });
    if (performance.now() - began > intervals.hot) return;
  }
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
