import { isCollection, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, stringify } from 'yaml';

/** A fact is a text; facts are told apart by name, or by their place in a list. */
export type Fact = string | readonly string[] | Facts;

export interface Facts {
  readonly [name: string]: Fact;
}

/**
 * Lists where a file of facts and the facts of a spec differ, one sentence each: the file and line, what stands at either
 * place, and what to write in the file if the spec is right.
 */
export function compareFacts(file: string, source: string, spec: Facts): string[] {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const [error] = document.errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  if (!isMap(document.contents)) throw new Error(`${file} has no facts: write "server: ..." and what follows`);
  return compare(document.contents, spec, '', 1);

  function compare(node: Node, fact: Fact, path: string, line: number): string[] {
    if (isMap(node) && typeof fact === 'object' && !Array.isArray(fact))
      return compareNames(node.items, fact, path, line);
    const [here, there] = [textOf(node), textOf(fact)];
    if (here === there) return [];
    return [`${file}:${line}: ${path}: here is ${here}, the spec says ${there}: write ${there} here, or mend the spec`];
  }

  function compareNames(pairs: readonly Pair[], facts: object, path: string, line: number): string[] {
    const here = new Map(pairs.map((pair) => [textOf(pair.key), pair]));
    const spec: ReadonlyMap<string, Fact> = new Map(Object.entries(facts));
    const known = [...here].flatMap(([name, { key, value }]) => {
      const at = lineOf(key, line);
      const fact = spec.get(name);
      const below = path === '' ? name : `${path}.${name}`;
      if (fact === undefined)
        return [`${file}:${at}: ${below}: the spec has no such fact: remove it here, or mend the spec`];
      return isNode(value)
        ? compare(value, fact, below, at)
        : [`${file}:${at}: ${below}: nothing stands here, the spec says ${textOf(fact)}`];
    });
    const added = [...spec].filter(([name]) => !here.has(name));
    return [...known, ...added.map(([name, fact]) => missing(name, fact, path, line))];
  }

  function missing(name: string, fact: Fact, path: string, line: number): string {
    const block = stringify({ [name]: fact }, { lineWidth: 0 })
      .trimEnd()
      .replaceAll('\n', '\n  ');
    return `${file}:${line}: ${path || 'the file'}: the spec also has ${name}: write below this line, or mend the spec\n  ${block}`;
  }

  function lineOf(key: unknown, otherwise: number): number {
    const offset = isScalar(key) ? key.range?.[0] : undefined;
    return offset === undefined ? otherwise : lines.linePos(offset).line;
  }
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isCollection(value);
}

/** Writes a value in one line, as a file of facts has it. */
function textOf(value: unknown): string {
  const plain: unknown = isNode(value) ? value.toJSON() : value;
  return typeof plain === 'string' || typeof plain === 'number' ? `${plain}` : JSON.stringify(plain);
}
