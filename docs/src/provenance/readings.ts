import { isObject, type Json } from './json.ts';
import { ON_THE_PAGE, provenanceOf } from './marks.ts';

/** A reason of a spec, with the places that it is given for. */
export interface Reading {
  readonly reason: string;
  /** Such as `parameters › Offset › schema`. */
  readonly places: readonly string[];
}

/** Lists what is our reading in a bundled spec, each reason once. */
export function readingsOf(document: Json): readonly Reading[] {
  const places = new Map<string, string[]>();
  visit(document, [], (path, node) => {
    const own = 'x-provenance' in node ? provenanceOf(node, ON_THE_PAGE) : ON_THE_PAGE;
    if (own.source !== 'inferred') return;
    places.set(own.reason, [...(places.get(own.reason) ?? []), path.filter((key) => key !== 'components').join(' › ')]);
  });
  return Array.from(places, ([reason, at]) => ({ reason, places: at }));
}

function visit(node: unknown, path: readonly string[], call: (path: readonly string[], node: Json) => void): void {
  if (Array.isArray(node)) for (const [index, item] of node.entries()) visit(item, [...path, `${index}`], call);
  if (!isObject(node)) return;
  call(path, node);
  for (const [key, value] of Object.entries(node)) {
    if (!key.startsWith('x-') && !key.startsWith('example')) visit(value, [...path, key], call);
  }
}
