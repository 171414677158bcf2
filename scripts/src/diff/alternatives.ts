import { type Facts, type Node, nodesIn } from './node.ts';

/** Names alternatives by what tells them apart: their type's name, the constant of a field, or their form. */
export function keyed(alternatives: readonly Node[]): Facts {
  const seen = new Map<string, number>();
  const entries = alternatives.map((alternative): [string, Node] => {
    const name = nameOf(alternative);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [count === 1 ? name : `${name} ${count}`, alternative];
  });
  return Object.fromEntries(entries);
}

/**
 * Names the alternatives of `to` as `from` names the same ones: first those that are equal, of which one by the same name
 * goes first, then those that differ least among such as nothing but their place tells apart.
 *
 * @param distance in how much two alternatives differ
 */
export function paired(from: Facts, to: Facts, distance: (a: Node, b: Node) => number): Facts {
  const olds = new Map(nodesIn({ from }, 'from'));
  const pairs = nodesIn({ to }, 'to').flatMap(([name, b]) =>
    [...olds].flatMap(([old, a]) => {
      const apart = distance(a, b);
      return apart === 0 || nameOf(a) === nameOf(b) ? [{ old, name, apart, isRenamed: old !== name }] : [];
    }),
  );
  const names = new Map<string, string>();
  for (const { old, name } of pairs.sort((x, y) => x.apart - y.apart || Number(x.isRenamed) - Number(y.isRenamed))) {
    if (!olds.has(old) || names.has(name)) continue;
    olds.delete(old);
    names.set(name, old);
  }
  return Object.fromEntries(Object.entries(to).map(([name, node]) => [names.get(name) ?? `new ${name}`, node]));
}

function nameOf(alternative: Node): string {
  return String(alternative.ref ?? constantOf(alternative) ?? alternative.form);
}

function constantOf({ fields }: Node): string | undefined {
  for (const [name, field] of Object.entries(Object(fields))) {
    const { schema } = Object(field);
    const values = Object.keys(Object(schema?.closedValues));
    if (values.length === 1) return `${name} ${values[0]}`;
  }
  return undefined;
}
