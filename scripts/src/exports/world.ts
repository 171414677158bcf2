import { posix } from 'node:path';
import type { Tarball } from '../release/tarball.ts';

/** An entry of a package that a TypeScript consumer can import. */
export interface Entry {
  /** As it is imported: `@ticketbridge/http/undici`. */
  readonly name: string;
  /** The package that it is of. */
  readonly of: Tarball;
  /** The file of its declarations. */
  readonly file: string;
}

/** The packages of one release: each imports the others of that release. */
export type World = readonly Tarball[];

/** Lists what can be imported of a package, programs and other files, as keys of its `exports`. */
export function exportKeysOf({ manifest }: Tarball): readonly string[] {
  return Object.keys(targetsOf(manifest.exports));
}

export function entriesOf(of: Tarball): Entry[] {
  return Object.entries(targetsOf(of.manifest.exports))
    .filter(([, target]) => target.endsWith('.js'))
    .map(([key, target]) => ({
      name: posix.join(of.manifest.name, key),
      of,
      file: posix.join(of.folder, target.replace(/\.js$/, '.d.ts')),
    }));
}

/** Finds the declarations that a module of one of the packages means by what it imports; undefined for others' packages. */
export function resolveInWorld(world: World, name: string): string | undefined {
  return world.flatMap(entriesOf).find((entry) => entry.name === name)?.file;
}

function targetsOf(exports: unknown): Record<string, string> {
  if (typeof exports !== 'object' || exports === null) throw new Error('A package without entries cannot be compared.');
  return Object.fromEntries(
    Object.entries(exports).map(([key, target]) => {
      if (typeof target !== 'string') throw new Error(`The entry ${key} has conditions, which cannot be compared yet.`);
      return [key, target];
    }),
  );
}
