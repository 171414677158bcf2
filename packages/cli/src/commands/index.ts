import type { Command } from '../command.ts';
import { completionOf } from './completion.ts';
import { create } from './create.ts';
import { exportThreads } from './export.ts';
import { list } from './list.ts';
import { read } from './read.ts';
import { sandbox } from './sandbox.ts';
import { status } from './status.ts';
import { writes } from './write.ts';

const commands: readonly Command[] = [list, read, ...writes, create, exportThreads, status, sandbox];

/** Every command, in the order in which `--help` lists them. */
export const COMMANDS: readonly Command[] = [...commands, completionOf(commands)];
