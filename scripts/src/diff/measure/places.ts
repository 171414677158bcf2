import { componentName, type Document, resolve, type Schema } from '../../generate/document.ts';
import { objectOf } from '../../generate/model.ts';
import { below, pointer } from '../node.ts';

/** A node of a document, with JSON pointers to what leads there: its own first, the operation's or component's last. */
export interface Place<Node = Schema> {
  readonly node: Node;
  readonly trail: readonly string[];
}

/** A field of an object. */
export interface Field {
  readonly name: string;
  readonly isRequired: boolean;
  readonly place: Place;
}

/** The place of what a node holds. */
export function inside<Node>({ trail }: Place<unknown>, path: readonly (string | number)[], node: Node): Place<Node> {
  return { node, trail: [below(trail[0] ?? '', ...path), ...trail] };
}

/** The place that a reference leads to, or the place itself. */
export function followed<Node extends object>(
  document: Document,
  place: Place<Node | { readonly $ref: string }>,
): Place<Node> {
  const { node, trail } = place;
  const target = resolve<Node>(document, node);
  if (!('$ref' in node) || typeof node.$ref !== 'string') return { node: target, trail };
  return { node: target, trail: [decodeURIComponent(node.$ref.slice(1)), ...trail] };
}

/** The fields of an object, those of its `allOf` too. */
export function fieldsOf(document: Document, place: Place): Field[] {
  const { required = [] } = objectOf(document, place.node);
  const fields = [...placesOf(document, place)].map(([name, field]): [string, Field] => [
    name,
    { name, isRequired: required.includes(name), place: field },
  ]);
  return [...new Map(fields).values()];
}

function* placesOf(document: Document, place: Place): Generator<[name: string, Place]> {
  const at = followed(document, place);
  for (const [index, part] of (at.node.allOf ?? []).entries()) {
    yield* placesOf(document, inside(at, ['allOf', index], part));
  }
  for (const [name, property] of Object.entries(at.node.properties ?? {})) {
    yield [name, inside(at, ['properties', name], property)];
  }
}

/** JSON pointers to the components that a schema holds, at any depth. */
export function componentsIn(document: Document, schema: Schema): string[] {
  const found = new Set<string>();
  const seen = new Set<Schema>();
  const open = [schema];
  for (let next = open.pop(); next; next = open.pop()) {
    const component = componentName(next);
    if (component !== undefined) found.add(pointer('components', 'schemas', component));
    const node = resolve(document, next);
    if (seen.has(node)) continue;
    seen.add(node);
    const { items, additionalProperties: rest, properties = {}, allOf = [], anyOf = [], oneOf = [] } = node;
    open.push(...Object.values(properties), ...allOf, ...anyOf, ...oneOf);
    if (items) open.push(items);
    if (typeof rest === 'object') open.push(rest);
  }
  return [...found];
}
