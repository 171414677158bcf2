import type { Bump } from '../../src/diff/verdict.ts';
import type { Edit } from './edit.ts';

/** A single change of a spec: of a vendor's as it was once, or of `parcels.yaml`, which holds what theirs lack. */
export interface SpecChange {
  readonly spec: 'brandlovers' | 'clubcollect' | 'parcels';
  readonly edits: readonly Edit[];
  /** Promised consumer programs that stop compiling, among others. Of a change that is not major for the client, none does. */
  readonly breaks?: readonly string[];
  /** For those who call the facade; where nothing is said, it is not greater than for the client. */
  readonly facade?: Bump;
  /** The lint refuses the new spec. */
  readonly isRefused?: true;
  /** The lint refuses the new spec, and yet it is rated: documents of others may hold it. */
  readonly isOfOthers?: true;
}

/** What `docs/versioning.md` says of a kind of change, and changes of that kind by their titles. */
export interface Kind {
  /** The row of the page's table. */
  readonly row: string;
  /** For those who call the client. */
  readonly bump: Bump;
  /** For those who call the facade, where the page says it; a change may say more. */
  readonly facade?: Bump;
  /** The facade passes it on, and has the same bump. */
  readonly isPassedOn?: true;
  /** Whether versions that are already published still work. */
  readonly publishedWork: boolean;
  readonly changes: Readonly<Record<string, SpecChange>>;
}

export function brandlovers(edits: readonly Edit[], rest: Omit<SpecChange, 'spec' | 'edits'> = {}): SpecChange {
  return { spec: 'brandlovers', edits, ...rest };
}

export function clubcollect(edits: readonly Edit[], rest: Omit<SpecChange, 'spec' | 'edits'> = {}): SpecChange {
  return { spec: 'clubcollect', edits, ...rest };
}

export function parcels(edits: readonly Edit[], rest: Omit<SpecChange, 'spec' | 'edits'> = {}): SpecChange {
  return { spec: 'parcels', edits, ...rest };
}
