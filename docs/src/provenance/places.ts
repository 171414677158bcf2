import { isObject, type Json, resolveRef } from './json.ts';
import type { Provenance } from './marks.ts';
import type { Kind } from './shapes.ts';

/** Where a node stands in what holds it. */
export interface Place {
  readonly kind: Kind;
  /** The key of the holder, such as `properties`, and the node's own below it. */
  readonly key: string;
  readonly name: string;
  /** Where it comes from that a field is required; absent when it is not. */
  readonly requiredBy?: Provenance;
  /** The fields that a composed schema requires, for its parts. */
  readonly requirements?: ReadonlyMap<string, Provenance>;
}

/** Nodes that a reader meets as an entry of their own, each with a mark whatever stands around it. */
const ENTRIES: ReadonlySet<Kind> = new Set([
  ...(['operation', 'server', 'securityScheme', 'parameter', 'header'] as const),
  ...(['requestBody', 'response', 'link'] as const),
]);

/** Where a schema is an entry: a model, a field, a body. */
const SCHEMA_ENTRIES: ReadonlySet<string> = new Set(['schemas', 'properties', 'mediaType']);

/** Tells whether a node always has a mark; the others have one where they differ from what holds them. */
export function isEntry({ kind, key }: Place): boolean {
  return kind === 'schema' ? SCHEMA_ENTRIES.has(key) : ENTRIES.has(kind);
}

/** Tells whether it says something of its own that a node is here: a body is what its answer has been said to be. */
export function canStandByItself(place: Place): boolean {
  return isEntry(place) && place.key !== 'mediaType';
}

const NEVER_DESCRIBED: ReadonlySet<Kind> = new Set(['root', 'components', 'pathItem', 'mediaType', 'link']);

/** Tells whether starlight-openapi shows the description of a node in this place; else its holder has to say it. */
export function isShown(node: Json, { kind, key }: Place, root: Json): boolean {
  if (NEVER_DESCRIBED.has(kind)) return false;
  if (key === 'items') return isObjectSchema(node, root) && !isChoice(node, root);
  return key !== 'allOf' && key !== 'not' && !(kind === 'schema' && isChoice(node, root));
}

function isChoice(node: Json, root: Json): boolean {
  const schema = typeof node.$ref === 'string' ? resolveRef(root, node.$ref) : node;
  return Array.isArray(schema.anyOf) || Array.isArray(schema.oneOf);
}

function isObjectSchema(node: Json, root: Json): boolean {
  const schema = typeof node.$ref === 'string' ? resolveRef(root, node.$ref) : node;
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flat().filter(isObject);
  return schema.type === 'object' || 'properties' in schema || parts.some((part) => isObjectSchema(part, root));
}
