import type { Account } from '@ticketbridge/facade';
import { readAccounts, readOneOf } from './arguments.ts';
import type { ThreadsWanted } from './desk/desk.ts';
import type { Output } from './output.ts';
import { shownAccount } from './ref.ts';
import { UsageError } from './usage-error.ts';

/** Which threads, for the commands that read several. */
export const THREAD_FLAGS = {
  all: { type: 'boolean', meaning: 'also what is closed or archived' },
  closed: { type: 'boolean', meaning: 'only what is closed or archived' },
  turn: { type: 'string', placeholder: 'WHOSE', meaning: 'ours, theirs or unknown; BrandLovers does not tell' },
  account: { type: 'string', multiple: true, placeholder: 'ACCOUNT', meaning: 'vendor:account; may be repeated' },
} as const;

interface Values {
  readonly all?: boolean | undefined;
  readonly closed?: boolean | undefined;
  readonly turn?: string | undefined;
  readonly account?: readonly string[] | undefined;
}

/** Reads the flags that say which threads, all of them active by default. */
export function readThreadsWanted({ all, closed, turn, account }: Values): Omit<ThreadsWanted, 'onFailure'> {
  if (all && closed) throw new UsageError('--all and --closed exclude each other');
  return {
    active: all ? undefined : !closed,
    turn: turn === undefined ? undefined : readOneOf('--turn', ['ours', 'theirs', 'unknown'], turn),
    accounts: readAccounts(account),
  };
}

/** Tells which accounts could not be read whole, as they fail; the others are read all the same. */
export class Failures {
  readonly #out: Output;
  #count = 0;

  constructor(out: Output) {
    this.#out = out;
  }

  get any(): boolean {
    return this.#count > 0;
  }

  readonly tell = (error: Error, account: Account): void => {
    this.#count += 1;
    this.#out.note(`${shownAccount(account)} could not be read whole: ${error.message}`, 'red').catch(() => {});
  };
}
