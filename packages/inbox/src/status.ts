import type { Account } from '@ticketbridge/facade';
import type { Clock } from './clock.ts';
import type { Database, Reader } from './database.ts';
import type { GateLimits } from './gate.ts';
import { isoOf, vendorOf } from './model.ts';
import { LOOKS } from './outbox/entry.ts';
import { UNSETTLED } from './outbox/state.ts';
import { spacingLeft } from './run/spacing.ts';

/** How an inbox is. Plain JSON. */
export interface InboxStatus {
  /** Whether some process polls and sends. */
  readonly isRunning: boolean;
  readonly accounts: readonly AccountStatus[];
  readonly consumers: readonly ConsumerStatus[];
  readonly outbox: OutboxStatus;
}

/** How far the inbox is with an account. */
export interface AccountStatus extends Account {
  /** Whether a source of it was given to this process: without one it is kept, and not polled from here. */
  readonly hasSource: boolean;
  /** `listing` and `reading` are parts of the first run. */
  readonly phase: 'listing' | 'reading' | 'ready';
  /** Threads that the mirror holds. */
  readonly threads: number;
  /** Of these, threads that are to be read or probed by now. */
  readonly due: number;
  /** Threads that the vendor listed without an id: they can neither be read nor answered. */
  readonly unaddressable: number;
  /** Threads that could not be read when they were last looked at: what the mirror holds of them may be old. */
  readonly unreadable: number;
  /** Why one of them could not be. */
  readonly unreadableReason: string | undefined;
  /** Entries of the outbox for it that are not settled. Without a source they wait until a process that has one runs. */
  readonly unsettled: number;
  /** Requests that were sent for it, ever. */
  readonly requests: number;
  /** When it was last polled to the end, as an ISO 8601 instant. */
  readonly polledAt: string | undefined;
  /** Milliseconds since then. */
  readonly lag: number | undefined;
  /** Until when its vendor wants no requests, as an ISO 8601 instant; absent when it does. */
  readonly pausedUntil: string | undefined;
  /** Requests per second that its vendor is sent at most since it has throttled; absent where only the limits count. */
  readonly perSecond: number | undefined;
  /** Polls that have failed since the last one that did not, and why. */
  readonly failures: number;
  readonly failure: string | undefined;
  /** Days after which texts are purged; absent where they are kept. */
  readonly retentionDays: number | undefined;
}

/** How far a consumer is. */
export interface ConsumerStatus {
  readonly name: string;
  /** Everything up to this event is acknowledged. */
  readonly position: number;
  /** Events that it has not acknowledged. */
  readonly lag: number;
}

/** What is not settled yet. */
export interface OutboxStatus {
  readonly queued: number;
  /** Of these, entries of which something has failed, and is repeated: their `reason` tells what. */
  readonly failing: number;
  readonly sending: number;
  /** Entries of which it is not known whether they have arrived, and is still being looked. */
  readonly unknown: number;
  /** Those where looking has not told: a person has to decide. */
  readonly undecided: number;
}

/** What the status is told of, beside what the store holds. */
interface StatusFacts {
  readonly sources: readonly Account[];
  readonly clock: Clock;
  readonly limits: GateLimits;
}

export async function readStatus(database: Database, { sources, clock, limits }: StatusFacts): Promise<InboxStatus> {
  const { reader } = database;
  const [isRunning, accounts, consumers, outbox] = await Promise.all([
    database.isRunning(),
    readAccounts(reader, sources, clock.now(), limits),
    readConsumers(reader),
    readOutbox(reader),
  ]);
  return { isRunning, accounts, consumers, outbox };
}

const NOTHING = { threads: 0, due: 0, unreadable: 0, reason: null };

async function readAccounts(
  reader: Reader,
  sources: readonly Account[],
  now: number,
  { maxPerSecond }: GateLimits,
): Promise<AccountStatus[]> {
  const rows = await reader.selectFrom('accounts').selectAll().orderBy('vendor').orderBy('account').execute();
  const counts = await reader
    .selectFrom('threads')
    .select(({ fn }) => ['vendor', 'account', fn.countAll<number>().as('threads')])
    .select(({ fn, or, eb }) =>
      fn
        .countAll<number>()
        .filterWhere(or([eb('hinted', '=', 1), eb('probe_at', '<=', now)]))
        .as('due'),
    )
    .select(({ fn }) => [fn.count<number>('failure').as('unreadable'), fn.max('failure').as('reason')])
    .groupBy(['vendor', 'account'])
    .execute();
  const entries = await reader
    .selectFrom('outbox')
    .select(({ fn }) => ['vendor', 'account', fn.countAll<number>().as('unsettled')])
    .where('state', 'in', UNSETTLED)
    .groupBy(['vendor', 'account'])
    .execute();
  const isOf = (row: { vendor: string; account: string }) => (other: { vendor: string; account: string }) =>
    other.vendor === row.vendor && other.account === row.account;
  return rows.map((row) => {
    const { threads, due, unreadable, reason } = counts.find(isOf(row)) ?? NOTHING;
    const ofVendor = rows.filter(({ vendor }) => vendor === row.vendor);
    const paused = Math.max(...ofVendor.map((it) => it.paused_until ?? 0));
    const spacing = Math.max(...ofVendor.map((it) => spacingLeft(it, now, 1_000 / maxPerSecond)));
    return {
      vendor: vendorOf(row.vendor),
      account: row.account,
      hasSource: sources.some(isOf(row)),
      phase: row.phase,
      threads,
      due,
      unaddressable: row.unaddressable,
      unreadable,
      unreadableReason: reason ?? undefined,
      unsettled: entries.find(isOf(row))?.unsettled ?? 0,
      requests: row.requests,
      polledAt: isoOf(row.polled_at),
      lag: row.polled_at === null ? undefined : Math.max(0, now - row.polled_at),
      pausedUntil: paused > now ? isoOf(paused) : undefined,
      perSecond: spacing > 0 ? Math.round(1e5 / spacing) / 100 : undefined,
      failures: row.failures,
      failure: row.failure ?? undefined,
      retentionDays: row.retention_days ?? undefined,
    };
  });
}

async function readConsumers(reader: Reader): Promise<ConsumerStatus[]> {
  const rows = await reader
    .selectFrom('consumers')
    .select(({ selectFrom, fn }) => [
      'name',
      'position',
      selectFrom('events')
        .whereRef('events.seq', '>', 'consumers.position')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('acknowledged')
                .select('acknowledged.seq')
                .whereRef('acknowledged.seq', '=', 'events.seq')
                .whereRef('acknowledged.consumer', '=', 'consumers.name'),
            ),
          ),
        )
        .select(fn.countAll<number>().as('lag'))
        .$asScalar()
        .$notNull()
        .as('lag'),
    ])
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ ...row }));
}

async function readOutbox(reader: Reader): Promise<OutboxStatus> {
  const row = await reader
    .selectFrom('outbox')
    .select(({ fn, eb, and }) => {
      const count = fn.countAll<number>;
      const unknown = eb('state', '=', 'unknown');
      return [
        count().filterWhere('state', '=', 'queued').as('queued'),
        count()
          .filterWhere(and([eb('state', '=', 'queued'), eb('reason', 'is not', null)]))
          .as('failing'),
        count().filterWhere('state', '=', 'sending').as('sending'),
        count()
          .filterWhere(and([unknown, eb('looks', '<', LOOKS)]))
          .as('unknown'),
        count()
          .filterWhere(and([unknown, eb('looks', '>=', LOOKS)]))
          .as('undecided'),
      ];
    })
    .executeTakeFirstOrThrow();
  return { ...row };
}
