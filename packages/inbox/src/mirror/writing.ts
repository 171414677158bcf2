import type { Account, ThreadRef } from '@ticketbridge/facade';
import type { Database, Tx } from '../database.ts';

/** A transaction in which readings of an account are put into the mirror. */
export interface Writing {
  readonly database: Pick<Database, 'orderEvents' | 'search'>;
  readonly tx: Tx;
  readonly account: Account;
  /** When what is committed was seen. */
  readonly at: number;
  /** Whether no event tells of it: until an account is ready. */
  readonly isSilent: boolean;
}

/** Rows that one statement inserts or names: SQLite takes 32 766 values. */
const AT_ONCE = 500;

/** Splits a list into parts that one statement can take. */
export function inParts<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / AT_ONCE) }, (_, part) =>
    list.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}

/** The columns that address a thread. */
export function addressOf({ vendor, account, id }: ThreadRef): { vendor: string; account: string; thread: string } {
  return { vendor, account, thread: id };
}
