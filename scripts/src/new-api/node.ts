import { escapePointerFragment, isPlainObject } from '@redocly/openapi-core';
import { METHODS } from '../generate/document.ts';
import { subschemas } from '../spec/directions.ts';

/** An object of a document that is being put right. */
export type Node = Record<string, unknown>;

/** A node with its place, as a JSON pointer that starts with `#`. */
export interface Placed {
  readonly node: Node;
  readonly at: string;
}

/** Tells where a document was changed, and how. */
export type Note = (at: string, text: string) => void;

/** Puts one kind of writing right, in place. */
export type Normaliser = (document: Node, note: Note) => void;

export function below(at: string, ...names: readonly (string | number)[]): string {
  return [at, ...names.map((name) => escapePointerFragment(String(name)))].join('/');
}

/** The object at a name, if there is one. */
export function child({ node, at }: Placed, name: string): Placed | undefined {
  const value = node[name];
  return isPlainObject(value) ? { node: value, at: below(at, name) } : undefined;
}

/** The objects of a map or a list. */
export function children(parent: Placed, name: string): (Placed & { readonly name: string })[] {
  return Object.entries(Object(parent.node[name])).flatMap(([key, value]) =>
    isPlainObject(value) ? [{ node: value, at: below(parent.at, name, key), name: key }] : [],
  );
}

/** What a node refers to within the document, or the node itself. */
export function target(document: Node, placed: Placed): Placed {
  const { $ref } = placed.node;
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return placed;
  let found: unknown = document;
  for (const token of $ref.slice(2).split('/')) {
    found = Object(found)[unescaped(token)];
  }
  return isPlainObject(found) ? { node: found, at: $ref } : placed;
}

/** Reads a token of a JSON pointer in a URL (RFC 6901 6). */
export function unescaped(token: string): string {
  return decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
}

export interface PlacedOperation extends Placed {
  readonly method: string;
  readonly path: string;
  readonly item: Placed;
}

/** The operations that a client calls. */
export function operationsIn(document: Node): PlacedOperation[] {
  return children({ node: document, at: '#' }, 'paths').flatMap(operationsOf);
}

/** The operations of a path. */
export function operationsOf(item: Placed & { readonly name: string }): PlacedOperation[] {
  return METHODS.flatMap((method) => {
    const operation = child(item, method);
    return operation ? [{ ...operation, method, path: item.name, item }] : [];
  });
}

/** The content of request bodies and answers, with the statuses that it is given for; none for a request. */
export function bodiesIn(document: Node): (Placed & { readonly status?: string; readonly method: string })[] {
  return operationsIn(document).flatMap((operation) => {
    const body = child(operation, 'requestBody');
    const { method } = operation;
    return [
      ...(body ? [{ ...target(document, body), method }] : []),
      ...children(operation, 'responses').map((response) => ({
        ...target(document, response),
        status: response.name,
        method,
      })),
    ];
  });
}

/** The parameters of paths and operations. */
export function parameterListsIn(document: Node): Placed[] {
  const items = children({ node: document, at: '#' }, 'paths');
  return [...items, ...operationsIn(document)].filter(({ node }) => Array.isArray(node.parameters));
}

const values = new Set(['example', 'examples', 'default', 'enum', 'const', 'value', 'mapping']);

/** Every schema of a document, the inner ones first. */
export function schemasIn(document: Node): Placed[] {
  const found: Placed[] = [];
  const seen = new Set<unknown>();

  function visit(schema: unknown, at: string): void {
    if (!isPlainObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    for (const [path, inner] of subschemas(schema)) visit(inner, below(at, ...path));
    found.push({ node: schema, at });
  }

  function walk(node: unknown, at: string): void {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      const here = below(at, name);
      if (name === 'schema') visit(value, here);
      else if (here === '#/components/schemas') {
        for (const [key, schema] of Object.entries(Object(value))) visit(schema, below(here, key));
      } else if (!values.has(name) && !name.startsWith('x-')) walk(value, here);
    }
  }

  walk(document, '#');
  return found;
}
