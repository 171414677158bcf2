import type { Command } from '../command.ts';
import { completionOf } from './completion.ts';
import { create } from './create.ts';
import { exportThreads } from './export.ts';
import { list } from './list.ts';
import { migrate } from './migrate.ts';
import { outbox } from './outbox.ts';
import { forget, retain } from './privacy.ts';
import { read } from './read.ts';
import { sandbox } from './sandbox.ts';
import { search } from './search.ts';
import { status } from './status.ts';
import { watch } from './watch.ts';
import { writes } from './write.ts';

const commands: readonly Command[] = [
  list,
  read,
  search,
  ...writes,
  create,
  outbox,
  watch,
  exportThreads,
  status,
  forget,
  retain,
  migrate,
  sandbox,
];

/** Every command, in the order in which `--help` lists them. */
export const COMMANDS: readonly Command[] = [...commands, completionOf(commands)];
