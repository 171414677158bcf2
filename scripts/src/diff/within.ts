import { type Facts, isFacts, isNode, type Node, nodesIn, PLACE } from './node.ts';

/** Finds the schema that a reference of one document leads to. */
export type Resolve = (schema: Node) => Node;

/**
 * Tells whether each value of one type, of the first document, is one of another, of the second. With `isListed`, it has
 * no field either that the other does not list.
 */
export function isWithin(
  [inner, resolveInner]: readonly [Node, Resolve],
  [outer, resolveOuter]: readonly [Node, Resolve],
  { isListed = false }: { readonly isListed?: boolean } = {},
): boolean {
  const open = new Set<string>();

  function within(unresolvedA: Node, unresolvedB: Node): boolean {
    const [a, b] = [resolveInner(unresolvedA), resolveOuter(unresolvedB)];
    const pair = `${a[PLACE].pointer} ${b[PLACE].pointer}`;
    if (open.has(pair)) return true;
    open.add(pair);
    if (b.form === 'any') return true;
    if (a.form === 'any' || (a.nullable === true && b.nullable !== true)) return false;
    const [alternativesA, alternativesB] = [nodesIn(a, 'alternatives'), nodesIn(b, 'alternatives')];
    if (alternativesA.length > 0) return alternativesA.every(([, alternative]) => within(alternative, b));
    if (alternativesB.length > 0) return alternativesB.some(([, alternative]) => within(a, alternative));
    return (
      formsOf(a).every((form) => admits(b, form)) && holdsValues(a, b) && fields(a, b) && lists(b, a) && inside(a, b)
    );
  }

  const fields = (a: Node, b: Node) =>
    nodesIn(b, 'fields').every(([name, field]) => {
      const own = member(a, 'fields', name);
      if (!own) return field.required !== true;
      return (own.required === true || field.required !== true) && schemas(own, field, 'schema');
    });
  const lists = (b: Node, a: Node) =>
    !isListed || b.rest !== undefined || nodesIn(a, 'fields').every(([name]) => member(b, 'fields', name));
  const inside = (a: Node, b: Node) => schemas(a, b, 'items') && schemas(a, b, 'rest');
  const schemas = (a: Node, b: Node, name: string) => {
    const [one, other] = [a[name], b[name]];
    return !isNode(one) || !isNode(other) || within(one, other);
  };
  return within(inner, outer);
}

function member(node: Node, container: string, name: string): Node | undefined {
  return nodesIn(node, container).find(([key]) => key === name)?.[1];
}

function formsOf(schema: Node): string[] {
  return String(schema.form).split(' | ');
}

function admits(schema: Node, form: string): boolean {
  const forms = formsOf(schema);
  return forms.includes(form) || (form === 'integer' && forms.includes('number'));
}

function holdsValues(a: Node, b: Node): boolean {
  if (b.enum !== 'closed') return true;
  const admitted: Facts = isFacts(b.closedValues) ? b.closedValues : {};
  return a.enum === 'closed' && Object.keys(Object(a.closedValues)).every((value) => value in admitted);
}
