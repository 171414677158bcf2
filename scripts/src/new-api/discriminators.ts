import { isPlainObject } from '@redocly/openapi-core';
import { child, children, type Node, type Normaliser, type Placed, schemasIn, target } from './node.ts';

const SCHEMAS = '#/components/schemas/';

/** Writes the schemas of a discriminator's `mapping` as references, also where they are called by their names alone. */
export const referByMapping: Normaliser = (document) => {
  const schemas = Object(Object(document.components).schemas);
  for (const schema of schemasIn(document)) {
    const discriminator = child(schema, 'discriminator');
    const mapping = discriminator && child(discriminator, 'mapping')?.node;
    for (const [value, name] of Object.entries(mapping ?? {})) {
      if (mapping && typeof name === 'string' && Object.hasOwn(schemas, name)) mapping[value] = `${SCHEMAS}${name}`;
    }
  }
};

interface Said {
  readonly name: string;
  readonly alternative: Placed;
  readonly values: readonly string[];
}

/** Says by a `const` in each alternative which it is, where a `discriminator` says it of them all. */
export const sayByConst: Normaliser = (document, note) => {
  const said = new Map<Node, Said>();
  for (const { node, at } of schemasIn(document)) {
    const { discriminator, ...schema } = node;
    if (!isPlainObject(discriminator) || typeof discriminator.propertyName !== 'string') continue;
    delete node.discriminator;
    note(at, 'The discriminator is left out: what the alternatives say themselves is read.');
    const name = discriminator.propertyName;
    for (const part of [schema.oneOf ?? schema.anyOf ?? []].flat()) {
      const { $ref } = Object(part);
      if (typeof $ref !== 'string' || !$ref.startsWith(SCHEMAS)) continue;
      const alternative = target(document, { node: { $ref }, at: $ref });
      const mapped = valuesOf($ref, Object(discriminator.mapping));
      const before = said.get(alternative.node)?.values ?? [];
      said.set(alternative.node, { name, alternative, values: [...new Set([...before, ...mapped])] });
    }
  }
  for (const { name, alternative, values } of said.values()) {
    const property = propertyOf(document, alternative.node, name);
    const { enum: _, const: known, ...described } = property ?? {};
    if (described.type !== 'string' || known !== undefined) continue;
    const constant = { ...described, ...(values.length === 1 ? { const: values[0] } : { enum: values }) };
    const at = restrict(document, alternative, name, constant);
    note(at, `${name} is ${values.join(' or ')} here, as the discriminator says.`);
  }
};

/** The values that lead to a schema: those of the mapping, or else its name. */
function valuesOf($ref: string, mapping: Node): string[] {
  const mapped = Object.keys(mapping).filter((value) => mapping[value] === $ref);
  return mapped.length > 0 ? mapped : [$ref.slice(SCHEMAS.length)];
}

/** A property of an object, its own or one that `allOf` gives it. */
function propertyOf(document: Node, node: Node, name: string, inside: readonly Node[] = []): Node | undefined {
  if (inside.includes(node)) return undefined;
  const own = Object(node.properties)[name];
  if (isPlainObject(own)) {
    const { $ref: _, ...beside } = own;
    return { ...target(document, { node: own, at: '' }).node, ...beside };
  }
  for (const part of children({ node, at: '' }, 'allOf')) {
    const found = propertyOf(document, target(document, part).node, name, [...inside, node]);
    if (found) return found;
  }
  return undefined;
}

/** Replaces a property where it is described, in a copy of what others inherit too; gives its place in the document. */
function restrict(document: Node, { node, at }: Placed, name: string, property: Node): string {
  if (Object.hasOwn(Object(node.properties), name)) {
    node.properties = { ...Object(node.properties), [name]: property };
    node.required = [...new Set([...[node.required ?? []].flat(), name])];
    return `${at}/properties/${name}`;
  }
  const parts = children({ node, at }, 'allOf').map((part) => ({ part, base: target(document, part) }));
  const holder = parts.findIndex(({ base }) => propertyOf(document, base.node, name) !== undefined);
  const copies = parts.map(({ part, base }, index) => (index === holder ? { ...base.node } : part.node));
  const [copy, from] = [copies[holder], parts[holder]];
  if (!copy || !from) return at;
  node.allOf = copies;
  return restrict(document, { node: copy, at: from.base.at }, name, property);
}
