import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run } from '@ticketbridge/scripts/run';
import type { Lane } from './lane.ts';
import { currentNode } from './processes.ts';
import { versionOf } from './versions.ts';

const require = createRequire(import.meta.url);
const COMPILERS = ['typescript-5.9', 'typescript-6', 'typescript-7'];
const RESOLUTIONS = [
  { column: 'NodeNext', module: 'nodenext', lacksExtension: true },
  { column: 'Bundler', module: 'preserve', lacksExtension: false },
] as const;

export const compilerLanes: readonly Lane[] = COMPILERS.flatMap((alias) =>
  RESOLUTIONS.map(
    ({ column, module, lacksExtension }) =>
      ({
        table: 'compilers',
        row: `TypeScript ${versionOf(alias)}`,
        column,
        cell: 'compiles',
        async run({ projects: { folder }, signal }) {
          const compile = async (exact: boolean): Promise<string> => {
            const place = join(folder, `${alias}-${module}-${exact}`);
            await mkdir(place, { recursive: true });
            await writeFile(join(place, 'tsconfig.json'), configuration(module, exact));
            await writeFile(join(place, 'control.ts'), control(lacksExtension, exact));
            return problemsOf(await binOf(alias), place, signal);
          };
          return { exactOptionalPropertyTypes: await compile(true), without: await compile(false) };
        },
      }) satisfies Lane,
  ),
);

function configuration(module: string, exactOptionalPropertyTypes: boolean): string {
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes,
    noEmit: true,
    target: 'es2022',
    // What Node 20 has. The sandbox's declarations are disposable.
    lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
    module,
    types: [],
  };
  return JSON.stringify({ compilerOptions, include: ['.', '../types'] });
}

/** Compiles under the settings of its lane alone, so that none is another in disguise. */
function control(lacksExtension: boolean, exact: boolean): string {
  const error = (expected: boolean) => (expected ? '// @ts-expect-error' : '// ');
  return `${error(lacksExtension)}
export type { World } from '../types/world';
${error(exact)}
export const optional: { readonly value?: string } = { value: undefined };
`;
}

async function binOf(alias: string): Promise<string> {
  const manifest = require.resolve(`${alias}/package.json`);
  return join(dirname(manifest), JSON.parse(await readFile(manifest, 'utf8')).bin.tsc);
}

async function problemsOf(bin: string, place: string, signal: AbortSignal): Promise<string> {
  try {
    return await run(currentNode, [bin, '-p', place, '--pretty', 'false'], { signal });
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : `${error}`;
  }
}
