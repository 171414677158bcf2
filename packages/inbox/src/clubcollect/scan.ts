import { absorb } from './absorb.ts';
import { ALL, type ByList, byList, isEmpty, type List, listNamed, pagesOf } from './lists.ts';
import { believe, countMembers, membersOf, restate } from './membership.ts';
import { lookUp } from './page.ts';
import { type Polling, put } from './polling.ts';
import type { Progress, Settled } from './progress.ts';
import { isKnown } from './tails.ts';
import { hint, readIfThere } from './unlisted.ts';

/** The lists that people work on first: the archived one is the longest. */
const ORDER: readonly List[] = ['unanswered', 'answered', 'archived'];

/** A message that is believed to be in a list that was read and did not have it. */
interface Absent {
  readonly id: string;
  readonly thread: string;
  readonly list: List;
}

/** Reads whole lists until their totals are explained: first those whose totals are not. */
export async function scan(polling: Polling, progress: Progress, known: ByList): Promise<Settled> {
  const began = performance.now();
  const seen = new Set<string>();
  const scanned = new Set<List>();
  let totals = known;
  let { uncounted } = progress;
  let absent: readonly Absent[] = [];
  for (const isForced of [false, true]) {
    for (const list of ORDER) {
      const counts = await countMembers(polling.database.reader, polling.account);
      if (scanned.has(list) || (!isForced && totals[list] === counts[list] + uncounted[list])) continue;
      const read = await readWhole(polling, list, seen);
      scanned.add(list);
      totals = { ...totals, [list]: read.total };
      uncounted = { ...uncounted, [list]: read.uncounted };
      absent = await absentFrom(polling, scanned, seen);
      const place = placeOf(absent, await restOf(polling, totals, uncounted), scanned);
      if (!place || (place.list === 'archived' && !(await areWhole(polling, absent)))) continue;
      const emptySince = await doubtedSince(polling, progress, totals, absent);
      if (emptySince !== undefined) {
        return { progress: { ...putOff(polling, progress, 0), emptySince }, isExplained: false };
      }
      await move(polling, absent, place.list);
      return { progress: { ...progress, uncounted, emptySince: undefined }, isExplained: true };
    }
  }
  await put(polling, (writing) => hint(writing, threadsOf(absent)));
  const rest = await restOf(polling, totals, uncounted);
  return {
    isExplained: false,
    progress: {
      ...putOff(polling, progress, performance.now() - began),
      // Where everything that is listed is held, the rest is the vendor's own way of counting.
      uncounted: absent.length > 0 ? uncounted : byList((list) => uncounted[list] + rest[list]),
    },
  };
}

/** How many times as long as it took a reading in vain is not repeated. */
const RESTS = 10;

/** @param took milliseconds that the reading took */
function putOff({ clock, intervals }: Polling, progress: Progress, took: number): Progress {
  const now = clock.now();
  return { ...progress, scannedAt: now, scanAt: now + Math.max(intervals.hot, RESTS * took) };
}

/** Tells whether lists may be read whole: the time has come, or the clock has been set back. */
export function isDue({ scannedAt, scanAt }: Progress, now: number): boolean {
  return now >= scanAt || now < scannedAt;
}

async function readWhole(polling: Polling, list: List, seen: Set<string>) {
  let total = 0;
  let uncounted = 0;
  for await (const page of pagesOf(polling, list, { end: 'first' })) {
    const listed = await lookUp(polling.database.reader, list, page.items);
    for (const { id } of listed.messages) seen.add(id);
    total = page.total ?? 0;
    uncounted += listed.uncounted;
    if (!isKnown(listed)) await put(polling, (writing) => absorb(writing, listed, false));
  }
  return { total, uncounted };
}

async function absentFrom(
  { database, account: { vendor, account } }: Polling,
  lists: ReadonlySet<List>,
  seen: ReadonlySet<string>,
): Promise<readonly Absent[]> {
  const rows = await database.reader
    .selectFrom('messages')
    .select(['id', 'thread', 'list'])
    .where((eb) => eb.and({ vendor, account }))
    .where('list', 'in', [...lists])
    .where('gone_at', 'is', null)
    .execute();
  return rows.flatMap(({ list: name, ...row }) => {
    const list = listNamed(name);
    return list && !seen.has(row.id) ? [{ ...row, list }] : [];
  });
}

/** Returns how many messages of each list's total are not accounted for; below 0 for too many that are. */
async function restOf({ database, account }: Polling, totals: ByList, uncounted: ByList): Promise<ByList> {
  const counts = await countMembers(database.reader, account);
  return byList((list) => totals[list] - counts[list] - uncounted[list]);
}

/** Tells where absent messages must be for the totals to be right: all in no list, or all in the archive. */
function placeOf(absent: readonly Absent[], rest: ByList, scanned: ReadonlySet<List>) {
  const left = byList((list) => rest[list] + absent.filter((message) => message.list === list).length);
  if (ALL.every((list) => left[list] === 0)) return { list: null };
  const isArchive = ALL.every((list) => left[list] === (list === 'archived' ? absent.length : 0));
  return isArchive && !scanned.has('archived') ? ({ list: 'archived' } as const) : undefined;
}

/** Tells whether all of their threads is absent: who archives, archives whole threads. */
async function areWhole({ database, account }: Polling, absent: readonly Absent[]): Promise<boolean> {
  const ids = new Set(absent.map(({ id }) => id));
  const members = await membersOf(database.reader, account, threadsOf(absent));
  return [...members.values()].flat().every(({ id, list }) => list === 'archived' || ids.has(id));
}

/**
 * Tells since when lists without anything are not believed. While something can be read that they should have they are not,
 * but no longer than for the time of a sweep: all threads may have moved to another company.
 */
async function doubtedSince(
  polling: Polling,
  { emptySince }: Progress,
  totals: ByList,
  [absent]: readonly Absent[],
): Promise<number | undefined> {
  if (!absent || !isEmpty(totals)) return undefined;
  const now = polling.clock.now();
  // The clock may have been set back.
  const since = Math.min(emptySince ?? now, now);
  if (now - since >= polling.intervals.sweep) return undefined;
  const messages = await readIfThere(polling, absent.thread);
  return messages !== undefined && messages.length > 0 ? since : undefined;
}

/** Whoever is in no list may have gone: its thread is hinted, so that it is read itself. */
async function move(polling: Polling, absent: readonly Absent[], list: List | null): Promise<void> {
  if (absent.length === 0) return;
  await put(polling, async (writing) => {
    await believe(
      writing.tx,
      list,
      absent.map(({ id }) => id),
    );
    await restate(writing, threadsOf(absent));
    if (list === null) await hint(writing, threadsOf(absent));
  });
}

function threadsOf(absent: readonly Absent[]): readonly string[] {
  return [...new Set(absent.map(({ thread }) => thread))];
}
