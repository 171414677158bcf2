import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../release/run.ts';
import type { PythonPackage } from './packages.ts';

export interface Built {
  readonly of: PythonPackage;
  readonly wheel: string;
  readonly sdist: string;
}

/** Builds the sdist of a package, and its wheel of that, from a copy: a build writes beside its sources. */
export async function build(of: PythonPackage, tools: string, folder: string, signal: AbortSignal): Promise<Built> {
  const [sources, into] = [join(folder, of.project, 'sources'), join(folder, of.project, 'dist')];
  await cp(of.generated, sources, { recursive: true });
  await run(join(tools, 'python'), ['-m', 'build', '--no-isolation', '--outdir', into, sources], { signal });
  const files = await readdir(into);
  const named = (suffix: string): string => {
    const [file, ...more] = files.filter((name) => name.endsWith(suffix));
    if (file === undefined || more.length > 0) throw new Error(`${of.project} was built as ${files.join(', ')}.`);
    return join(into, file);
  };
  return { of, wheel: named('.whl'), sdist: named('.tar.gz') };
}
