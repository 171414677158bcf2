import { child, children, type Node, operationsIn, parameterListsIn, schemasIn, target } from '../new-api/node.ts';
import { subschemas } from '../spec/directions.ts';

/**
 * Writes into a document, in place, what OpenAPI lets it leave out or say in another way, as the rules read it. An
 * operation without an id is called by its method and path.
 */
export function writeOut(document: Node): void {
  const root = { node: document, at: '#' };
  const components = child(root, 'components') ?? { node: {}, at: '#/components' };
  document.paths ??= {};
  if (!Array.isArray(document.servers) || document.servers.length === 0) document.servers = [{ url: '/' }];
  for (const item of children(root, 'paths')) {
    const { $ref, ...own } = item.node;
    const referred = target(document, item).node;
    delete item.node.$ref;
    if ($ref !== undefined) Object.assign(item.node, structuredClone(referred), own);
  }
  delete components.node.pathItems;
  for (const { node, method, path } of operationsIn(document)) {
    node.operationId ??= `${method} ${path}`;
    node.responses ??= {};
  }
  const lists = [...parameterListsIn(document), components];
  for (const parameter of lists.flatMap((list) => children(list, 'parameters'))) {
    const [content] = children(parameter, 'content');
    if (parameter.node.$ref === undefined) parameter.node.schema ??= content?.node.schema ?? {};
  }
  for (const { node } of schemasIn(document)) {
    for (const [path, inner] of subschemas(node)) {
      const [keyword = '', name = keyword] = path;
      if (typeof inner !== 'boolean' || keyword === 'additionalProperties') continue;
      Reflect.set(path.length > 1 ? Object(node[keyword]) : node, name, schemaOf(inner));
    }
  }
}

/** Anything, or nothing. */
function schemaOf(isAdmitted: boolean): Node {
  return isAdmitted ? {} : { not: {} };
}
