import diff from 'microdiff';
import { align } from './align.ts';
import { type Carriers, carriersIn } from './carriers.ts';
import { type Direction, directions } from './directions.ts';
import type { Model } from './document-model.ts';
import { type HandedBack, handedBackIn } from './handed-back.ts';
import { type Facts, isFacts, isNode, type Node, ORDER, PLACE } from './node.ts';

/** One thing in which two models differ. */
export interface Difference {
  /** The nearest node, as it was; undefined where there was none. */
  readonly from: Node | undefined;
  /** The nearest node, as it is; undefined where there is none any more. */
  readonly to: Node | undefined;
  /** The names of the fact within the nearest node; none where the node itself has come or gone. */
  readonly fact: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  /** Undefined for what is in no value that is sent or received. */
  readonly direction: Direction | undefined;
  /** The nodes that the nearest one is in, outermost first, as they were and are. */
  readonly holders: readonly { readonly from: Node | undefined; readonly to: Node | undefined }[];
  readonly isHandedBack: HandedBack;
  /** The places that have a type, by its name. */
  readonly carriers: Carriers;
}

const BY_FACT: Readonly<Record<string, Direction>> = {
  input: 'sent',
  body: 'sent',
  successes: 'received',
  errors: 'refusal',
};

/** Lists what differs, each once for each direction in which it is used. */
export function differencesOf(from: Model, to: Model): Difference[] {
  const [before, after] = align(from, to);
  const directionsFor = directions(from, to);
  const carriers = carriersIn(from, to);
  const isHandedBack = handedBackIn(from);
  return [...diff(before, after, { cyclesFix: false }), ...reordered(before, after)].flatMap((entry) => {
    const path = entry.path.map(String);
    const located = locate(path, before, after);
    const [section, name = '', fact = ''] = path;
    const isType = section === 'schemas' && path.length > 2;
    const ways = isType ? directionsFor(name) : new Set([section === 'operations' ? BY_FACT[fact] : undefined]);
    const [one, other] =
      'before' in entry ? [entry.before, entry.after] : [valueAt(before, path), valueAt(after, path)];
    return Array.from(ways, (direction) => ({
      ...located,
      before: one,
      after: other,
      direction,
      isHandedBack,
      carriers,
    }));
  });
}

export function valueAt(facts: object, path: readonly (string | number)[]): unknown {
  let found: unknown = facts;
  for (const name of path) found = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined;
  return found;
}

function locate(
  path: readonly string[],
  before: Facts,
  after: Facts,
): Pick<Difference, 'from' | 'to' | 'fact' | 'holders'> {
  const holders: { from: Node | undefined; to: Node | undefined }[] = [];
  let fact: string[] = [];
  let [one, other]: unknown[] = [before, after];
  for (const name of path) {
    [one, other] = [valueAt({ one }, ['one', name]), valueAt({ other }, ['other', name])];
    fact.push(name);
    if (!isNode(one) && !isNode(other)) continue;
    holders.push({ from: isNode(one) ? one : undefined, to: isNode(other) ? other : undefined });
    fact = [];
  }
  const { from, to } = holders.at(-1) ?? { from: undefined, to: undefined };
  return { from, to, fact, holders };
}

interface Reordered {
  readonly path: string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The containers whose members stand in another order: what is new or gone does not count. */
function* reordered(before: Facts, after: Facts, path: readonly string[] = []): Generator<Reordered> {
  const [olds, news] = [Object.keys(before), Object.keys(after)];
  // An operation that has moved is told as that.
  const isThere = (name: string) => path[0] !== 'operations' || path.length > 1 || isInPlace(before[name], after[name]);
  const [kept, still] = [
    olds.filter((name) => Object.hasOwn(after, name) && isThere(name)),
    news.filter((name) => Object.hasOwn(before, name) && isThere(name)),
  ];
  const isContainer = kept.some((name) => isNode(before[name]));
  if (isContainer && !isNode(before) && kept.join('\n') !== still.join('\n'))
    yield { path: [...path, ORDER], before: kept, after: still };
  for (const name of olds) {
    const [one, other] = [before[name], after[name]];
    if (isFacts(one) && isFacts(other)) yield* reordered(one, other, [...path, name]);
  }
}

function isInPlace(one: unknown, other: unknown): boolean {
  return isNode(one) && isNode(other) && one[PLACE].pointer === other[PLACE].pointer;
}
