#!/usr/bin/env node
// pnpm new:api NAME --spec FILE: the spec package and the client package of a further vendor, which everything else
// discovers. pnpm new:api NAME --remove takes them out again.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Wanted } from './new-api/add.ts';

const USAGE = `Usage: pnpm new:api NAME --spec FILE [--server URL] [--bearer SCHEME ...] [--without OPERATION_ID ...]
       pnpm new:api NAME --remove [--force]`;

const root = resolve(import.meta.dirname, '../..');
/** Where the command was typed; pnpm runs scripts in the root. */
const cwd = process.env.INIT_CWD ?? process.cwd();

async function main(): Promise<void> {
  const { values, positionals } = readFlags();
  const [name, ...others] = positionals;
  const { spec, remove, force, ...wishes } = values;
  if (!name || others.length > 0 || (spec === undefined) === !remove || (force && !remove)) throw new Error(USAGE);
  const interruption = new AbortController();
  const { signal } = interruption;
  for (const event of ['SIGINT', 'SIGTERM'] as const) {
    process.once(event, () => interruption.abort(new Error(`Interrupted by ${event}: everything is as it was.`)));
  }
  console.log((await act(name, spec, { ...wishes, force, signal })).join('\n'));
}

/** Loads what it needs when it needs it: a compiler and a linter take half a second. */
async function act(
  name: string,
  spec: string | undefined,
  {
    force,
    signal,
    ...wishes
  }: Pick<Wanted, 'server' | 'bearer' | 'without' | 'signal'> & { readonly force?: boolean | undefined },
): Promise<readonly string[]> {
  if (spec === undefined) return (await import('./new-api/remove.ts')).removeVendor({ root, name, force, signal });
  const { addVendor } = await import('./new-api/add.ts');
  return addVendor({ root, name, file: resolve(cwd, spec), signal, ...wishes });
}

function readFlags() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        spec: { type: 'string' },
        server: { type: 'string' },
        bearer: { type: 'string', multiple: true },
        without: { type: 'string', multiple: true },
        remove: { type: 'boolean' },
        force: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
