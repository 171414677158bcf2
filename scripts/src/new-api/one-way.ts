import { isPlainObject } from '@redocly/openapi-core';
import { subschemas } from '../spec/directions.ts';
import { below, bodiesIn, child, type Node, type Normaliser, type Placed, target } from './node.ts';

/** Requires no field of a schema that is used in a direction in which the field does not travel. */
export const requireBothWays: Normaliser = (document, note) => {
  const bodies = bodiesIn(document).flatMap((body) => {
    const content = child(body, 'content');
    const media = content && child(content, 'application/json');
    const schema = media && child(media, 'schema');
    return schema ? [{ schema: target(document, schema), isSent: body.status === undefined }] : [];
  });
  const sent = bodies.filter(({ isSent }) => isSent).flatMap(({ schema }) => inBody(document, schema));
  const received = bodies.filter(({ isSent }) => !isSent).map(({ schema }) => schema);
  relax(reachable(document, sent), 'readOnly');
  relax(reachable(document, received), 'writeOnly');

  function relax(schemas: readonly Placed[], keyword: string): void {
    for (const { node, at } of schemas) {
      const required: unknown[] = Array.isArray(node.required) ? node.required : [];
      const properties = Object(node.properties);
      const isOneWay = (name: unknown) => {
        const property = properties[String(name)];
        return (
          isPlainObject(property) &&
          [property, target(document, { node: property, at: '' }).node].some((one) => one[keyword] === true)
        );
      };
      const oneWay = required.filter(isOneWay);
      if (oneWay.length === 0) continue;
      node.required = required.filter((name) => !oneWay.includes(name));
      if (oneWay.length === required.length) delete node.required;
      note(at, `${oneWay.join(', ')} is not required: it is ${keyword}, and the schema is used both ways.`);
    }
  }
};

/**
 * The schemas in a body of a request. Its own fields, also those that `allOf` puts together, are fields of the input, which
 * leaves out what is read only.
 */
function inBody(document: Node, body: Placed, inside: readonly Node[] = []): Placed[] {
  if (inside.includes(body.node)) return [];
  return innerOf(document, body).flatMap((inner) =>
    inner.keyword === 'allOf' ? inBody(document, inner, [...inside, body.node]) : [inner],
  );
}

function innerOf(document: Node, { node, at }: Placed): (Placed & { readonly keyword: unknown })[] {
  return [...subschemas(node)].flatMap(([path, inner]) =>
    isPlainObject(inner) ? [{ ...target(document, { node: inner, at: below(at, ...path) }), keyword: path[0] }] : [],
  );
}

function reachable(document: Node, from: readonly Placed[]): Placed[] {
  const found = new Map<Node, Placed>(from.map((schema) => [schema.node, schema]));
  for (const schema of found.values()) {
    for (const inner of innerOf(document, schema)) if (!found.has(inner.node)) found.set(inner.node, inner);
  }
  return [...found.values()];
}
