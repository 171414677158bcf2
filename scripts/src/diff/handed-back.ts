import { resolveIn } from './align.ts';
import { directionsIn } from './directions.ts';
import type { Model } from './document-model.ts';
import { isFacts, isNode, type Node, nodeAt, nodesIn, PLACE } from './node.ts';
import { isWithin, type Resolve } from './within.ts';

/** Tells whether an object of answers, as it was, can be given as input as it is. */
export type HandedBack = (read: Node | undefined) => boolean;

/** Looks for the objects that a client of a model takes: it refuses what they do not list. */
export function handedBackIn(model: Model): HandedBack {
  const resolve = resolveIn(model);
  let known: { readonly objects: ReadonlyMap<string, Node>; readonly given: readonly Node[] } | undefined;
  return (read) => {
    known ??= { objects: objectsIn(model), given: givenIn(model, resolve) };
    const { objects, given } = known;
    // Where a type is compared with another one, its node lacks what differs.
    const whole = read && objects.get(read[PLACE].pointer);
    if (!whole) return false;
    const object = nodeAt(whole[PLACE], { ...whole, nullable: false });
    return given.some((taken) => isWithin([object, resolve], [taken, resolve], { isListed: true }));
  };
}

function objectsIn({ operations, schemas }: Model): ReadonlyMap<string, Node> {
  return new Map([...nodesOf({ operations, schemas })].filter(isObject).map((node) => [node[PLACE].pointer, node]));
}

function givenIn(model: Model, resolve: Resolve): Node[] {
  const directions = directionsIn(model);
  const types = Object.entries(model.schemas).filter(([name]) => directions.get(name)?.has('sent'));
  const calls = Object.values(model.operations);
  const nodes = [...types.map(([, type]) => type), ...calls.map(({ input }) => input)].flatMap((one) => [
    ...nodesOf(one),
  ]);
  return [...nodes, ...calls.flatMap((call) => bodyOf(call, resolve))].filter(
    (node) => isObject(node) && node.rest === undefined,
  );
}

/** The body of a call, as the object that its fields make. */
function bodyOf({ input, body }: Node, resolve: Resolve): Node[] {
  if (!isNode(body)) return [];
  const fields = nodesIn({ input }, 'input').filter(([, field]) => field.in === 'body');
  const rest = isNode(body.schema) ? resolve(body.schema).rest : undefined;
  return [nodeAt(body[PLACE], { form: 'object', fields: Object.fromEntries(fields), rest })];
}

function isObject(node: Node): boolean {
  return nodesIn(node, 'fields').length > 0;
}

function* nodesOf(facts: unknown): Generator<Node> {
  if (!isFacts(facts)) return;
  if (isNode(facts)) yield facts;
  for (const inner of Object.values(facts)) yield* nodesOf(inner);
}
