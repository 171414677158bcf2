import { extensions } from '../spec/extensions.ts';
import type { Facts } from './node.ts';

/** Keywords that say something to people or to other tools, and nothing to a client. */
const TEXTS: readonly string[] = [
  ...['summary', 'description', 'title', 'tags', 'externalDocs', 'info', 'jsonSchemaDialect', 'openapi'],
  ...['example', 'examples', 'links', 'headers', 'callbacks', 'webhooks', 'encoding', 'bearerFormat'],
  ...['style', 'explode', 'allowReserved', 'xml', '$comment', 'discriminator', 'x-provenance'],
];

/**
 * Sorts what nobody has read of a node: texts, and what no rule knows. An extension of others is a text; one of ours that
 * stands here for the first time is not.
 */
export function leftover(raw: object, read: readonly string[]): Facts {
  const texts: Record<string, unknown> = {};
  const unknown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (read.includes(name)) continue;
    (isText(name) ? texts : unknown)[name] = value;
  }
  return { texts, unknown };
}

/** Tells whether a keyword says nothing to a client. */
export function isText(name: string): boolean {
  return TEXTS.includes(name) || (name.startsWith('x-') && !extensions.has(name));
}
