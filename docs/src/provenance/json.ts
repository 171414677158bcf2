/** A node of a parsed JSON document. */
export type Json = Readonly<Record<string, unknown>>;

/** Tells whether a value of a parsed document is an object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads what an internal reference such as `#/components/schemas/Ticket` points to. */
export function resolveRef(root: Json, ref: string): Json {
  if (!ref.startsWith('#/')) throw new Error(`${ref} leads out of the document: bundle it first`);
  let node: unknown = root;
  for (const token of ref.slice(2).split('/')) {
    const key = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
    node = isObject(node) ? node[key] : undefined;
  }
  if (!isObject(node)) throw new Error(`${ref} points to nothing`);
  return node;
}
