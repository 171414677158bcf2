import { isPlainObject } from '@redocly/openapi-core';
import { child, type Node, type Normaliser, type Placed, schemasIn, target } from './node.ts';

const SCHEMAS = '#/components/schemas/';

/** Says by a `const` in each alternative which it is, where a `discriminator` says it of them all. */
export const sayByConst: Normaliser = (document, note) => {
  const values = new Map<Node, { readonly name: string; readonly alternative: Placed; readonly values: string[] }>();
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
      const before = values.get(alternative.node);
      values.set(alternative.node, { name, alternative, values: [...new Set([...(before?.values ?? []), ...mapped])] });
    }
  }
  for (const { name, alternative, values: said } of values.values()) {
    const holder = [alternative, ...partsOf(alternative)].find((part) => child(part, 'properties')?.node[name]);
    const property = holder && child(holder, 'properties')?.node;
    const { enum: _, const: known, ...described } = Object(property?.[name]);
    if (!holder || !property || described.type !== 'string' || known !== undefined) continue;
    property[name] = { ...described, ...(said.length === 1 ? { const: said[0] } : { enum: said }) };
    holder.node.required = [...new Set([...[holder.node.required ?? []].flat(), name])];
    note(`${holder.at}/properties/${name}`, `${name} is ${said.join(' or ')} here, as the discriminator says.`);
  }
};

/** The values that lead to a schema: those of the mapping, or else its name. */
function valuesOf($ref: string, mapping: Node): string[] {
  const name = $ref.slice(SCHEMAS.length);
  const mapped = Object.keys(mapping).filter((value) => mapping[value] === $ref || mapping[value] === name);
  return mapped.length > 0 ? mapped : [name];
}

function partsOf({ node, at }: Placed): Placed[] {
  const parts: unknown[] = Array.isArray(node.allOf) ? node.allOf : [];
  return parts.flatMap((part, index) => (isPlainObject(part) ? [{ node: part, at: `${at}/allOf/${index}` }] : []));
}
