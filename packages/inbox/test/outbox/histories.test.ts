import type { Fault } from '@ticketbridge/sandbox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutboxEntry } from '../../src/outbox/entry.ts';
import { copiesAt, type Desk, INVOICE, OTHER_TICKET, sendAll, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();
const OPERATIONS = ['addTicketMessage', 'createInvoiceTicket', 'listTicketMessages', 'listInvoiceTickets'];
const RUNS = process.env.EXHAUSTIVE ? 200 : 5;

/** Something that happens between an outbox, its senders, a person and the vendors. */
interface Step {
  readonly name: string;
  readonly run: (desk: Desk) => Promise<unknown>;
}

const REFS = [TICKET, OTHER_TICKET, INVOICE];
const TEXTS = ['ok', 'obrigado'];
const PLACES = REFS.flatMap((ref) => TEXTS.map((text) => [ref, text] as const));

const ref = fc.constantFrom(...REFS);
const text = fc.constantFrom(...TEXTS);

const fault: fc.Arbitrary<Fault> = fc
  .record({
    status: fc.constantFrom(undefined, 302, 408, 429, 503),
    operation: fc.constantFrom(...OPERATIONS),
    applied: fc.boolean(),
    calls: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ status, ...usual }): Fault => {
    if (status === undefined) return { kind: 'reset', ...usual };
    return { kind: 'status', status, ...usual, applied: usual.applied && status !== 429 };
  });

/** A sender that is killed with its first request that writes, which has arrived or not. */
async function die(desk: Desk, worker: string, isApplied: boolean): Promise<void> {
  let isDead = false;
  const bridge = desk.bridgeBy(async (url, init) => {
    if (init.method !== 'GET') {
      if (isApplied) await fetch(url, init);
      isDead = true;
    }
    if (isDead) throw new Error('the process has ended');
    return fetch(url, init);
  });
  const { database } = desk;
  const dying = {
    reader: database.reader,
    orderEvents: database.orderEvents.bind(database),
    scrub: database.scrub.bind(database),
    write: async <T>(work: Parameters<typeof database.write<T>>[0]) => {
      if (isDead) throw new Error('the process has ended');
      return database.write(work);
    },
  };
  await desk.send({ worker, bridge, database: dying }).catch((error: unknown) => {
    if (!isDead) throw error;
  });
}

/** What a person does with an entry: also says of one that has arrived that it was not sent, as it may look. */
async function judge(desk: Desk, which: number, verb: 'cancel' | 'was-not-sent'): Promise<void> {
  const open = await desk.outbox.open();
  const entry = open[which % Math.max(1, open.length)];
  if (!entry) return;
  const judged = verb === 'cancel' ? desk.outbox.cancel(entry.id) : desk.outbox.decide(entry.id, verb);
  await judged.catch(() => {});
}

const named = (name: string, run: Step['run']): Step => ({ name, run });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(ref, text)
      .map(([to, said]) => named(`reply ${to.id} ${said}`, ({ outbox }) => outbox.reply(to, said))),
  },
  {
    weight: 3,
    arbitrary: fault.map((planned) => named(JSON.stringify(planned), async ({ sandbox }) => sandbox.addFault(planned))),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('a', 'b').map((worker) => named(`send ${worker}`, ({ send }) => send({ worker }))),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      named('send side by side', ({ send }) => Promise.all([send({ worker: 'a' }), send({ worker: 'b' })])),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('c', 'd'), fc.boolean())
      .map(([worker, isApplied]) => named(`die ${worker} ${isApplied}`, (desk) => die(desk, worker, isApplied))),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: -100_000, max: 100_000 }).map((ms) =>
      named(`${ms} ms pass`, async ({ clock }) => {
        clock.at += ms;
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(5), fc.constantFrom('cancel' as const, 'was-not-sent' as const))
      .map(([which, verb]) => named(`${verb} ${which}`, (desk) => judge(desk, which, verb))),
  },
);

test('after any history each entry was sent once, and none that can be sent is left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
      const desk = await openDesk();
      const before = new Map(PLACES.map(([to, said]) => [`${to.id} ${said}`, copiesAt(desk, to, said)]));
      const entries = await settled(desk, steps);
      for (const [to, said] of PLACES) {
        const own = entries.filter(({ ref: at, text: it }) => at?.id === to.id && it === said);
        const accepted = own.filter(({ state }) => state === 'accepted').length;
        const mayHaveArrived = own.filter(({ state, sentAt }) => state === 'cancelled' && sentAt).length;
        const copies = copiesAt(desk, to, said) - (before.get(`${to.id} ${said}`) ?? 0);
        const history = steps.map(({ name }) => name).join(', ');
        expect(copies, history).toBeGreaterThanOrEqual(accepted);
        expect(copies, history).toBeLessThanOrEqual(accepted + mayHaveArrived);
      }
      expect(entries.filter(({ state }) => state !== 'accepted' && state !== 'cancelled')).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

/** Lets a history happen, and then everything that still can, with a person who says that nothing undecided was sent. */
async function settled(desk: Desk, steps: readonly Step[]): Promise<readonly OutboxEntry[]> {
  const ids = new Set<string>();
  for (const { run } of steps) {
    await run(desk);
    for (const { id } of await desk.outbox.open()) ids.add(id);
  }
  desk.sandbox.clearFaults();
  await sendAll(desk);
  for (let open = await desk.outbox.open(); open.length > 0; open = await desk.outbox.open()) {
    for (const { id, isUndecided } of open) if (isUndecided) await desk.outbox.decide(id, 'was-not-sent');
    await sendAll(desk);
  }
  const all = await Promise.all([...ids].map((id) => desk.outbox.get(id)));
  return all.filter((entry) => entry !== undefined);
}
