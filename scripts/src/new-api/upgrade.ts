import { upgrade } from '@scalar/openapi-upgrader';
import type { Problem } from '../spec/problem.ts';
import { type Node, type Note, schemasIn } from './node.ts';
import { admitNull } from './nullable.ts';
import { dropSiblings } from './schemas.ts';

/** Writes a document of OpenAPI 3.0 as 3.1. */
export function upgradeFrom30(document: Node, note: Note): Node {
  dropSiblings(document, note);
  admitNull(document, note);
  note('#/openapi', 'OpenAPI 3.0 is written as 3.1.');
  return { ...upgrade(document, '3.1') };
}

/** Writes the words of OpenAPI 3.0 that a document of 3.1 still has, and that mean nothing there, as those of 3.1. */
export function upgradeWords(document: Node, note: Note): Node {
  const isOld = ({ node }: { readonly node: Node }) => OLD_WORDS.some((name) => typeof node[name] === 'boolean');
  const [first] = schemasIn(document).filter(isOld);
  if (!first) return document;
  note(first.at, 'Words of OpenAPI 3.0, such as nullable, are written as those of 3.1.');
  admitNull(document, note);
  return { ...upgrade({ ...document, openapi: '3.0.3' }, '3.1'), openapi: document.openapi };
}

/** Tells whether a problem is that of a word of OpenAPI 3.0, which `upgradeWords` writes otherwise. */
export function isOldWord({ pointer = '' }: Problem): boolean {
  return OLD_WORDS.some((name) => pointer.endsWith(`/${name}`));
}

const OLD_WORDS = ['nullable', 'exclusiveMinimum', 'exclusiveMaximum'];
