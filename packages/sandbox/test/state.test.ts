import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { asSeller, send, start } from './calls.ts';
import { command, everythingShown } from './commands.ts';

const numRuns = process.env.EXHAUSTIVE ? 200 : 3;
const onePage = { clubcollect: { pageSize: 1000 } };

test('the state is data with which another sandbox starts that shows the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 20 }), async (commands) => {
      await using first = await startSandbox(onePage);
      for (const change of commands) await change(first);
      const state = first.inspect();
      await using second = await startSandbox({ ...onePage, data: JSON.parse(JSON.stringify(state)) });
      expect(second.inspect()).toEqual(state);
      const shown = await everythingShown(first);
      expect(await everythingShown(second)).toEqual(shown);
      for (const [path, { status }] of Object.entries(shown)) expect(status, path).toBe(200);
    }),
    { numRuns },
  );
});

test('the state is a copy, which does not follow the sandbox', async () => {
  const sandbox = await start();
  const before = sandbox.inspect();
  const copy = structuredClone(before);
  sandbox.brandlovers.customerWrites('7300401', 'Oi');
  expect(before).toEqual(copy);
  expect(sandbox.inspect()).not.toEqual(copy);
});

test('reset makes the sandbox as it was when it started', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 20 }), async (commands) => {
      await using sandbox = await startSandbox(onePage);
      const [state, shown] = [sandbox.inspect(), await everythingShown(sandbox)];
      for (const change of commands) await change(sandbox);
      sandbox.answerNext('listTickets', 400);
      sandbox.addFault({ kind: 'reset' });
      sandbox.clock.set('2020-01-01T00:00:00Z');
      sandbox.switches.set({ brandlovers: { ticketOrder: 'newest-first' } });
      sandbox.reset();
      expect(sandbox.journal.entries()).toEqual([]);
      expect(sandbox.inspect()).toEqual(state);
      expect(await everythingShown(sandbox)).toEqual(shown);
      expect(sandbox.clock.now()).not.toBe(sandbox.clock.now());
    }),
    { numRuns },
  );
});

test('over HTTP the state is read and reset', async () => {
  const sandbox = await start({ control: true });
  const state = sandbox.inspect();
  const url = (path: string) => new URL(`/_sandbox${path}`, sandbox.brandlovers.baseUrl).href;
  await asSeller(sandbox)('PUT', '/ticket/7300401/status', { ticketStatus: 'CLOSED' });
  expect((await send(url('/state'))).body).toEqual(sandbox.inspect());
  const headers = { 'content-type': 'application/json' };
  expect((await send(url('/reset'), { method: 'POST', headers })).status).toBe(204);
  expect((await send(url('/state'))).body).toEqual(state);
});
