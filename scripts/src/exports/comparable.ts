import ts from 'typescript';
import type { Tarball } from '../release/tarball.ts';
import type { Declared } from './declared.ts';
import type { Directions } from './directions.ts';

const { factory } = ts;

/** Constants that are data of a spec, whose values may change as it does. */
const data = new Set(['paging']);

type Keyword = ts.KeywordTypeSyntaxKind;

/** Global types that the comparable declarations of both worlds share. */
export const sharedTypes = `
/** Stands for a type parameter that may be anything. */
interface ComparedItem { readonly isCompared: true }
`;

/**
 * Rewrites the declarations of a package so that assignability says whether a consumer's program still compiles, as it
 * does for functions alone. Methods, whose parameters the compiler compares in either direction, become functions; classes
 * become what they construct, as two classes with private members are never alike; functions with type parameters take
 * what these may be at most; what a consumer only hands on may be anything.
 */
export function makeComparable(source: ts.SourceFile, declared: Declared, directions: Directions): string {
  const result = ts.transform(source, [
    (context) => (file) => ts.visitEachChild(file, visitorOf(file, context), context),
  ]);
  return result.transformed.map((file) => ts.createPrinter({ removeComments: true }).printFile(file)).join('');

  function visitorOf(file: ts.SourceFile, context: ts.TransformationContext): ts.Visitor {
    const of = declared.world.find(({ folder }) => file.fileName.startsWith(`${folder}/`));
    const entered = new Set<ts.Symbol>();

    const inside = <T extends ts.Node>(node: T): T => ts.visitEachChild(node, visit, context);
    const visit = (node: ts.Node): ts.VisitResult<ts.Node> => {
      if (ts.isTypeReferenceNode(node)) return visitReference(node);
      if (ts.isFunctionDeclaration(node)) return visitFunction(node);
      if (ts.isClassDeclaration(node)) return classAsTypes(inside(node));
      if (ts.isInterfaceDeclaration(node)) {
        const { modifiers, name, typeParameters, heritageClauses, members } = inside(node);
        return factory.createInterfaceDeclaration(modifiers, name, typeParameters, heritageClauses, plain(members));
      }
      if (ts.isTypeLiteralNode(node)) return factory.createTypeLiteralNode(plain(inside(node).members));
      if (ts.isFunctionTypeNode(node)) {
        const { parameters, type } = inside(node);
        return factory.createFunctionTypeNode(undefined, parameters, type);
      }
      if (ts.isCallSignatureDeclaration(node)) {
        const { parameters, type } = inside(node);
        return factory.createCallSignature(undefined, parameters, type);
      }
      if (ts.isVariableDeclaration(node) && data.has(node.name.getText())) return widen(node, context);
      return inside(node);
    };
    const visitFunction = (node: ts.FunctionDeclaration): ts.Node => {
      const parameters = node.parameters.map(inside);
      const type = node.type && ts.visitNode(node.type, visit, ts.isTypeNode);
      return factory.createFunctionDeclaration(
        node.modifiers,
        undefined,
        node.name,
        undefined,
        parameters,
        type,
        undefined,
      );
    };
    const visitReference = (node: ts.TypeReferenceNode): ts.VisitResult<ts.Node> => {
      const symbol = declared.symbolAt(node.typeName);
      const closed = node.typeArguments?.[1];
      if (!symbol) return inside(node);
      // Its first argument only finds keys that nobody knows.
      if (symbol.name === 'Closed' && closed) return visit(closed);
      if (directions.isOpaque(symbol) || (of && isHandedOn(node, symbol, of))) return keyword(ts.SyntaxKind.AnyKeyword);
      const parameter = symbol.declarations?.find(ts.isTypeParameterDeclaration);
      return parameter && isOfFunction(parameter) ? atMost(symbol, parameter) : inside(node);
    };
    const isHandedOn = (node: ts.Node, symbol: ts.Symbol, takenBy: Tarball): boolean => {
      const parameter = ts.findAncestor(node, ts.isParameter);
      if (!parameter) return false;
      // A class is compared by its own name.
      if (symbol.flags & ts.SymbolFlags.Class) return true;
      return ts.isFunctionDeclaration(parameter.parent) && directions.isHandle(symbol, takenBy);
    };
    const atMost = (symbol: ts.Symbol, { constraint }: ts.TypeParameterDeclaration): ts.VisitResult<ts.Node> => {
      if (!constraint) return factory.createTypeReferenceNode('ComparedItem');
      if (entered.has(symbol)) return keyword(ts.SyntaxKind.AnyKeyword);
      entered.add(symbol);
      const type = visit(constraint);
      entered.delete(symbol);
      return type;
    };
    return visit;
  }
}

