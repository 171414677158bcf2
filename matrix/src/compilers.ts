import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run } from '@ticketbridge/scripts/run';
import type { Lane } from './lane.ts';
import { currentNode } from './processes.ts';
import { versionOf } from './versions.ts';

const require = createRequire(import.meta.url);
const COMPILERS = ['typescript-5.9', 'typescript-6', 'typescript-7'];
/** What Node 20 has. The sandbox's declarations are disposable. */
const DOM = { lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [] };
const SETTINGS = [
  { column: 'NodeNext', module: 'nodenext', platform: DOM, lacks: { extension: true, document: false } },
  { column: 'Bundler', module: 'preserve', platform: DOM, lacks: { extension: false, document: false } },
  {
    column: 'NodeNext, types of Node without DOM',
    module: 'nodenext',
    platform: { lib: ['es2022'], types: ['node'] },
    lacks: { extension: true, document: true },
  },
] as const;
type Setting = (typeof SETTINGS)[number];

export const compilerLanes: readonly Lane[] = COMPILERS.flatMap((alias) =>
  SETTINGS.map(
    (setting, index) =>
      ({
        table: 'compilers',
        row: `TypeScript ${versionOf(alias)}`,
        column: setting.column,
        cell: 'compiles',
        async run({ projects: { folder }, signal }) {
          const compile = async (exact: boolean): Promise<string> => {
            const place = join(folder, `${alias}-${index}-${exact}`);
            await mkdir(place, { recursive: true });
            await writeFile(join(place, 'tsconfig.json'), configuration(setting, exact));
            await writeFile(join(place, 'control.ts'), control(setting, exact));
            return problemsOf(await binOf(alias), place, signal);
          };
          return { exactOptionalPropertyTypes: await compile(true), without: await compile(false) };
        },
      }) satisfies Lane,
  ),
);

function configuration({ module, platform }: Setting, exactOptionalPropertyTypes: boolean): string {
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes,
    noEmit: true,
    target: 'es2022',
    module,
    ...platform,
  };
  return JSON.stringify({ compilerOptions, include: ['.', '../types'] });
}

/** Compiles under the settings of its lane alone, so that none is another in disguise. */
function control({ lacks }: Setting, exact: boolean): string {
  const error = (expected: boolean) => (expected ? '// @ts-expect-error' : '// ');
  return `${error(lacks.extension)}
export type { World } from '../types/world';
${error(exact)}
export const optional: { readonly value?: string } = { value: undefined };
${error(lacks.document)}
export const title: string = document.title;
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
