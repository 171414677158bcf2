import { basename, join, posix, resolve } from 'node:path';
import ts from 'typescript';
import { entriesOf, resolveInWorld, type World } from './world.ts';

/** A strict consumer's; what the packages import of others is resolved where this workspace has it. */
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
};
const workspace = resolve(import.meta.dirname, '../../../packages');
const typeRoots = [join(workspace, 'http/node_modules/@types')];

/** The worlds that a program compares, by the word that stands before a module's name in its own files. */
export type Worlds = Readonly<Record<'before' | 'after', World>>;

export interface ProgramOptions {
  /** Files that only this program has, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Rewrites the declarations of the packages. */
  readonly rewrite?: (file: ts.SourceFile) => string;
  /** Parsed files of others, kept from one program to the next. */
  readonly parsed: Map<string, ts.SourceFile>;
}

/** Makes a program of both worlds and of files that import from them: `before:@ticketbridge/http`. */
export function createProgram(worlds: Worlds, { files, rewrite, parsed }: ProgramOptions): ts.Program {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const ours = new Map<string, ts.SourceFile>();
  const isOurs = (file: string): boolean => worldOf(worlds, file) !== undefined;

  host.getSourceFile = (file, target, onError) => {
    const cache = isOurs(file) || files.has(file) ? ours : parsed;
    const known = cache.get(file);
    if (known) return known;
    const text = files.get(file);
    let source = text === undefined ? read(file, target, onError) : parse(file, text);
    if (source && rewrite && isOurs(file)) source = parse(file, rewrite(source));
    if (source) cache.set(file, source);
    return source;
  };
  host.fileExists = (file) => files.has(file) || ts.sys.fileExists(file);
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) => {
      const file = resolveOurs(worlds, text, from);
      if (file !== undefined) return { resolvedModule: { resolvedFileName: file, extension: ts.Extension.Dts } };
      return ts.resolveModuleName(text, packageOf(worlds, from) ?? from, options, host);
    });
  const entries = [...worlds.before, ...worlds.after].flatMap(entriesOf).map(({ file }) => file);
  return ts.createProgram([...files.keys(), ...entries], { ...options, typeRoots }, host);
}

/** Finds the world that a file belongs to; undefined for what is none of the packages'. */
export function worldOf({ before, after }: Worlds, file: string): World | undefined {
  return [before, after].find((world) => world.some(({ folder }) => file.startsWith(`${folder}/`)));
}

/** Names a file in the workspace's package of the name that a packed file's has: what it needs of others is there. */
function packageOf(worlds: Worlds, file: string): string | undefined {
  const packed = worldOf(worlds, file)?.find(({ folder }) => file.startsWith(`${folder}/`));
  return packed && join(workspace, basename(packed.folder), 'index.ts');
}

function resolveOurs(worlds: Worlds, name: string, from: string): string | undefined {
  const world = worldOf(worlds, from);
  if (world) {
    if (!name.startsWith('.')) return resolveInWorld(world, name);
    return posix.join(posix.dirname(from), name.replace(/\.js$/, '.d.ts'));
  }
  const [, when, entry] = /^(before|after):(.+)$/.exec(name) ?? [];
  if (entry === undefined) return undefined;
  return resolveInWorld(when === 'before' ? worlds.before : worlds.after, entry);
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
}
