/** A place in a document: the keys and indexes that lead there. */
export type Path = readonly (string | number)[];

/** A map of a document. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a node of an OpenAPI document is. */
export type NodeKind = 'document' | 'path' | 'operation' | 'parameter' | 'body' | 'response' | 'schema' | 'credential';

/** A node of an OpenAPI document that is no reference. */
export interface SpecNode {
  readonly kind: NodeKind;
  readonly path: Path;
  readonly node: Fields;
}

export const METHODS: readonly string[] = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];

/** Walks an OpenAPI document by what its nodes are, so that a field called `required` is none of the keyword's. */
export function* nodesOf(document: Fields): Generator<SpecNode> {
  yield { kind: 'document', path: [], node: document };
  for (const [name, item] of entries(document.paths)) {
    yield* parametersIn(item, ['paths', name]);
    yield { kind: 'path', path: ['paths', name], node: item };
    for (const [method, operation] of entries(item)) {
      if (METHODS.includes(method)) yield* operationNodes(operation, ['paths', name, method]);
    }
  }
  const { parameters, responses, schemas, securitySchemes } = fieldsOf(document.components);
  yield* each('parameter', parameters, ['components', 'parameters']);
  yield* each('response', responses, ['components', 'responses']);
  yield* each('schema', schemas, ['components', 'schemas']);
  yield* each('credential', securitySchemes, ['components', 'securitySchemes']);
}

/** The entries of a map that are maps themselves. */
export function entries(value: unknown): [name: string, inner: Fields][] {
  return Object.entries(fieldsOf(value)).flatMap(([name, inner]) => (isFields(inner) ? [[name, inner]] : []));
}

export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* operationNodes(operation: Fields, path: Path): Generator<SpecNode> {
  yield { kind: 'operation', path, node: operation };
  yield* parametersIn(operation, path);
  const body = fieldsOf(operation.requestBody);
  if (operation.requestBody !== undefined) yield* nodesIn('body', body, [...path, 'requestBody']);
  yield* each('response', operation.responses, [...path, 'responses']);
}

function* parametersIn(item: Fields, path: Path): Generator<SpecNode> {
  for (const [index, parameter] of itemsOf(item.parameters).entries()) {
    yield* nodesIn('parameter', fieldsOf(parameter), [...path, 'parameters', index]);
  }
}

function* each(kind: NodeKind, map: unknown, path: Path): Generator<SpecNode> {
  for (const [name, node] of entries(map)) yield* nodesIn(kind, node, [...path, name]);
}

function* nodesIn(kind: NodeKind, node: Fields, path: Path): Generator<SpecNode> {
  if ('$ref' in node) return;
  yield { kind, path, node };
  if (kind === 'schema') yield* innerSchemas(node, path);
  else {
    if (node.schema !== undefined) yield* nodesIn('schema', fieldsOf(node.schema), [...path, 'schema']);
    for (const [type, content] of entries(node.content)) {
      yield* nodesIn('schema', fieldsOf(content.schema), [...path, 'content', type, 'schema']);
    }
  }
}

function* innerSchemas(node: Fields, path: Path): Generator<SpecNode> {
  yield* each('schema', node.properties, [...path, 'properties']);
  for (const keyword of ['items', 'additionalProperties']) {
    const inner = node[keyword];
    if (isFields(inner)) yield* nodesIn('schema', inner, [...path, keyword]);
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    for (const [index, inner] of itemsOf(node[keyword]).entries()) {
      yield* nodesIn('schema', fieldsOf(inner), [...path, keyword, index]);
    }
  }
}
