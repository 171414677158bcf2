import { commitListed, commitReady } from '../mirror/account.ts';
import type { Poll } from '../poll.ts';
import { type Polling, put } from './polling.ts';
import { newWalk, type Progress, readProgress, type Settled, saveProgress, type Walk } from './progress.ts';
import { isExplained, settle } from './settle.ts';
import { readAllHinted, readHinted } from './unlisted.ts';
import { walkOn } from './walk.ts';

/** Pages of a sweep that one poll reads. */
const SWEEP_PAGES = 10;
/** Readings of whole lists after which a first run ends although their totals are not explained. */
const SCANS = 3;
/** Pages of the first run of which one is told. */
const TOLD_PAGES = 10;

/**
 * Polls a company: each list from its newest message back to what is known, and more only where the totals say that
 * something else has happened. Moves between lists that cancel out and bring no message are found by the sweep.
 */
export const pollClubcollect: Poll = async (context) => {
  const { database, account } = context;
  const { phase, progress } = await database.reader
    .selectFrom('accounts')
    .select(['phase', 'progress'])
    .where((eb) => eb.and({ vendor: account.vendor, account: account.account }))
    .executeTakeFirstOrThrow();
  const polling = { ...context, isSilent: phase !== 'ready' };
  if (polling.isSilent) return readFirst(polling, readProgress(progress));
  await lookAgain(polling, readProgress(progress));
  await readHinted(polling);
};

/**
 * Reads all lists, and goes on where it was stopped. What changes meanwhile is settled, and what the lists do not tell is
 * read, before the account is ready: what is found later is told as new.
 */
async function readFirst(polling: Polling, begun: Progress): Promise<void> {
  const { clock } = polling;
  const tell = tellingOf(polling);
  const walk = await walkOn(polling, begun, begun.walk ?? newWalk(clock.now()), Number.POSITIVE_INFINITY, tell);
  const { progress, isExplained } = await settleFirst(polling, begun, walk);
  const scans = (begun.scans ?? 0) + (progress.scanAt === begun.scanAt ? 0 : 1);
  if (!isExplained && scans < SCANS) {
    return put(polling, (writing) => saveProgress(writing, { ...progress, walk, scans }));
  }
  await readAllHinted(polling);
  await put(polling, async (writing) => {
    await commitReady(writing, walk.beganAt);
    await saveProgress(writing, { ...progress, walk: undefined, scans: undefined, sweptAt: clock.now() });
  });
}

async function settleFirst(polling: Polling, begun: Progress, walk: Walk): Promise<Settled> {
  if (begun.scans !== undefined) return settle(polling, begun);
  const { uncounted, unaddressable } = walk;
  const progress = { ...begun, uncounted, unaddressable, walk };
  if (await isExplained(polling, progress, walk.totals)) return { progress, isExplained: true };
  return settle(polling, progress);
}

async function lookAgain(polling: Polling, before: Progress): Promise<void> {
  const beganAt = polling.clock.now();
  const { progress: settled, isExplained } = await settle(polling, before);
  const progress = await sweep(polling, settled);
  await put(polling, async (writing) => {
    if (isExplained) await commitListed(writing, beganAt, progress.unaddressable);
    if (progress !== before) await saveProgress(writing, progress);
  });
}

/** Reads everything from time to time, some pages with each poll. */
async function sweep(polling: Polling, progress: Progress): Promise<Progress> {
  const now = polling.clock.now();
  const { walk: begun, sweptAt } = progress;
  const isDue = now - sweptAt >= polling.intervals.sweep || sweptAt > now;
  if (!begun && !isDue) return progress;
  const walk = await walkOn(polling, progress, begun ?? newWalk(now), SWEEP_PAGES);
  if (walk.lists.length > 0) return { ...progress, walk };
  return { ...progress, walk: undefined, sweptAt: now, unaddressable: walk.unaddressable };
}

/** Makes what tells how far the first run is, after some of its pages: it is for people. */
function tellingOf({ database, account, progress }: Polling): () => Promise<void> {
  const { vendor } = account;
  let pages = 0;
  return async () => {
    pages += 1;
    if (pages % TOLD_PAGES !== 1) return;
    const { threads, messages } = await database.reader
      .selectFrom('threads')
      .select(({ fn }) => [fn.countAll<number>().as('threads'), fn.sum<number>('message_count').as('messages')])
      .where((eb) => eb.and({ vendor, account: account.account }))
      .executeTakeFirstOrThrow();
    progress({ threads: Number(threads), messages: Number(messages) });
  };
}