function keyword(kind: Keyword): ts.KeywordTypeNode {
  return factory.createKeywordTypeNode(kind);
}

function isOfFunction({ parent }: ts.TypeParameterDeclaration): boolean {
  return ts.isFunctionLike(parent);
}

/** A class as the type of its instances, and a constant that makes them. */
function classAsTypes(node: ts.ClassDeclaration): ts.Node[] {
  const { modifiers, name, typeParameters, heritageClauses, members } = node;
  if (!name) return [node];
  const open = members.filter((member) => !isHidden(member));
  const isStatic = (member: ts.ClassElement): boolean => has(member, ts.SyntaxKind.StaticKeyword);
  const instance = open.filter((member) => !isStatic(member)).flatMap(asSignature);
  const of = typeParameters?.map((parameter) => factory.createTypeReferenceNode(parameter.name));
  const made = factory.createTypeReferenceNode(name, of);
  const makers = members.filter(ts.isConstructorDeclaration);
  const statics = [
    ...(makers.length > 0 ? makers.map(({ parameters }) => parameters) : [[]]).map((parameters) =>
      factory.createConstructSignature(typeParameters, parameters, made),
    ),
    ...open.filter(isStatic).flatMap(asSignature),
  ];
  const declaration = factory.createVariableDeclaration(name, undefined, factory.createTypeLiteralNode(plain(statics)));
  const list = factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const);
  return [
    factory.createInterfaceDeclaration(modifiers, name, typeParameters, heritageClauses, plain(instance)),
    factory.createVariableStatement(modifiers, list),
  ];
}

function asSignature(member: ts.ClassElement): ts.TypeElement[] {
  if (ts.isMethodDeclaration(member)) {
    const { name, questionToken, parameters, type } = member;
    return [factory.createMethodSignature(undefined, name, questionToken, undefined, parameters, type)];
  }
  if (ts.isGetAccessorDeclaration(member)) {
    return [factory.createPropertySignature(undefined, member.name, undefined, member.type)];
  }
  if (!ts.isPropertyDeclaration(member)) return [];
  const { name, questionToken, type, initializer } = member;
  const literal =
    initializer && ts.isStringLiteral(initializer) ? factory.createLiteralTypeNode(initializer) : undefined;
  return [factory.createPropertySignature(undefined, name, questionToken, type ?? literal)];
}

function isHidden(member: ts.ClassElement): boolean {
  if (member.name && ts.isPrivateIdentifier(member.name)) return true;
  return has(member, ts.SyntaxKind.PrivateKeyword) || has(member, ts.SyntaxKind.ProtectedKeyword);
}

function has(node: ts.ClassElement, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && node.modifiers?.some((modifier) => modifier.kind === kind) === true;
}

/** Members with every method as a property that is a function; overloads are one. */
function plain(members: readonly ts.TypeElement[]): ts.TypeElement[] {
  const methods = Map.groupBy(members.filter(ts.isMethodSignature), ({ name }) => name.getText());
  return members.flatMap((member) => {
    if (!ts.isMethodSignature(member)) return [member];
    const overloads = methods.get(member.name.getText()) ?? [];
    if (overloads[0] !== member) return [];
    const calls = overloads.map(({ parameters, type }) => factory.createCallSignature(undefined, parameters, type));
    return [
      factory.createPropertySignature(
        undefined,
        member.name,
        member.questionToken,
        factory.createTypeLiteralNode(calls),
      ),
    ];
  });
}

function widen(node: ts.VariableDeclaration, context: ts.TransformationContext): ts.Node {
  const visit = (part: ts.Node): ts.Node => {
    if (ts.isTupleTypeNode(part)) return factory.createArrayTypeNode(keyword(ts.SyntaxKind.StringKeyword));
    if (!ts.isLiteralTypeNode(part)) return ts.visitEachChild(part, visit, context);
    return keyword(ts.isNumericLiteral(part.literal) ? ts.SyntaxKind.NumberKeyword : ts.SyntaxKind.StringKeyword);
  };
  return ts.visitEachChild(node, visit, context);
}
