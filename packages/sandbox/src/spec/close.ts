import { at, entries, isObject, type JsonObject, mapValues, text } from '../json.ts';
import { declaredKeyword, inPlaceKeywords, strictComponent, strictValue } from './strict.ts';

/** The schemas of a document, closed as the sandbox judges by them, and written as other programs expect. */
export interface ClosedSchemas {
  /** The components, by name. */
  readonly components: JsonObject;
  /** Closes a schema where a value stands. */
  close(schema: unknown): unknown;
}

/**
 * Closes the schemas of a document. Where nothing builds upon a component, the component itself says
 * `additionalProperties: false`, which every program knows; elsewhere `unevaluatedProperties` stands beside the `$ref`.
 * The suffix is put behind the name of each component.
 */
export function closeSchemas(document: unknown, suffix = ''): ClosedSchemas {
  const builtUpon = partsIn(document);
  const schemas = at(document, 'components', 'schemas');
  const close = (schema: unknown): unknown => plain(strictValue(document, schema), builtUpon, suffix);
  const components = entries(schemas).map(([name, schema]) => [
    name + suffix,
    builtUpon.has(referenceTo(name)) ? plain(strictComponent(document, schema), builtUpon, suffix) : close(schema),
  ]);
  return { components: Object.fromEntries(components), close };
}

const prefix = '#/components/schemas/';

function referenceTo(name: string): string {
  return prefix + name;
}

/** Lists the references that stand where a schema is a part of another one. */
function partsIn(node: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (inner: unknown): void => {
    for (const [keyword, value] of Array.isArray(inner) ? inner.entries() : entries(inner)) {
      if (inPlaceKeywords.some((known) => known === keyword)) {
        for (const part of [value].flat()) {
          const reference = text(at(part, '$ref'));
          if (reference !== undefined) found.add(reference);
        }
      }
      walk(value);
    }
  };
  walk(node);
  return found;
}

/** Writes a closed schema without what is the sandbox's own. */
function plain(node: unknown, builtUpon: ReadonlySet<string>, suffix: string): unknown {
  if (Array.isArray(node)) return node.map((item) => plain(item, builtUpon, suffix));
  if (!isObject(node)) return node;
  const copy: Record<string, unknown> = { ...mapValues(node, (inner) => plain(inner, builtUpon, suffix)) };
  const reference = text(node.$ref);
  if (reference?.startsWith(prefix)) copy.$ref = reference + suffix;
  if (!(declaredKeyword in copy)) return copy;
  const { unevaluatedProperties, [declaredKeyword]: _, ...open } = copy;
  if (reference !== undefined && !builtUpon.has(reference)) return open;
  const isComposed = reference !== undefined || inPlaceKeywords.some((keyword) => keyword in open);
  return isComposed ? { ...open, unevaluatedProperties } : { additionalProperties: false, ...open };
}
