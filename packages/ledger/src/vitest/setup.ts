import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, aroundEach } from 'vitest';
import { observeChildren } from '../observe/children.ts';
import { setRecorder } from '../proves.ts';
import { Trial } from './trial.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** The cells that the test proves if it passes. */
    cells?: string[];
    /** Those of them that are proven only as far as they can be, and why. */
    reservations?: { [cell: string]: string };
  }
}

/** The test of the code that asks, also among concurrent ones. */
const running = new AsyncLocalStorage<Trial>();
/** What happens outside of a test, in a hook of its file. */
const outside = new Trial();
const current = () => running.getStore() ?? outside;

setRecorder({
  prove(cell, reservation) {
    const trial = running.getStore();
    if (!trial) throw new Error(`Only a running test proves a cell: ${cell}`);
    trial.cells.add(cell);
    if (reservation) trial.reservations.set(cell, reservation);
  },
  expectInvalid(violations) {
    current().invalid.push(...violations);
  },
});

globalThis.ticketbridgeObserver = {
  sent: (request) => void current().requests.push(request),
  settled: (call) => void current().calls.push(call),
};

aroundEach(async (runTest, { task }) => {
  const trial = new Trial();
  await running.run(trial, runTest);
  const { cells, error } = trial.end(task.result?.state !== 'fail');
  task.meta.cells = cells;
  if (trial.reservations.size > 0) task.meta.reservations = Object.fromEntries(trial.reservations);
  if (error) throw error;
});

afterAll(() => {
  const { error } = outside.end(false);
  if (error) throw error;
});

observeChildren(() => {
  const file = join(tmpdir(), `ticketbridge-${randomUUID()}.jsonl`);
  current().files.push(file);
  return file;
});
