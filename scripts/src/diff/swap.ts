import { type Facts, isFacts, isNode, type Node, nodeAt, PLACE, type Swap } from './node.ts';

type NewSwap = Omit<Swap, 'label'>;

/** Says that one reference was put in the place of another. */
export function swapOf({ [PLACE]: a }: Node, { [PLACE]: b }: Node): NewSwap {
  return { pointer: b.pointer, from: a.raw, to: b.raw };
}

/** What a type is made of, as parts of the place that refers to it. */
export function swapped(type: Node, { [PLACE]: { label } }: Node, swap: NewSwap): Node {
  const own = type[PLACE].label;
  const rename = (node: Node): Node => {
    const place = node[PLACE];
    const name = place.label.startsWith(own) ? `${label}${place.label.slice(own.length)}` : place.label;
    const swapPlace = { ...place, label: name, swap: { ...swap, label: place.label } };
    return nodeAt(swapPlace, renameAll(node));
  };
  const renameAll = (facts: Facts): Facts =>
    Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, renameIn(fact)]));
  const renameIn = (fact: unknown): unknown => {
    if (isNode(fact)) return rename(fact);
    return isFacts(fact) ? renameAll(fact) : fact;
  };
  return rename(type);
}

/** The type of an operation's body, as the body refers to it. */
export function bodyType({ body }: Node): Node | undefined {
  return isNode(body) && isNode(body.schema) ? body.schema : undefined;
}

/** An operation whose fields that are sent in the body are parts of what was put there. */
export function withSwappedBody(operation: Node, swap: NewSwap): Node {
  const input = Object.entries(Object(operation.input)).map(([name, field]) => {
    return [name, isNode(field) && field.in === 'body' ? swapped(field, field, swap) : field];
  });
  return nodeAt(operation[PLACE], { ...operation, input: Object.fromEntries(input) });
}

/** An operation with another body, whose fields stay those of the operation. */
export function withBody(operation: Node, body: Node): Node {
  const { schema } = body;
  const own = isNode(schema) ? { schema: nodeAt(schema[PLACE], { ...schema, fields: undefined }) } : {};
  return nodeAt(operation[PLACE], { ...operation, body: nodeAt(body[PLACE], { ...body, ...own }) });
}
