import { type Account, causeOf, isTicketbridgeError, type Ticketbridge } from '@ticketbridge/facade';
import type { Clock } from '../clock.ts';
import type { Database, Tx } from '../database.ts';
import { failureOf } from '../failure-of.ts';
import { type CallGate, type Gate, PausedError } from '../gate.ts';
import { InboxError, isInboxError } from '../inbox-error.ts';
import type { Intervals, Poll, PollProgress } from '../poll.ts';
import { LONGEST_GUESS } from './pauses.ts';
import type { Task } from './tasks.ts';

/** Milliseconds to the next poll after one that failed, or its interval where that is shorter; then twice as many. */
const FIRST_BACKOFF = 1_000;
const LONGEST_BACKOFF = 60_000;

/** What the polls of an account need. */
export interface PollTaskFacts {
  readonly poll: Poll;
  readonly bridge: Ticketbridge;
  readonly database: Database;
  readonly account: Account;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly intervals: Intervals;
  progress(facts: PollProgress): void;
}

/** Makes the task that polls an account when that is due, and puts off the next poll where one fails. */
export function pollTask(facts: PollTaskFacts): Task {
  const { account, database, gate, clock, intervals } = facts;
  const { vendor } = account;
  return {
    name: `poll:${vendor}:${account.account}`,
    isExclusive: true,
    isWoken: false,
    run: async (signal) => {
      const pause = await gate.pause(vendor);
      if (pause > 0) return pause;
      const { due_at } = await rowOf(database, account);
      const left = due_at - clock.now();
      // Longer than any delay: the clock has gone back.
      if (left > 0 && left <= Math.max(intervals.hot, LONGEST_BACKOFF)) return left;
      return pollOnce(facts, signal);
    },
  };
}

async function pollOnce(facts: PollTaskFacts, signal: AbortSignal): Promise<number> {
  const { poll, database, account, gate, clock, intervals } = facts;
  const epoch = await beginEpoch(database, account);
  const commit = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const sent = gate.sent(account);
    const result = await database.write(async (tx) => {
      await checkEpoch(tx, account, epoch, sent);
      return work(tx);
    });
    gate.counted(account, sent);
    return result;
  };
  const settle = async (delay: number, failures: number, failure: string | null): Promise<number> => {
    const polled = failures === 0 ? { polled_at: clock.now() } : {};
    const values = { ...polled, due_at: clock.now() + delay, failures, failure };
    await commit((tx) => updateOf(tx, account).set(values).execute());
    return delay;
  };
  try {
    await poll({ ...facts, gate: patient(gate), signal, commit });
    return await settle(intervals.hot, 0, null);
  } catch (error) {
    // Another worker polls it now.
    if (isInboxError(error) && error.code === 'lost') return intervals.hot;
    if (!isTicketbridgeError(error)) throw error;
    if (signal.aborted) return 0;
    await gate.failed(account, error);
    if (causeOf(error) instanceof PausedError) return gate.pause(account.vendor);
    const failures = (await rowOf(database, account)).failures + 1;
    const first = Math.min(FIRST_BACKOFF, intervals.hot);
    return settle(Math.min(LONGEST_BACKOFF, first * 2 ** (failures - 1)), failures, failureOf(error));
  }
}

/** Lets the requests of a poll wait for the end of a pause: what it has read so far is not lost. */
function patient(gate: Gate): CallGate {
  return {
    options: (account, signal) => gate.options(account, signal, LONGEST_GUESS),
    failed: (account, error) => gate.failed(account, error),
    answered: (account) => gate.answered(account),
  };
}

function rowOf({ reader }: Database, { vendor, account }: Account) {
  return reader
    .selectFrom('accounts')
    .selectAll()
    .where('vendor', '=', vendor)
    .where('account', '=', account)
    .executeTakeFirstOrThrow();
}

function updateOf(tx: Tx, { vendor, account }: Account) {
  return tx.updateTable('accounts').where('vendor', '=', vendor).where('account', '=', account);
}

async function beginEpoch(database: Database, account: Account): Promise<number> {
  const { epoch } = await database.write((tx) =>
    updateOf(tx, account)
      .set(({ eb }) => ({ epoch: eb('epoch', '+', 1) }))
      .returning('epoch')
      .executeTakeFirstOrThrow(),
  );
  return epoch;
}

/** Counts the requests, and makes every other poll of the account wait for this transaction. */
async function checkEpoch(tx: Tx, account: Account, epoch: number, sent: number): Promise<void> {
  const { numUpdatedRows } = await updateOf(tx, account)
    .set(({ eb }) => ({ requests: eb('requests', '+', sent) }))
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  if (numUpdatedRows > 0) return;
  throw new InboxError('lost', `another process polls ${account.vendor}:${account.account} now`);
}
