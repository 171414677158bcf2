import ts from 'typescript';
import type { Difference } from './difference.ts';
import { type Worlds, worldOf } from './program.ts';
import { type Entry, entriesOf } from './world.ts';

interface Named {
  readonly entry: Entry;
  readonly name: string;
}

/**
 * Lists the properties of exported types, and the arguments of functions, that are gone. Assignability forgives them: what
 * was optional may be missing, and a function may take less.
 */
export function missingKeys(program: ts.Program, worlds: Worlds, exports: readonly Named[]): Difference[] {
  const walk = new Walk(program, worlds);
  return exports.flatMap(({ entry, name }) => {
    const now = worlds.after.flatMap(entriesOf).find((one) => one.name === entry.name);
    const [was, is] = [entry, now].map((one) => one && walk.typesOf(one, name));
    if (!was || !is) return [];
    const of = entry.of.manifest.name;
    return walk.compare(was, is, name).map((message) => ({ of, entry: entry.name, export: name, message }));
  });
}

class Walk {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #worlds: Worlds;
  /** Pairs of types that were met in this export; the others were met in one that lacks nothing. */
  #seen = new Set<string>();
  readonly #whole = new Set<string>();
  readonly #ids = new Map<ts.Type, number>();

  constructor(program: ts.Program, worlds: Worlds) {
    this.#program = program;
    this.#worlds = worlds;
    this.#checker = program.getTypeChecker();
  }

  /** The types of an export, as a value and as a type. */
  typesOf({ file }: Entry, name: string): ts.Type[] {
    const source = this.#program.getSourceFile(file);
    const module = source && this.#checker.getSymbolAtLocation(source);
    const exported = module && this.#checker.getExportsOfModule(module).find((one) => one.name === name);
    if (!exported) return [];
    const { flags } = exported;
    const symbol = flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(exported) : exported;
    const types = symbol.flags & ts.SymbolFlags.Type ? [this.#checker.getDeclaredTypeOfSymbol(symbol)] : [];
    return symbol.flags & ts.SymbolFlags.Value ? [...types, this.#checker.getTypeOfSymbol(symbol)] : types;
  }

  /** The paths of what any of the old types has, and none of the new ones. */
  compare(before: readonly ts.Type[], after: readonly ts.Type[], path: string): string[] {
    this.#seen = new Set();
    const missing = this.#missing(before, after, path);
    if (missing.length === 0) for (const pair of this.#seen) this.#whole.add(pair);
    return missing;
  }

  #missing(before: readonly ts.Type[], after: readonly ts.Type[], path: string): string[] {
    const was = this.#parts(before);
    const is = this.#parts(after);
    if (is.some(({ flags }) => flags & ts.TypeFlags.Any)) return [];
    const pair = [was, is]
      .map((types) =>
        types
          .map((type) => this.#idOf(type))
          .sort()
          .join(' '),
      )
      .join(' | ');
    if (this.#seen.has(pair) || this.#whole.has(pair)) return [];
    this.#seen.add(pair);
    return [...this.#missingProperties(was, is, path), ...this.#missingOfCalls(was, is, path)];
  }

  #missingProperties(was: readonly ts.Type[], is: readonly ts.Type[], path: string): string[] {
    const names = new Set(was.flatMap((type) => type.getProperties().map(({ name }) => name)));
    // Names of symbols differ from world to world.
    for (const name of names) if (name.startsWith('__@')) names.delete(name);
    return [...names].flatMap((name) => {
      const [old, now] = [was, is].map((types) => types.flatMap((type) => this.#property(type, name)));
      if (!old || !now) return [];
      return now.length === 0 ? [`${path}.${name} is gone`] : this.#missing(old, now, `${path}.${name}`);
    });
  }

  #missingOfCalls(was: readonly ts.Type[], is: readonly ts.Type[], path: string): string[] {
    const [old, now] = [was, is].map((types) => types.flatMap((type) => type.getCallSignatures()));
    if (!old || !now || old.length === 0 || now.length === 0) return [];
    const most = Math.max(...old.map(({ parameters }) => parameters.length));
    const places = Array.from({ length: most }, (_, place) => place);
    return [
      ...this.#missing(
        old.map((call) => call.getReturnType()),
        now.map((call) => call.getReturnType()),
        `${path}()`,
      ),
      ...places.flatMap((place) => {
        const [taken, takes] = [old, now].map((calls) => calls.flatMap((call) => this.#parameter(call, place)));
        if (!taken || !takes) return [];
        if (takes.length === 0) return [`${path}() takes fewer arguments`];
        return this.#missing(taken, takes, `${path}(${place > 0 ? `#${place + 1}` : ''})`);
      }),
    ];
  }

  #parameter({ parameters }: ts.Signature, place: number): ts.Type[] {
    const parameter = parameters[place] ?? parameters.at(-1);
    if (!parameter) return [];
    const declaration = parameter.valueDeclaration;
    const isRest = declaration && ts.isParameter(declaration) && declaration.dotDotDotToken;
    return place < parameters.length || isRest ? [this.#checker.getTypeOfSymbol(parameter)] : [];
  }

  #property(type: ts.Type, name: string): ts.Type[] {
    const property = type.getProperty(name);
    if (property) return [this.#checker.getTypeOfSymbol(property)];
    const any = type.getStringIndexType();
    return any ? [any] : [];
  }

  /** The objects that a type may be; in place of the platform's own, what they hold. */
  #parts(types: readonly ts.Type[]): ts.Type[] {
    return types.flatMap((type) => {
      const base = this.#checker.getBaseConstraintOfType(type) ?? type;
      if (base.isUnion()) return this.#parts(base.types);
      if (base.flags & ts.TypeFlags.Any) return [base];
      // A text that is marked is no object.
      if (base.isIntersection()) return base.types.every((part) => isObject(part)) ? [base] : [];
      if (!isObject(base)) return [];
      return this.#isForeign(base)
        ? this.#parts(isReference(base) ? this.#checker.getTypeArguments(base) : [])
        : [base];
    });
  }

  #isForeign(type: ts.ObjectType): boolean {
    const named = ts.ObjectFlags.Reference | ts.ObjectFlags.ClassOrInterface;
    if ((type.objectFlags & named) === 0) return false;
    const places = type.getSymbol()?.declarations?.map((one) => one.getSourceFile().fileName) ?? [];
    return !places.some((file) => worldOf(this.#worlds, file) !== undefined);
  }

  #idOf(type: ts.Type): number {
    const id = this.#ids.get(type) ?? this.#ids.size;
    this.#ids.set(type, id);
    return id;
  }
}

function isObject(type: ts.Type): type is ts.ObjectType {
  return (type.flags & ts.TypeFlags.Object) !== 0;
}

function isReference(type: ts.ObjectType): type is ts.TypeReference {
  return (type.objectFlags & ts.ObjectFlags.Reference) !== 0;
}
