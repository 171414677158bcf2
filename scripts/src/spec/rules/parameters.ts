import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { follow } from '../references.ts';

/** How the client writes a parameter: the way that OpenAPI takes for granted. */
const writtenAs: Readonly<Record<string, unknown>> = {
  query: { style: 'form', explode: true, allowReserved: false },
  path: { style: 'simple', explode: false, allowReserved: false },
  header: { style: 'simple', explode: false, allowReserved: false },
};

/** A parameter is text, or a list of texts in the query. */
export const parameters: Oas3Rule = () => ({
  Parameter(parameter, { report, location, resolve }) {
    const { in: place, name } = parameter;
    const isPath = place === 'path';
    if (isPath && parameter.required !== true) {
      report({ message: `The path parameter ${name} needs "required: true".`, location: location.key() });
    }
    for (const [keyword, usual] of Object.entries(Object(writtenAs[place ?? '']))) {
      const value: unknown = Reflect.get(parameter, keyword);
      // A single text is written the same way with and without "explode".
      if (value === undefined || value === usual || (keyword === 'explode' && place !== 'query')) continue;
      report({
        message: `"${keyword}: ${value}" is not supported for the parameter ${name}: the client writes it as OpenAPI does by default, with "${keyword}: ${usual}".`,
        location: location.child(keyword).key(),
      });
    }
    const schema = follow(parameter.schema, location.child('schema'), resolve);
    let types = typesOf(schema?.node);
    if (place === 'query' && types.join() === 'array' && isPlainObject(schema?.node)) {
      types = typesOf(follow(schema.node.items, schema.location.child('items'), resolve)?.node);
    }
    const allowed = isPath ? ['string', 'integer'] : ['string', 'integer', 'number', 'boolean'];
    if (types.length === 0 || !types.every((type) => allowed.includes(type))) {
      const list = place === 'query' ? ', or an array of these' : '';
      report({
        message: `The ${place} parameter ${name} must have a schema of type ${allowed.join(' or ')}${list}.`,
        location: location.child('schema').key(),
      });
    }
  },
});

function typesOf(schema: unknown): string[] {
  const type = isPlainObject(schema) ? schema.type : undefined;
  return [type].flat().filter((type) => typeof type === 'string');
}
