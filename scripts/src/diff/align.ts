import diff from 'microdiff';
import { paired } from './alternatives.ts';
import type { Model } from './document-model.ts';
import { type Facts, isNode, type Node, nodeAt, nodesIn, PLACE } from './node.ts';
import { bodyType, swapOf, swapped, withBody, withSwappedBody } from './swap.ts';
import { isWithin, type Resolve } from './within.ts';

/** How a type relates to the one that it replaces. */
export type Relation = 'wider' | 'narrower' | 'other';

type Pair<Of> = readonly [from: Of, to: Of];

/**
 * Gives what is the same thing in two models the same name, so that a differ compares it: an operation that has another
 * id, a success that has another status, a type that is written in place where it was a component.
 */
export function align(from: Model, to: Model): Pair<Facts> {
  const alignment = new Alignment(from, to);
  const [oldOperations, newOperations] = alignment.operations();
  const [oldSchemas, newSchemas] = alignment.members(from.schemas, to.schemas, (a, b) =>
    alignment.schema(a, b, a[PLACE].label),
  );
  return [
    { ...from, operations: oldOperations, schemas: oldSchemas },
    { ...to, operations: newOperations, schemas: newSchemas },
  ];
}

class Alignment {
  readonly #from: Model;
  readonly #to: Model;
  /** Pairs of types that are compared already. */
  readonly #open: Set<string>;

  constructor(from: Model, to: Model, open: Iterable<string> = []) {
    this.#from = from;
    this.#to = to;
    this.#open = new Set(open);
  }

  operations(): Pair<Facts> {
    const calls = (operations: Facts) => (name: string, other: Node) => {
      const node = operations[name];
      return isNode(node) && node.method === other.method && isSamePath(node.path, other.path);
    };
    const renamed = matched(this.#from.operations, this.#to.operations, calls(this.#from.operations));
    return this.members(this.#from.operations, renamed, (a, b) => this.#operation(a, b));
  }

  /** Pairs the nodes that two containers have by the same name; the others are left as they are. */
  members(from: Facts, to: Facts, pair: (a: Node, b: Node) => Pair<Node>): Pair<Facts> {
    const olds: Record<string, unknown> = { ...from };
    const news: Record<string, unknown> = { ...to };
    for (const [name, a] of Object.entries(from)) {
      const b = to[name];
      if (isNode(a) && isNode(b)) [olds[name], news[name]] = pair(a, b);
    }
    return [olds, news];
  }

  #operation(a: Node, b: Node): Pair<Node> {
    const [one, other] = this.#withBodySwap(a, b);
    const successes = matched(Object(one.successes), Object(other.successes), () => true);
    const path = isSamePath(one.path, other.path) ? one.path : other.path;
    const renamed = nodeAt(other[PLACE], { ...other, successes, path });
    const bodyOf = (context: string, name: string) => (x: Node, y: Node) =>
      this.#withSchema(x, y, name, `${a.id} ${context}`);
    return this.#inside(
      one,
      renamed,
      {
        input: bodyOf('sent', 'schema'),
        successes: bodyOf('received', 'body'),
        errors: bodyOf('received', 'body'),
      },
      (x, y) => this.#withBody(x, y, `${a.id} body`),
    );
  }

  /** The fields of a body are those of the operation; where they come from is told at the body. */
  #withBodySwap(a: Node, b: Node): Pair<Node> {
    const [from, to] = [bodyType(a), bodyType(b)];
    if (!from || !to || from.ref === to.ref || !this.#isSwap(from, to)) return [a, b];
    const swap = swapOf(from, to);
    return [withSwappedBody(a, swap), withSwappedBody(b, swap)];
  }

