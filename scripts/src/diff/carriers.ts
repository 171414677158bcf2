import type { Model } from './document-model.ts';
import { isFacts, isNode, PLACE } from './node.ts';

/** The places that have a type, by its name: `Ticket.closedAt` of `Instant`. */
export type Carriers = (type: string) => readonly string[];

/** Finds the places of some models that have a type, whether by a reference of their own or by those of other types. */
export function carriersIn(...models: readonly Model[]): Carriers {
  let places: Map<string, Set<string>> | undefined;
  const placesOf = (type: string): ReadonlySet<string> => {
    places ??= readPlaces(models);
    return places.get(type) ?? new Set();
  };

  function carriers(type: string, open: ReadonlySet<string>): string[] {
    if (open.has(type)) return [];
    return [...placesOf(type)].flatMap((label) => {
      // The place may be a type itself, or the items of one.
      const [whole = '', rest = ''] = /^([^.[]+)(\[.*)?$/.exec(label)?.slice(1) ?? [];
      const outer = carriers(whole, new Set([...open, type]));
      return [label, ...outer.map((carrier) => `${carrier}${rest}`)];
    });
  }
  return (type) => carriers(type, new Set());
}

function readPlaces(models: readonly Model[]): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();

  function walk(facts: unknown): void {
    if (!isFacts(facts)) return;
    if (isNode(facts)) {
      const { label, parts = [] } = facts[PLACE];
      for (const type of [facts.ref, ...parts]) if (typeof type === 'string') add(type, label);
    }
    for (const inner of Object.values(facts)) walk(inner);
  }

  function add(type: string, label: string): void {
    places.set(type, (places.get(type) ?? new Set()).add(label));
  }

  for (const { schemas } of models) walk(schemas);
  return places;
}
