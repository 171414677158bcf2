import type { Model } from './document-model.ts';
import { type Facts, isFacts, isNode, PLACE } from './node.ts';

/** Which way a value goes: in a request, in a success, or in a refusal. */
export type Direction = 'sent' | 'received' | 'refusal';

/** Tells whether a field is no part of what goes in a direction. */
export function isHidden(field: Facts | undefined, direction: Direction | undefined): boolean {
  return field?.access === (direction === 'sent' ? 'read only' : 'write only');
}

/** Tells in which directions the types of a spec are used, by their names. */
export function directionsIn({ operations, schemas }: Model): ReadonlyMap<string, ReadonlySet<Direction>> {
  const uses = new Map<string, Set<Direction>>();

  function walk(facts: unknown, direction: Direction): void {
    if (!isFacts(facts) || isHidden(facts, direction)) return;
    if (isNode(facts)) for (const name of [facts.ref, ...(facts[PLACE].parts ?? [])]) use(name, direction);
    for (const inner of Object.values(facts)) walk(inner, direction);
  }

  function use(name: unknown, direction: Direction): void {
    if (typeof name !== 'string') return;
    const known = uses.get(name) ?? new Set();
    uses.set(name, known);
    if (known.has(direction)) return;
    known.add(direction);
    walk(schemas[name], direction);
  }

  for (const { input, body, successes, errors } of Object.values(operations)) {
    walk(input, 'sent');
    walk(body, 'sent');
    walk(successes, 'received');
    walk(errors, 'refusal');
  }
  return uses;
}

/** The directions that count for a type: those that it had and has; of one that nothing uses, any that its type may serve. */
export function directions(from: Model, to: Model): (name: string) => ReadonlySet<Direction> {
  const [olds, news] = [directionsIn(from), directionsIn(to)];
  return (name) => {
    const [before, after] = [olds.get(name) ?? NONE, news.get(name) ?? NONE];
    const both = before.intersection(after);
    if (both.size > 0) return both;
    const either = before.union(after);
    return either.size > 0 ? either : UNUSED;
  };
}

const NONE: ReadonlySet<Direction> = new Set();
const UNUSED: ReadonlySet<Direction> = new Set(['sent', 'received']);
