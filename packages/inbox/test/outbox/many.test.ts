import type { KyselyPlugin } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Desk, TICKET, useDesk } from './desk.ts';

const openDesk = useDesk();

/** Counts the statements that list the open entries. */
function counting({ database }: Desk) {
  const count = { readings: 0 };
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (node.kind === 'SelectQueryNode' && JSON.stringify(node.from).includes('"entry"')) count.readings += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const reader = database.reader.withPlugin(plugin);
  const write: typeof database.write = (work) => database.write(work);
  const orderEvents: typeof database.orderEvents = (tx) => database.orderEvents(tx);
  const scrub: typeof database.scrub = () => database.scrub();
  return { count, database: { reader, write, orderEvents, scrub } };
}

async function queueMany({ sandbox, outbox }: Desk): Promise<number> {
  const [seller] = sandbox.inspect().brandlovers.sellers;
  const ids = (seller?.tickets ?? []).flatMap(({ ticketId }) => ticketId ?? []);
  for (const id of ids) await outbox.reply({ ...TICKET, id }, 'to each of them');
  return ids.length;
}

test.each([true, false])('lists the open entries for many of them at once, also beside others: %s', async (isAlone) => {
  const desk = await openDesk();
  const { count, database } = counting(desk);
  const queued = await queueMany(desk);
  // No time passes after which they are listed anew.
  vi.spyOn(performance, 'now').mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
  await desk.send({ database, isAlone });
  expect(await desk.outbox.open()).toEqual([]);
  // Once to begin with, and again whenever one of the last has ended.
  expect(count.readings).toBeLessThanOrEqual(6);
  expect(queued).toBeGreaterThanOrEqual(10);
});
