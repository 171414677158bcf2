import { at, text } from '../json.ts';

/** Follows `$ref`s inside one document until something else stands there. */
export function resolve(document: unknown, node: unknown): unknown {
  const reference = text(at(node, '$ref'));
  if (reference === undefined) return node;
  const target = reference.startsWith('#/') ? at(document, ...pointerKeys(reference)) : undefined;
  if (target === undefined) throw new Error(`The spec has a $ref that leads nowhere inside it: ${reference}`);
  return resolve(document, target);
}

function pointerKeys(reference: string): string[] {
  return reference
    .slice(2)
    .split('/')
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));
}