  /** Of the type of a body, all but its fields. */
  #withBody(a: Node, b: Node, context: string): Pair<Node> {
    if (!isNode(a.body) || !isNode(b.body)) return [a, b];
    const [one, other] = this.#withSchema(a.body, b.body, 'schema', context);
    return [withBody(a, one), withBody(b, other)];
  }

  #inside(
    a: Node,
    b: Node,
    containers: Readonly<Record<string, (x: Node, y: Node) => Pair<Node>>>,
    last: (x: Node, y: Node) => Pair<Node>,
  ): Pair<Node> {
    const olds: Record<string, unknown> = {};
    const news: Record<string, unknown> = {};
    for (const [name, pair] of Object.entries(containers)) {
      [olds[name], news[name]] = this.members(Object(a[name]), Object(b[name]), pair);
    }
    return last(nodeAt(a[PLACE], { ...a, ...olds }), nodeAt(b[PLACE], { ...b, ...news }));
  }

  #withSchema(a: Node, b: Node, name: string, context: string): Pair<Node> {
    const [one, other] = [a[name], b[name]];
    if (!isNode(one) || !isNode(other)) return [a, b];
    const [x, y] = this.schema(one, other, context);
    return [nodeAt(a[PLACE], { ...a, [name]: x }), nodeAt(b[PLACE], { ...b, [name]: y })];
  }

  /** Pairs two types; `context` tells directions apart, in each of which they are compared once. */
  schema(a: Node, b: Node, context: string): Pair<Node> {
    if (a.ref !== b.ref) {
      const [x, y] = [resolveIn(this.#from)(a), resolveIn(this.#to)(b)];
      const pair = `${context} ${x[PLACE].pointer} ${y[PLACE].pointer}`;
      if (this.#open.has(pair)) {
        return [nodeAt(a[PLACE], { nullable: x.nullable }), nodeAt(b[PLACE], { nullable: y.nullable })];
      }
      this.#open.add(pair);
      const swap = a[PLACE].swap ?? (this.#isSwap(a, b) ? swapOf(a, b) : undefined);
      return swap ? this.schema(swapped(x, a, swap), swapped(y, b, swap), context) : this.schema(x, y, context);
    }
    if (a.ref !== undefined) return [a, b];
    if (a.form !== b.form) return this.#otherForm(a, b);
    const alternatives = paired(Object(a.alternatives), Object(b.alternatives), (x, y) =>
      this.#distance(x, y, context),
    );
    const [olds, news] = this.#inside(
      blankValues(a, b),
      nodeAt(b[PLACE], { ...blankValues(b, a), alternatives }),
      {
        fields: (x, y) => this.#withSchema(x, y, 'schema', context),
        alternatives: (x, y) => this.schema(x, y, context),
      },
      (x, y) => this.#withSchema(x, y, 'items', context),
    );
    return this.#withSchema(olds, news, 'rest', context);
  }

  /** Counts in how much two types differ, which are not compared by that. */
  #distance(a: Node, b: Node, context: string): number {
    return diff(...new Alignment(this.#from, this.#to, this.#open).schema(a, b, context)).length;
  }

  /** A type that is called otherwise, or is written in place, is gone as what it was. */
  #isSwap(a: Node, b: Node): boolean {
    return Object.hasOwn(this.#to.schemas, String(a.ref)) || Object.hasOwn(this.#from.schemas, String(b.ref));
  }

  #otherForm(a: Node, b: Node): Pair<Node> {
    const [from, to] = [[a, resolveIn(this.#from)] as const, [b, resolveIn(this.#to)] as const];
    // Whether it may be null is a fact of its own.
    const plain = ([node, resolve]: readonly [Node, Resolve]) =>
      [nodeAt(node[PLACE], { ...node, nullable: false }), resolve] as const;
    const relation: Relation = isWithin(plain(from), plain(to))
      ? 'wider'
      : isWithin(plain(to), plain(from))
        ? 'narrower'
        : 'other';
    const facts = ({ nullable, deprecated, texts }: Node) => ({ nullable, deprecated, texts });
    return [nodeAt(a[PLACE], { ...facts(a), type: a.form }), nodeAt(b[PLACE], { ...facts(b), type: b.form, relation })];
  }
}

/** Tells whether two paths send the same: the name of a parameter is not sent, but which one stands where. */
function isSamePath(from: unknown, to: unknown): boolean {
  const [one, other] = [String(from), String(to)];
  return withoutRenamed(one, other) === withoutRenamed(other, one);
}

function withoutRenamed(path: string, other: string): string {
  return path.replaceAll(/\{[^}]+\}/g, (name) => (other.includes(name) ? name : '{}'));
}

/** Where an enum opens, closes, comes or goes, its values say no more. */
function blankValues(node: Node, other: Node): Node {
  if (node.enum === other.enum) return node;
  return nodeAt(node[PLACE], { ...node, closedValues: {}, knownValues: {} });
}

/** The type that a reference leads to, with what stands beside the reference. */
export function resolveIn(model: Model): Resolve {
  const resolve = (schema: Node): Node => {
    const target = typeof schema.ref === 'string' ? model.schemas[schema.ref] : undefined;
    if (!target) return schema;
    const { ref, ...inner } = target;
    const nullable = schema.nullable === true || inner.nullable === true;
    const texts = { ...Object(inner.texts), ...Object(schema.texts) };
    const node = nodeAt(target[PLACE], { ...inner, ref, nullable, texts });
    return ref === undefined ? node : resolve(node);
  };
  return resolve;
}

/** Names those of `to` that `from` has by another name as `from` does; what is left over on both sides alone is matched. */
function matched(from: Facts, to: Facts, isSame: (name: string, other: Node) => boolean): Facts {
  const gone = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  const come = nodesIn({ to }, 'to').filter(([name]) => !Object.hasOwn(from, name));
  const names = new Map<string, string>();
  for (const [name, node] of come) {
    const found = gone.find((old) => isSame(old, node));
    if (found === undefined) continue;
    gone.splice(gone.indexOf(found), 1);
    names.set(name, found);
  }
  return Object.fromEntries(Object.entries(to).map(([name, node]) => [names.get(name) ?? name, node]));
}
