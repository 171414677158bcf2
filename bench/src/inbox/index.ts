import { memory } from './memory.ts';
import { outbox } from './outbox.ts';
import { polls } from './polls.ts';
import { workers } from './workers.ts';

/** The inbox beside what a team would write without it, and beside itself with more threads, polls and processes. */
export const INBOX: Readonly<Record<string, () => Promise<string[]>>> = {
  'inbox-polls': polls,
  'inbox-memory': async () => [await memory()],
  'inbox-outbox': async () => [await outbox()],
  'inbox-workers': async () => [await workers()],
};
