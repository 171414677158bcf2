import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists } from './files.ts';

/** A file of a bundle that a source map shows, by its path on this machine. */
export interface Source {
  readonly file: string;
  /** The built file that holds its code. */
  readonly builtInto: string;
}

/** What a statement is that moves names and runs nothing. */
const onlyNames = /^(import|export) (\{[^}]*\}|\*)( from ["'][^"']+["'])?;$|^import ["'][^"']+["'];$|^#!.*$/gm;

/** The source map that a built file names; undefined if it names none. */
export function mapOf(code: string): string | undefined {
  return /^\/\/# sourceMappingURL=(\S+)$/m.exec(code)?.[1];
}

/**
 * Lists where a stack trace or a debugger would end in built code, one sentence each, and the sources that it shows. They
 * stand in the maps themselves: a tarball has no others.
 *
 * @param packed The unpacked tarball
 * @param made The folder that it was packed from
 */
export async function followMaps(
  packed: string,
  made: string,
  files: readonly string[],
): Promise<{ readonly problems: readonly string[]; readonly sources: readonly Source[] }> {
  const problems: string[] = [];
  const sources: Source[] = [];
  for (const builtInto of files.filter((file) => file.endsWith('.js'))) {
    const code = await readFile(join(packed, builtInto), 'utf8');
    const name = mapOf(code);
    const map = name === undefined ? undefined : join(dirname(builtInto), name);
    if (map === undefined && code.replaceAll(onlyNames, '').trim() !== '')
      problems.push(`${builtInto} has no source map.`);
    // One that is missing is told by whoever follows all references.
    if (map === undefined || !files.includes(map)) continue;
    for (const { source, content } of parseMap(await readFile(join(packed, map), 'utf8'))) {
      const file = join(made, dirname(builtInto), source);
      if (content === undefined) problems.push(`${map} does not hold ${source}, and no file of the tarball is it.`);
      else if (!(await exists(file)) || (await readFile(file, 'utf8')) !== content) {
        problems.push(`${map} holds another ${source} than there is.`);
      }
      sources.push({ file, builtInto });
    }
  }
  return { problems, sources };
}

/** Reads the sources of a map, each with its content if the map has it. */
export function parseMap(text: string): { readonly source: string; readonly content: string | undefined }[] {
  const map: unknown = JSON.parse(text);
  const contents = listIn(map, 'sourcesContent');
  return listIn(map, 'sources').map((source, index) => {
    const content = contents[index];
    return { source: String(source), content: typeof content === 'string' ? content : undefined };
  });
}

function listIn(map: unknown, key: string): readonly unknown[] {
  const list: unknown = typeof map === 'object' && map !== null ? Reflect.get(map, key) : undefined;
  return Array.isArray(list) ? list : [];
}
