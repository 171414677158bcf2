import fc from 'fast-check';

/** A node of a spec. */
export interface Node {
  readonly [key: string]: unknown;
}

/** Texts of the formats that a vendor may check. */
const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-03-01',
  'date-time': '2026-03-01T09:00:00Z',
  email: 'ana@vendor.test',
  uri: 'https://vendor.test/a',
  uuid: '6f1c2f0e-6a53-4f0e-9a53-0d9e5f0e6a53',
};
const TEXT = 'a b&c=ü/"\\';

/** A value of a schema: the first alternative, and from the depth of 3 on only the fields that are required. */
export function exampleOf(document: unknown, schema: unknown, depth = 0): unknown {
  const node = at(document, schema);
  // A schema without an end is refused by the lint.
  if (depth > 40) return null;
  if (node.const !== undefined) return node.const;
  const [first] = list(node.enum ?? node['x-extensible-enum']);
  if (first !== undefined) return first;
  const [alternative] = list(node.anyOf ?? node.oneOf);
  if (alternative !== undefined) return exampleOf(document, alternative, depth + 1);
  const [type] = [node.type].flat();
  if (type === 'array')
    return node.items === undefined || depth > 3 ? [] : [exampleOf(document, node.items, depth + 1)];
  if (type === 'object' || node.allOf) {
    const parts = [node, ...list(node.allOf).map((part) => at(document, part))];
    const required = new Set<unknown>(parts.flatMap((part) => list(part.required)));
    return Object.fromEntries(
      parts
        .flatMap(({ properties }) => Object.entries(Object(properties)))
        .filter(([name]) => depth < 3 || required.has(name))
        .map(([name, property]) => [name, exampleOf(document, property, depth + 1)]),
    );
  }
  if (type === 'integer' || type === 'number') return numberOf(node, type === 'integer' ? 7 : 1.5);
  if (type === 'boolean') return true;
  return type === 'null' ? null : textOf(node);
}

function textOf({ format, pattern }: Node): string {
  const matching = typeof pattern === 'string' ? textMatching(pattern) : undefined;
  return matching ?? FORMATS[String(format)] ?? TEXT;
}

function textMatching(pattern: string): string | undefined {
  try {
    return fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 1, numRuns: 1 })[0];
  } catch {
    // It knows no lookaround.
    return undefined;
  }
}

/** A number within the range of a schema. */
function numberOf({ minimum, maximum }: Node, usual: number): number {
  return Math.min(Math.max(usual, Number(minimum ?? usual)), Number(maximum ?? usual));
}

/** Follows references; one that leads to itself is refused by the lint, and is nothing here. */
export function at(document: unknown, schema: unknown, hops = 0): Node {
  const { $ref } = Object(schema);
  if (typeof $ref !== 'string' || hops > 9) return Object(schema);
  const [, kind = '', name = ''] = $ref.slice(2).split('/');
  return at(document, Object(document).components[kind][name], hops + 1);
}

/** The nodes of a list; none where there is no list. */
export function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value : [];
}
