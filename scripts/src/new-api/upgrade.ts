import { upgrade } from '@scalar/openapi-upgrader';
import { type Node, type Note, schemasIn } from './node.ts';
import { dropSiblings } from './schemas.ts';

/** Writes a document of OpenAPI 3.0 as 3.1. */
export function upgradeFrom30(document: Node, note: Note): Node {
  dropSiblings(document, note);
  note('#/openapi', 'OpenAPI 3.0 is written as 3.1.');
  return { ...upgrade(document, '3.1') };
}

/** Writes the words of OpenAPI 3.0 that a document of 3.1 still has, and that mean nothing there, as those of 3.1. */
export function upgradeWords(document: Node, note: Note): Node {
  const isOld = ({ node }: { readonly node: Node }) =>
    typeof node.nullable === 'boolean' ||
    typeof node.exclusiveMinimum === 'boolean' ||
    typeof node.exclusiveMaximum === 'boolean';
  const [first] = schemasIn(document).filter(isOld);
  if (!first) return document;
  note(first.at, 'Words of OpenAPI 3.0, such as nullable, are written as those of 3.1.');
  return { ...upgrade({ ...document, openapi: '3.0.3' }, '3.1'), openapi: document.openapi };
}
