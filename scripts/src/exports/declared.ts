import ts from 'typescript';
import type { Tarball } from '../release/tarball.ts';
import type { Entry, World } from './world.ts';

/** A name that an entry exports. */
export interface Export {
  readonly name: string;
  readonly isValue: boolean;
  readonly isType: boolean;
  readonly symbol: ts.Symbol;
  /** Its declarations and all that they refer to in the packages, without comments. */
  readonly text: string;
}

interface References {
  readonly text: string;
  readonly to: readonly ts.Symbol[];
}

/** Reads the declarations of the packages of one world. */
export class Declared {
  readonly world: World;
  readonly checker: ts.TypeChecker;
  readonly #program: ts.Program;
  readonly #printer: ts.Printer = ts.createPrinter({ removeComments: true });
  readonly #references = new Map<ts.Symbol, References>();

  constructor(program: ts.Program, world: World) {
    this.world = world;
    this.checker = program.getTypeChecker();
    this.#program = program;
  }

  exportsOf({ file, name: entry }: Entry): Export[] {
    const source = this.#program.getSourceFile(file);
    const module = source && this.checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${entry} has no declarations: ${file}`);
    return this.checker.getExportsOfModule(module).map((exported) => {
      const symbol = this.#resolve(exported);
      return {
        name: exported.name,
        isValue: (symbol.flags & ts.SymbolFlags.Value) !== 0,
        isType: (symbol.flags & ts.SymbolFlags.Type) !== 0,
        symbol,
        text: this.#closureOf(symbol),
      };
    });
  }

  /** The package that declares a symbol; undefined for what is not of this world. */
  packageOf(symbol: ts.Symbol): Tarball | undefined {
    const file = symbol.declarations?.[0]?.getSourceFile().fileName;
    return this.world.find(({ folder }) => file?.startsWith(`${folder}/`));
  }

  /** What a name refers to, behind every import. */
  symbolAt(name: ts.Node): ts.Symbol | undefined {
    const symbol = this.checker.getSymbolAtLocation(name);
    return symbol && this.#resolve(symbol);
  }

  #resolve(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  #closureOf(start: ts.Symbol): string {
    const closure = new Set([start]);
    // It grows as it is walked.
    for (const symbol of closure) for (const next of this.#referencesOf(symbol).to) closure.add(next);
    return Array.from(closure, (symbol) => this.#referencesOf(symbol).text)
      .sort()
      .join('\n');
  }

  #referencesOf(symbol: ts.Symbol): References {
    const known = this.#references.get(symbol);
    if (known) return known;
    const declarations = this.packageOf(symbol) ? (symbol.declarations ?? []) : [];
    const to = new Set<ts.Symbol>();
    const visit = (node: ts.Node): void => {
      const referred = ts.isIdentifier(node) ? this.symbolAt(node) : undefined;
      if (referred?.declarations?.some(isTopLevel) && this.packageOf(referred)) to.add(referred);
      ts.forEachChild(node, visit);
    };
    declarations.forEach(visit);
    const references = { text: declarations.map((node) => this.#print(node)).join('\n'), to: [...to] };
    this.#references.set(symbol, references);
    return references;
  }

  #print(node: ts.Node): string {
    // Whether a declaration is exported where it stands depends on the chunks of the build.
    return this.#printer
      .printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
      .replace(/^(export |declare )*/, '');
  }
}

function isTopLevel(node: ts.Node): boolean {
  return ts.isSourceFile(ts.isVariableDeclaration(node) ? node.parent.parent.parent : node.parent);
}
