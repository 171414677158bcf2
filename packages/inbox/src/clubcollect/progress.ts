import type { Writing } from '../mirror/writing.ts';
import { ALL, type ByList, byList, type End, type List } from './lists.ts';

/** What is known of a company's lists beside the mirror: JSON in the row of its account. */
export interface Progress {
  /** The end at which lists have what is new: the other one where the vendor's order is not the documented one. */
  readonly end: End;
  /** Messages that the total of each list counts, and the mirror cannot. */
  readonly uncounted: ByList;
  /** Messages that were listed without their invoice. */
  readonly unaddressable: number;
  /** A reading of all lists that has not come to its end: the first one, or a sweep. */
  readonly walk?: Walk | undefined;
  /** Times that lists were read whole in the first run because of their totals, where these cannot be explained yet. */
  readonly scans?: number | undefined;
  /** When the last of them ended. */
  readonly sweptAt: number;
  /** When lists were last read whole in vain because of their totals, and when they may be again. */
  readonly scannedAt: number;
  readonly scanAt: number;
  /** Since when the lists have been without anything although threads that they should have can be read. */
  readonly emptySince?: number | undefined;
}

/** Where a reading of all lists goes on. */
export interface Walk {
  readonly beganAt: number;
  /** The lists that are not read to their end; the first of them is being read. */
  readonly lists: readonly List[];
  /** Where that one goes on. */
  readonly from?: string | undefined;
  /** The totals of those that are read. */
  readonly totals: ByList;
  readonly uncounted: ByList;
  readonly unaddressable: number;
}

/** What a look at all lists came to. */
export interface Settled {
  readonly progress: Progress;
  /** Whether what is believed of the lists gives their totals. */
  readonly isExplained: boolean;
}

const NONE: ByList = byList(() => 0);

const NOTHING: Progress = { end: 'newest', uncounted: NONE, unaddressable: 0, sweptAt: 0, scannedAt: 0, scanAt: 0 };

export function newWalk(beganAt: number): Walk {
  return { beganAt, lists: ALL, totals: NONE, uncounted: NONE, unaddressable: 0 };
}

export function readProgress(json: string | null): Progress {
  return json === null ? NOTHING : { ...NOTHING, ...JSON.parse(json) };
}

export async function saveProgress({ tx, account }: Writing, progress: Progress): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({ progress: JSON.stringify(progress) })
    .where((eb) => eb.and({ vendor: account.vendor, account: account.account }))
    .execute();
}
