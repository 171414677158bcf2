import { annotations } from '../spec/rules/schema-keywords.ts';
import { type Node, type Normaliser, schemasIn, target } from './node.ts';

const NULL = { type: 'null' };

/**
 * Writes `nullable` beside a composition as an alternative. OpenAPI 3.0 gives it no meaning there, and its vendors mean that
 * the value may be null.
 */
export const admitNull: Normaliser = (document, note) => {
  for (const { node, at } of schemasIn(document)) {
    if (node.nullable !== true) continue;
    const keyword = ['anyOf', 'oneOf'].find((name) => Array.isArray(node[name]));
    if (keyword === undefined && !Array.isArray(node.allOf)) continue;
    if (keyword === undefined) divide(node);
    else if (!admitsNull(document, node)) node[keyword] = [...[node[keyword]].flat(), NULL];
    delete node.nullable;
    note(at, `nullable beside ${keyword ?? 'allOf'} is written as the alternative null.`);
  }
};

/** Puts what makes the type of a schema into the first of two alternatives. */
function divide(node: Node): void {
  const value: Node = {};
  for (const name of Object.keys(node)) {
    if (name === 'nullable' || annotations.includes(name) || name.startsWith('x-')) continue;
    value[name] = node[name];
    delete node[name];
  }
  node.anyOf = [value, NULL];
}

/** Tells whether an alternative of a schema of OpenAPI 3.0 is null: of `oneOf`, a second one would exclude the first. */
function admitsNull(document: Node, schema: Node, inside: readonly Node[] = []): boolean {
  if (inside.includes(schema)) return false;
  return [schema.anyOf ?? schema.oneOf ?? []].flat().some((part) => {
    const { node } = target(document, { node: Object(part), at: '' });
    const isNullable = node.nullable === true || [node.type].flat().includes('null');
    return isNullable || admitsNull(document, node, [...inside, schema]);
  });
}
