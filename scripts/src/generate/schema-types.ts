import openapiTS, { astToString, type OpenAPI3, type SchemaObject } from 'openapi-typescript';
import ts from 'typescript';
import { dropIncoming } from '../spec/incoming.ts';

/** The types of a spec's paths and schemas, by openapi-typescript. */
export async function emitSchemaTypes(document: OpenAPI3): Promise<string> {
  const nodes = await openapiTS(onlyCalls(document), {
    alphabetize: false,
    // Otherwise an optional field of a request becomes required as soon as it has a default.
    defaultNonNullable: false,
    // Otherwise an object of any fields has none.
    emptyObjectsUnknown: true,
    transform: (schema) => openEnum(schema) ?? emptyObject(schema),
  });
  return astToString(nodes.map(admitUndefined));
}

/**
 * Leaves out what the vendor calls, and each `discriminator`, by which openapi-typescript rewrites the alternatives: they
 * are what they say themselves.
 */
function onlyCalls(document: OpenAPI3): OpenAPI3 {
  const copy = structuredClone(document);
  dropIncoming(copy);
  const open: unknown[] = [copy];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    const { discriminator } = Object(node);
    if (typeof Object(discriminator).propertyName === 'string') Reflect.deleteProperty(node, 'discriminator');
    open.push(...Object.values(node));
  }
  return copy;
}

type Transform = (schema: SchemaObject) => ts.TypeNode | undefined;

/** `x-extensible-enum` as the known literals and any other string, which keeps the literals in completion lists. */
const openEnum: Transform = (schema) => {
  const values: unknown = 'x-extensible-enum' in schema ? schema['x-extensible-enum'] : undefined;
  if (!Array.isArray(values)) return undefined;
  const { factory } = ts;
  const anyString = factory.createIntersectionTypeNode([
    factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    factory.createTypeLiteralNode([]),
  ]);
  const nullable = Array.isArray(schema.type) && schema.type.includes('null');
  return factory.createUnionTypeNode([
    ...values.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(String(value)))),
    factory.createParenthesizedType(anyString),
    ...(nullable ? [factory.createLiteralTypeNode(factory.createNull())] : []),
  ]);
};

/** An object that has no field and admits none: openapi-typescript takes it for one of any fields. */
const emptyObject: Transform = (schema) => {
  const types = [schema.type].flat();
  const hasFields = 'properties' in schema && Object.keys(schema.properties ?? {}).length > 0;
  if (!types.includes('object') || hasFields || !('additionalProperties' in schema)) return undefined;
  if (schema.additionalProperties !== false) return undefined;
  const { factory } = ts;
  const empty = factory.createTypeReferenceNode('Record', [
    factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword),
  ]);
  return types.includes('null')
    ? factory.createUnionTypeNode([empty, factory.createLiteralTypeNode(factory.createNull())])
    : empty;
};

/** Optional fields also take `undefined`: under exactOptionalPropertyTypes a caller could not pass what may be absent. */
function admitUndefined(node: ts.Node): ts.Node {
  const visit = (child: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(child, visit, undefined);
    if (!ts.isPropertySignature(visited) || !visited.questionToken || !visited.type) return visited;
    if (visited.type.kind === ts.SyntaxKind.NeverKeyword) return visited;
    const { factory } = ts;
    const type = factory.createUnionTypeNode([
      visited.type,
      factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword),
    ]);
    return factory.updatePropertySignature(visited, visited.modifiers, visited.name, visited.questionToken, type);
  };
  return visit(node);
}
