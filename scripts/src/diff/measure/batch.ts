import type { OpenAPI3 } from 'openapi-typescript';
import { generateFiles } from '../../generate/files.ts';
import { operationsType } from '../../generate/type-names.ts';
import type { Broken } from './broken.ts';
import { compile } from './compile.ts';
import { programsOf } from './corpus.ts';
import { isInFacade } from './facade-programs.ts';
import { facadeTypes } from './facade-types.ts';
import { type Program, prologue } from './program.ts';

/** What a spec is generated into, in a folder of its own. */
export interface Package {
  readonly folder: string;
  /** The code without what only people read: where it is the same, no program can tell two packages apart. */
  readonly types: string;
}

/** Programs in one file, and the lines of that file. */
interface Source {
  readonly text: string;
  readonly lines: ReadonlyMap<number, Omit<Broken, 'message'>>;
}

/** Packages and the programs that use them, to be compiled in one run. */
export class Batch {
  readonly #files: Record<string, string> = {};
  readonly #packages = new Map<string, Promise<Package>>();
  readonly #sources = new Map<string, Source>();
  readonly #programs = new Map<string, Source>();

  /** Generates a package, unless this batch has the same one. */
  generate(vendor: string, spec: OpenAPI3): Promise<Package> {
    const key = `${vendor} ${JSON.stringify(spec)}`;
    const known = this.#packages.get(key);
    if (known) return known;
    const made = this.#write(`p${this.#packages.size}`, vendor, spec);
    this.#packages.set(key, made);
    return made;
  }

  async #write(folder: string, vendor: string, spec: OpenAPI3): Promise<Package> {
    const files = Object.entries(await generateFiles(vendor, spec)).filter(([path]) => path.endsWith('.ts'));
    for (const [path, text] of files) this.#files[`${folder}/${path}`] = text;
    const facade = isInFacade(vendor) ? await facadeTypes(vendor, 'src/generated/index.ts') : {};
    for (const [path, text] of Object.entries(facade)) this.#files[`${folder}/facade/${path}`] = text;
    return { folder, types: files.map(([, text]) => text.replaceAll(/\/\*\*.*?\*\//gs, '')).join('') };
  }

  /** Adds the programs of a spec to a package, and returns the file that they are in. */
  program({ folder }: Package, vendor: string, spec: OpenAPI3): string {
    const key = `${vendor} ${JSON.stringify(spec)}`;
    const source = this.#sources.get(key) ?? sourceOf(vendor, programsOf(vendor, spec));
    this.#sources.set(key, source);
    const file = `${folder}/use${[...this.#sources.keys()].indexOf(key)}.ts`;
    this.#files[file] = source.text;
    this.#programs.set(file, source);
    return file;
  }

  /** Compiles all of it, and returns what fails in each file of programs: once for each line. */
  async run(): Promise<(file: string) => readonly Broken[]> {
    const found = new Map<string, Map<number, Broken>>();
    for (const { file, line, message } of this.#programs.size > 0 ? await compile(this.#files) : []) {
      const at = this.#programs.get(file)?.lines.get(line);
      if (!at) throw new Error(`What is generated does not compile: ${file}:${line} ${message}`);
      const broken = found.get(file) ?? new Map<number, Broken>();
      found.set(file, broken);
      if (!broken.has(line)) broken.set(line, { ...at, message });
    }
    return (file) => [...(found.get(file)?.values() ?? [])];
  }
}

function sourceOf(vendor: string, programs: readonly Program[]): Source {
  const text = prologue(operationsType(vendor), isInFacade(vendor));
  const lines = new Map<number, Omit<Broken, 'message'>>();
  for (const [index, { name, surface, promised, lines: own }] of programs.entries()) {
    text.push(`export async function program${index}(): Promise<void> {`);
    for (const line of own) {
      text.push(line.text);
      lines.set(text.length, { program: name, surface, promised, about: line.about });
    }
    text.push('}');
  }
  return { text: text.join('\n'), lines };
}
