import type { Account, Ticketbridge, Vendor } from '@ticketbridge/facade';
import { pollBrandlovers } from '../brandlovers/poll.ts';
import type { Clock } from '../clock.ts';
import { pollClubcollect } from '../clubcollect/poll.ts';
import type { Database } from '../database.ts';
import type { Gate } from '../gate.ts';
import { sendDue } from '../outbox/send-due.ts';
import type { Intervals, Poll, PollProgress } from '../poll.ts';
import { pollTask } from './poll-task.ts';
import { purgeTask } from './purge-task.ts';
import type { Task, Tasks } from './tasks.ts';

/** What a running inbox works with. */
export interface Running {
  readonly bridge: Ticketbridge;
  readonly accounts: readonly Account[];
  readonly database: Database;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly intervals: Intervals;
  /** The name of this process among those that send. */
  readonly worker: string;
  readonly lookDelays: readonly number[] | undefined;
  progress(account: Account, facts: PollProgress): void;
}

const POLLS: Readonly<Record<Vendor, Poll>> = { brandlovers: pollBrandlovers, clubcollect: pollClubcollect };

/** Milliseconds after which it is looked for what is due, though nothing is known to be: clocks jump. */
const LONGEST_REST = 60_000;

/** Lists all that a running inbox does: it polls each account, sends what is due, and purges what is old. */
export function tasksOf(running: Running): Tasks {
  const { accounts } = running;
  return [...accounts.map((account) => pollTaskOf(running, account)), sendTask(running), purgeTask(running)];
}

function pollTaskOf(running: Running, { vendor, account }: Account): Task {
  const address = { vendor, account };
  const progress = (facts: PollProgress) => running.progress(address, facts);
  return pollTask({ ...running, poll: POLLS[vendor], account: address, progress });
}

/** Makes the task that sends what is due; with `only`, that entry alone. */
export function sendTask(running: Running, only?: string): Task {
  const { clock, database } = running;
  const isAlone = database.kind === 'sqlite';
  return {
    name: 'send',
    isExclusive: false,
    isWoken: true,
    run: async (signal) => {
      const { nextAt = Number.POSITIVE_INFINITY } = await sendDue({ ...running, isAlone, signal, only });
      return Math.min(LONGEST_REST, Math.max(0, nextAt - clock.now()));
    },
  };
}
