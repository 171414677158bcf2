import { AsyncLocalStorage } from 'node:async_hooks';
import { aroundEach, type TaskMeta } from 'vitest';
import { setRecorder } from '../proves.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** The cells that the test proves if it passes. */
    cells?: string[];
  }
}

/** The test that runs: of concurrent ones, that of the code that asks. */
const running = new AsyncLocalStorage<{ readonly meta: TaskMeta }>();

setRecorder({
  prove(cell) {
    const meta = running.getStore()?.meta;
    if (!meta) throw new Error(`Only a running test proves a cell: ${cell}`);
    meta.cells ??= [];
    if (!meta.cells.includes(cell)) meta.cells.push(cell);
  },
});

aroundEach((runTest, { task }) => running.run(task, runTest));
