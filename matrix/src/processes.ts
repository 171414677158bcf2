import { join, resolve } from 'node:path';
import { run } from '@ticketbridge/scripts/run';
import type { Report, World } from '../suite/world.ts';
import { type Lane, PASSES, PASSES_AND_RESENDS, type Projects } from './lane.ts';
import { onSandbox } from './on-sandbox.ts';
import { versionOf } from './versions.ts';

const installed = resolve(import.meta.dirname, '../node_modules');
/** A suite ends within seconds, or it hangs. */
const DEADLINE = 60_000;

/** The oldest and the newest of each major that `engines` names. undici 8 needs Node 22.19. */
const NODES: readonly { readonly alias: string; readonly undici: keyof Projects }[] = [
  { alias: 'node-20.19', undici: 'onUndici7' },
  { alias: 'node-20', undici: 'onUndici7' },
  { alias: 'node-22.12', undici: 'onUndici7' },
  { alias: 'node-22', undici: 'folder' },
  { alias: 'node-24.0', undici: 'folder' },
  { alias: 'node-24', undici: 'folder' },
  { alias: 'node-26.0', undici: 'folder' },
  { alias: 'node-26', undici: 'folder' },
];

const deno = [join(installed, 'deno/deno'), 'run', '--allow-all', '--no-remote'];
const OTHERS = [
  { name: 'Bun', alias: 'bun', command: [join(installed, 'bun/bin/bun.exe')], resends: false },
  {
    name: 'Deno',
    alias: 'deno',
    command: deno,
    resends: true,
  },
];

/** What serves the sandbox to all but Node. */
export const currentNode: string = nodeOf('node-24');

export const processLanes: readonly Lane[] = [
  ...NODES.flatMap(({ alias, undici }): Lane[] => {
    const node = nodeOf(alias);
    const lane = { table: 'runtimes', row: `Node ${versionOf(alias)}` } as const;
    const transport = versionOf(undici === 'folder' ? 'undici-8' : 'undici-7');
    const strict = [node, '--import', './strict.js'];
    return [
      { ...lane, column: 'import', cell: PASSES, run: inProcess({ node, command: [...strict, 'import.js'] }) },
      // Not strictly: Node 22.12 warns that this is experimental.
      { ...lane, column: 'require()', cell: PASSES, run: inProcess({ node, command: [node, 'require.cjs'] }) },
      {
        ...lane,
        column: 'on another transport',
        cell: `${PASSES} (undici ${transport})`,
        run: inProcess({ node, command: [...strict, 'on-undici.js'], project: undici }),
      },
    ];
  }),
  ...OTHERS.flatMap(({ name, alias, command, resends }): Lane[] => {
    const cell = resends ? PASSES_AND_RESENDS : PASSES;
    const lane = { table: 'runtimes', row: `${name} ${versionOf(alias)}`, cell } as const;
    return [
      { ...lane, column: 'import', run: inProcess({ command: [...command, 'import.js'], resends }) },
      { ...lane, column: 'require()', run: inProcess({ command: [...command, 'require.cjs'], resends }) },
    ];
  }),
  {
    table: 'runtimes',
    row: `Deno ${versionOf('deno')}`,
    column: 'on another transport',
    cell: `${PASSES} (no pool of connections)`,
    run: inProcess({ command: [...deno, 'on-deno.js'] }),
  },
];

interface ProcessOptions {
  readonly cwd: string;
  readonly world: World;
  readonly signal: AbortSignal;
}

/** Runs the suite in a process, which prints its report. */
export async function runInProcess(
  [command = '', ...args]: readonly string[],
  { cwd, world, signal }: ProcessOptions,
): Promise<Report> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
  return JSON.parse(await run(command, [...args, JSON.stringify(world)], { cwd, signal: deadline }));
}

interface ProcessLane {
  readonly command: readonly string[];
  readonly node?: string;
  readonly project?: keyof Projects;
  readonly resends?: boolean;
}

function inProcess({ command, node = currentNode, project = 'folder', resends = false }: ProcessLane): Lane['run'] {
  return onSandbox({
    node,
    resends,
    run: ({ projects, signal }, world) => runInProcess(command, { cwd: projects[project], world, signal }),
  });
}

function nodeOf(alias: string): string {
  return join(installed, alias, 'bin/node');
}
