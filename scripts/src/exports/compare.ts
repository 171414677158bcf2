import ts from 'typescript';
import { makeComparable, sharedTypes } from './comparable.ts';
import { Declared, type Export } from './declared.ts';
import type { Difference } from './difference.ts';
import { Directions } from './directions.ts';
import { missingKeys } from './missing-keys.ts';
import { createProgram, type Worlds, worldOf } from './program.ts';
import { type Entry, entriesOf, exportKeysOf } from './world.ts';

/** An export that reads differently after than before. */
interface Changed {
  readonly entry: Entry;
  readonly name: string;
  /** Statements that do not compile if the change is incompatible, one a line. */
  readonly lines: readonly string[];
}

/**
 * Compares what the packages of two releases export, and lists what can break a program that compiles today: an entry or a
 * name that is gone, and a type that changed incompatibly in the direction in which consumers use it. Only declarations
 * that read differently, to their last reference, are compiled.
 */
export function compareExports(worlds: Worlds): Difference[] {
  const parsed = new Map<string, ts.SourceFile>();
  const written = createProgram(worlds, { files: new Map(), parsed });
  const before = new Declared(written, worlds.before);
  const after = new Declared(written, worlds.after);
  const directions = { before: new Directions(before), after: new Directions(after) };
  const gone: Difference[] = [];
  const changed: Changed[] = [];

  for (const old of worlds.before) {
    const now = worlds.after.find(({ manifest }) => manifest.name === old.manifest.name);
    const missing = exportKeysOf(old).filter((key) => !now || !exportKeysOf(now).includes(key));
    const of = old.manifest.name;
    gone.push(...missing.map((key) => ({ of, entry: key.replace('.', of), message: 'the entry is gone' })));
    for (const entry of entriesOf(old)) {
      const newEntry = now && entriesOf(now).find(({ name }) => name === entry.name);
      const names = new Map(newEntry && after.exportsOf(newEntry).map((one) => [one.name, one]));
      for (const one of newEntry ? before.exportsOf(entry) : []) {
        const text = names.get(one.name)?.text;
        if (text === undefined) gone.push({ of, entry: entry.name, export: one.name, message: 'the export is gone' });
        else if (text !== one.text && !directions.before.isOpaque(one.symbol)) {
          changed.push({ entry, name: one.name, lines: linesFor(one, entry, directions.before, before.checker) });
        }
      }
    }
  }
  if (changed.length === 0) return gone;

  const files = new Map(filesOf(changed));
  const program = createProgram(worlds, {
    files: new Map([['/compared/shared.d.ts', sharedTypes], ...files]),
    parsed,
    rewrite: (file) => {
      const source = written.getSourceFile(file.fileName) ?? file;
      if (worldOf(worlds, file.fileName) === worlds.before) return makeComparable(source, before, directions.before);
      return makeComparable(source, after, directions.after);
    },
  });
  refuseBroken(program, worlds);
  const incompatible = [...files.keys()].flatMap((file) => differencesIn(program, worlds, file, changed));
  return [...gone, ...incompatible, ...missingKeys(program, worlds, changed)];
}

/** Writes what a consumer relies on: a value is assigned as it was, a type in the directions in which it is used. */
function linesFor(
  { name, isValue, isType, symbol }: Export,
  { of }: Entry,
  directions: Directions,
  checker: ts.TypeChecker,
): string[] {
  const lines = isValue ? [`export const value: typeof Before.${name} = After.${name};`] : [];
  // A class is compared as what it constructs.
  if (!isType || isValue) return lines;
  const [was, is] = [`Before.${name}`, `After.${name}`].map((type) => type + argumentsFor(symbol, checker));
  const used = directions.of(symbol, of);
  if (used.has('given')) lines.push(`export const given = (now: ${is}): ${was} => now;`);
  if (used.has('taken')) lines.push(`export const taken = (old: ${was}): ${is} => old;`);
  return lines;
}

/** Type arguments for a generic type: the most that each parameter may be. */
function argumentsFor({ declarations = [] }: ts.Symbol, checker: ts.TypeChecker): string {
  const parameters = declarations.flatMap((one) =>
    ts.isTypeAliasDeclaration(one) || ts.isInterfaceDeclaration(one) ? (one.typeParameters ?? []) : [],
  );
  const texts = parameters.map(({ constraint }) => {
    if (!constraint) return 'ComparedItem';
    const type = checker.getTypeFromTypeNode(constraint);
    const parts = type.isUnion() ? type.types : [type];
    return parts.every((part) => part.isLiteral())
      ? parts.map((part) => checker.typeToString(part)).join(' | ')
      : 'any';
  });
  return texts.length > 0 ? `<${texts.join(', ')}>` : '';
}

/** One file for each export, so that a line needs no name of its own. */
function filesOf(changed: readonly Changed[]): [string, string][] {
  return changed.map(({ entry, lines }, index) => {
    const imports = ['Before', 'After'].map(
      (name) => `import * as ${name} from '${name.toLowerCase()}:${entry.name}';`,
    );
    const numbered = lines.map((line, number) => line.replace('export const ', `export const line${number}_`));
    return [`/compared/${index}.ts`, [...imports, ...numbered].join('\n')];
  });
}

function differencesIn(program: ts.Program, worlds: Worlds, file: string, changed: readonly Changed[]): Difference[] {
  const of = changed[Number(/(\d+)\.ts$/.exec(file)?.[1])];
  if (!of) throw new Error(`${file} compares nothing.`);
  return program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ messageText }) => ({
    of: of.entry.of.manifest.name,
    entry: of.entry.name,
    export: of.name,
    message: withNames(ts.flattenDiagnosticMessageText(messageText, '\n'), program, worlds),
  }));
}

/** Says `Ticket (now)` where the compiler says what the chunk of a build calls it: `import("/.../client-1a2b3c").t`. */
function withNames(message: string, program: ts.Program, worlds: Worlds): string {
  const checker = program.getTypeChecker();
  return message.replace(/import\("([^"]*)"\)\.(\w+)/g, (text, module: string, name: string) => {
    const file = program.getSourceFile(`${module}.d.ts`);
    const symbol = file && checker.getSymbolAtLocation(file);
    const exported = symbol?.exports?.get(ts.escapeLeadingUnderscores(name));
    if (!exported) return text;
    const { name: declared } = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    return `${declared} (${worldOf(worlds, module) === worlds.before ? 'before' : 'now'})`;
  });
}

/** What does not compile is of the type any, with which nothing is incompatible. */
function refuseBroken(program: ts.Program, worlds: Worlds): void {
  for (const source of program.getSourceFiles()) {
    if (!worldOf(worlds, source.fileName) && !source.fileName.startsWith('/compared/shared')) continue;
    const [problem] = program.getSemanticDiagnostics(source);
    if (!problem) continue;
    const line = source.getLineAndCharacterOfPosition(problem.start ?? 0).line + 1;
    const text = ts.flattenDiagnosticMessageText(problem.messageText, '\n');
    throw new Error(`${source.fileName}:${line} cannot be compared: ${text}\n${source.text.split('\n')[line - 1]}`);
  }
}
