import { isTicketbridgeError, type Vendor } from '@ticketbridge/facade';
import fc from 'fast-check';
import { test } from 'vitest';
import { isInboxError } from '../../src/inbox-error.ts';
import { expectInvoices, expectTickets } from './compare.ts';
import { type Happening, happen, happening } from './happenings.ts';
import { type Disturbance, World } from './world.ts';

/** One step of a history. */
type Step =
  | { readonly happens: Happening }
  | { readonly waits: number }
  | { readonly polls: Vendor; readonly at: number; readonly meanwhile: Meanwhile | undefined };

type Meanwhile = Happening | 'stop' | 'lose';

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ happens: happening }) },
  // A clock that is set back, minutes, and days.
  { weight: 1, arbitrary: fc.record({ waits: fc.constantFrom(-90, 1, 30, 3 * 24 * 60) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      polls: fc.constantFrom<Vendor[]>('brandlovers', 'clubcollect'),
      at: fc.integer({ min: 1, max: 12 }),
      meanwhile: fc.option(fc.oneof(happening, fc.constantFrom('stop' as const, 'lose' as const)), { nil: undefined }),
    }),
  },
);

/** Something else than the default, sometimes. */
function maybe<const T>(...others: readonly T[]): fc.Arbitrary<T | undefined> {
  return fc.option(fc.constantFrom(...others), { nil: undefined });
}

const switches = fc.record({
  brandlovers: fc.record({
    maxLimit: maybe(2, 3),
    ticketOrder: maybe('newest-first', 'last-updated-first'),
    messageOrder: maybe('newest-first'),
    messageKeepsUpdatedAt: maybe(true),
    messageLag: maybe(2),
    statusLag: maybe(2),
    ticketLag: maybe(2),
    openIncludesReopened: maybe(true),
    pastTheEnd: maybe('400', '404'),
    messageId: maybe('of-its-own'),
    readingUnknown: maybe('404'),
  }),
  clubcollect: fc.record({
    pageSize: fc.integer({ min: 2, max: 6 }),
    listOrder: maybe('newest-first'),
    listHolds: maybe('messages'),
    messageAfterArchive: maybe('reopens', 'stands-apart'),
    invoiceOrder: maybe('newest-first'),
    pastTheEnd: maybe('404', '422'),
    page: maybe('clamped'),
    foreign: maybe('403'),
    dates: maybe('without-zone', 'day-first'),
    ownSender: maybe('PARTNER'),
    stateLag: maybe(2),
    messageLag: maybe(2),
  }),
});

const RUNS = process.env.EXHAUSTIVE ? 40 : 4;
/** Milliseconds for all of them on a busy machine. */
const TIMEOUT = 600_000;

test(
  'after any history the mirror is what the vendors show, and the events since the snapshot give the mirror',
  async () => {
    await fc.assert(
      fc.asyncProperty(switches, fc.array(step, { minLength: 10, maxLength: 60 }), async (given, steps) => {
        await using world = await World.open(given);
        for (const step of steps) await take(world, step);
        await world.settle();
        await expectTickets(world.sandbox, world.database);
        await expectInvoices(world.sandbox, world.database, given.clubcollect);
        for (const replay of world.replays) await replay.expectMirror();
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

async function take(world: World, step: Step): Promise<void> {
  if ('happens' in step) return happen(world.sandbox, step.happens);
  if ('waits' in step) return world.wait(step.waits);
  const { polls, at, meanwhile } = step;
  await world.poll(polls, meanwhile && { at, what: whatOf(world, meanwhile) }).catch((error: unknown) => {
    // What the vendor shows while it changes may contradict itself: the next poll goes on.
    if (!isTicketbridgeError(error) && !isInboxError(error)) throw error;
  });
}

function whatOf(world: World, meanwhile: Meanwhile): Disturbance['what'] {
  return typeof meanwhile === 'string' ? meanwhile : () => happen(world.sandbox, meanwhile);
}
