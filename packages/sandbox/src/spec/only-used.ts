import { at, entries, type JsonObject, text } from '../json.ts';

/** Leaves out of a document the components that nothing refers to; security schemes are referred to by their names. */
export function onlyUsed(document: JsonObject): JsonObject {
  const used = new Set<string>();
  const visit = (node: unknown): void => {
    for (const [key, value] of Array.isArray(node) ? node.entries() : entries(node)) {
      const reference = key === '$ref' ? text(value) : undefined;
      if (reference === undefined) visit(value);
      else if (!used.has(reference)) {
        used.add(reference);
        visit(at(document, ...reference.split('/').slice(1)));
      }
    }
  };
  visit(document.paths);
  const components = entries(document.components).flatMap(([kind, all]) => {
    const kept = kind === 'securitySchemes' ? all : keepUsed(all, `#/components/${kind}/`, used);
    return entries(kept).length === 0 ? [] : [[kind, kept]];
  });
  return { ...document, components: Object.fromEntries(components) };
}

function keepUsed(all: unknown, prefix: string, used: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(entries(all).filter(([name]) => used.has(prefix + name)));
}
