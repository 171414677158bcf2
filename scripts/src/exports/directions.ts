import ts from 'typescript';
import type { Tarball } from '../release/tarball.ts';
import type { Declared } from './declared.ts';
import { entriesOf } from './world.ts';

/** How a consumer meets the values of a type: a package gives them, or takes them. */
export type Direction = 'given' | 'taken';

type Found = Map<ts.Symbol | ts.Node, Set<Direction>>;

const opposite = { given: 'taken', taken: 'given' } as const;

/** What one function makes for another: a consumer hands it on, and all that it holds is for the package itself. */
const handedOn = new Set(['@ticketbridge/facade Source']);
/** The form that a vendor's spec has in types: how a change of it is rated is for the comparison of specs. */
const spec = 'paths';

/** Tells in which directions what the packages export uses each type. */
export class Directions {
  readonly #declared: Declared;
  readonly #found = new Map<Tarball, Found>();

  constructor(declared: Declared) {
    this.#declared = declared;
  }

  /** Gives the directions of an exported type; those of what it stands for, if nothing else of the package names it. */
  of(symbol: ts.Symbol, exportedBy: Tarball): ReadonlySet<Direction> {
    const known = this.#known(symbol, exportedBy);
    // A type that no value leads to is for reading.
    return known.size > 0 ? known : new Set(['given']);
  }

  /** Tells whether a consumer has a type's values from the packages alone, so that a function may ask for more of them. */
  isHandle(symbol: ts.Symbol, takenBy: Tarball): boolean {
    const owner = this.#declared.packageOf(symbol);
    if (!owner) return false;
    if (symbol.flags & ts.SymbolFlags.Class || this.isOpaque(symbol)) return true;
    if (owner === takenBy) return false;
    const directions = this.#known(symbol, owner);
    return directions.has('given') && !directions.has('taken');
  }

  /** Tells whether what a type holds is not compared. */
  isOpaque(symbol: ts.Symbol): boolean {
    const owner = this.#declared.packageOf(symbol)?.manifest.name;
    return owner !== undefined && (symbol.name === spec || handedOn.has(`${owner} ${symbol.name}`));
  }

  #known(symbol: ts.Symbol, exportedBy: Tarball): ReadonlySet<Direction> {
    const found = this.#in(exportedBy);
    const directionsOf = (places: readonly (ts.Symbol | ts.Node | undefined)[]): Direction[] =>
      places.flatMap((place) => [...((place && found.get(place)) ?? [])]);
    const other = standsFor(symbol);
    const named = other ? [referredBy(other, this.#declared), ...membersAt(other, this.#declared)] : [];
    const directions = directionsOf([symbol, ...named]);
    if (directions.length > 0) return new Set(directions);
    const { checker } = this.#declared;
    const properties = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
    return new Set(directionsOf(properties.flatMap(({ declarations = [] }) => declarations)));
  }

  #in(of: Tarball): Found {
    const known = this.#found.get(of);
    if (known) return known;
    const found: Found = new Map();
    this.#found.set(of, found);
    this.#follow(of, found);
    return found;
  }

  #follow(of: Tarball, found: Found): void {
    const declared = this.#declared;
    const isNew = (what: ts.Symbol | ts.Node, direction: Direction): boolean => {
      const directions = found.get(what) ?? new Set();
      found.set(what, directions);
      return directions.size < directions.add(direction).size;
    };
    const reach = (symbol: ts.Symbol, direction: Direction): void => {
      if (!declared.packageOf(symbol) || this.isOpaque(symbol)) return;
      if (direction === 'taken' && this.isHandle(symbol, of)) return;
      if (!isNew(symbol, direction)) return;
      for (const node of symbol.declarations ?? []) ts.forEachChild(node, (child) => visit(child, direction));
    };
    const visit = (node: ts.Node, direction: Direction): void => {
      const referred = referredBy(node, declared);
      const members = membersAt(node, declared);
      if (referred && members.length === 0) reach(referred, direction);
      const parts = members.length > 0 ? members.filter((member) => isNew(member, direction)) : partsOf(node);
      // What a function takes, and what a type argument may be, comes from the other side.
      const turns = ts.isParameter(node) || ts.isTypeParameterDeclaration(node);
      for (const part of parts) visit(part, turns ? opposite[direction] : direction);
    };
    for (const { symbol, isValue } of entriesOf(of).flatMap((entry) => declared.exportsOf(entry))) {
      if (isValue) reach(symbol, 'given');
    }
  }
}

/** The type that a name is another name of: `type A = B`, `interface A extends B {}`. */
function standsFor({ declarations = [] }: ts.Symbol): ts.Node | undefined {
  const [declaration] = declarations;
  if (declaration && ts.isTypeAliasDeclaration(declaration)) return declaration.type;
  if (!declaration || !ts.isInterfaceDeclaration(declaration) || declaration.members.length > 0) return undefined;
  return declaration.heritageClauses?.[0]?.types[0];
}

function referredBy(node: ts.Node, declared: Declared): ts.Symbol | undefined {
  if (ts.isTypeReferenceNode(node)) return declared.symbolAt(node.typeName);
  if (ts.isTypeQueryNode(node)) return declared.symbolAt(node.exprName);
  return ts.isExpressionWithTypeArguments(node) ? declared.symbolAt(node.expression) : undefined;
}

function partsOf(node: ts.Node): readonly ts.Node[] {
  // A condition is a test, and its values are of the branches.
  if (ts.isConditionalTypeNode(node)) return [node.trueType, node.falseType];
  const parts: ts.Node[] = [];
  ts.forEachChild(node, (part) => void parts.push(part));
  return parts;
}

/** The declarations of the members that `Model['id']` means; none for other types, and where they are not known by name. */
function membersAt(node: ts.Node, declared: Declared): ts.Node[] {
  const { checker } = declared;
  const { objectType, indexType } = accessAt(node, declared) ?? {};
  if (!objectType || !indexType) return [];
  const object = baseOf(objectType, checker);
  const index = baseOf(indexType, checker);
  const names = index.isUnion() ? index.types : [index];
  return names.flatMap((name) => {
    const member = name.isStringLiteral() ? checker.getPropertyOfType(object, name.value) : undefined;
    return member?.declarations ?? [];
  });
}

type Access = Pick<ts.IndexedAccessTypeNode, 'objectType' | 'indexType'>;

/** `Model['id']`, also as `Member<'id'>` with `type Member<K> = Model[K]`. */
function accessAt(node: ts.Node, declared: Declared): Access | undefined {
  if (ts.isIndexedAccessTypeNode(node)) return node;
  if (!ts.isTypeReferenceNode(node) && !ts.isExpressionWithTypeArguments(node)) return undefined;
  const [indexType] = node.typeArguments ?? [];
  const alias = referredBy(node, declared)?.declarations?.find(ts.isTypeAliasDeclaration);
  if (!indexType || alias?.typeParameters?.length !== 1 || !ts.isIndexedAccessTypeNode(alias.type)) return undefined;
  return { objectType: alias.type.objectType, indexType };
}

function baseOf(node: ts.TypeNode, checker: ts.TypeChecker): ts.Type {
  const type = checker.getTypeFromTypeNode(node);
  return checker.getBaseConstraintOfType(type) ?? type;
}
