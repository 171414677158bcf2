import { isPlainObject, type Location, type Oas3Rule } from '@redocly/openapi-core';
import { isProvenance, type Provenance } from '../extensions.ts';

const onThePage: Provenance = { source: 'page' };

/** That a provenance is well formed and in its place is checked with the other extensions. */
export const provenance: Oas3Rule = () => {
  const marked = new Map<string, { readonly provenance: Provenance; readonly location: Location }>();
  return {
    any: {
      enter(node: unknown, { location }) {
        if (!isPlainObject(node)) return;
        const own = node['x-provenance'];
        if (isProvenance(own)) marked.set(location.absolutePointer, { provenance: own, location });
      },
    },
    Root: {
      leave(_root, { report }) {
        for (const [pointer, { provenance, location }] of marked) {
          const inherited = nearestAbove(pointer, marked)?.provenance ?? onThePage;
          if (!says(provenance, inherited)) continue;
          report({
            message: `This node has "${inherited.source}" already, ${inherited === onThePage ? 'as every node without provenance' : 'from the node above it'}: remove it.`,
            location: location.child('x-provenance').key(),
          });
        }
      },
    },
  };
};

function nearestAbove<T>(pointer: string, marked: ReadonlyMap<string, T>): T | undefined {
  for (let end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
    const above = marked.get(pointer.slice(0, end));
    if (above !== undefined) return above;
  }
  return undefined;
}

function says(own: Provenance, inherited: Provenance): boolean {
  if (own.source === 'inferred' && inherited.source === 'inferred') return own.reason === inherited.reason;
  return own.source === inherited.source;
}
