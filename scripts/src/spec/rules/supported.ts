import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { follow } from '../references.ts';

/** What the generator has no answer for is refused here, so that it never has to guess. */
export const supported: Oas3Rule = () => ({
  MediaTypesMap(content: object, { report, location }) {
    for (const mediaType of Object.keys(content)) {
      if (mediaType === 'application/json') continue;
      report({
        message: `The media type ${mediaType} is not supported, only application/json.`,
        location: location.child(mediaType).key(),
      });
    }
  },
  Parameter(parameter, { report, location, resolve }) {
    const { in: place, name } = parameter;
    const isPath = place === 'path';
    if (isPath && parameter.required !== true) {
      report({ message: `The path parameter ${name} needs "required: true".`, location: location.key() });
    }
    for (const keyword of ['style', 'explode', 'allowReserved'] as const) {
      if (parameter[keyword] === undefined) continue;
      report({
        message: `The parameter ${name} is written the way that OpenAPI takes for granted: "${keyword}" is not supported.`,
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
  Responses(responses, { report, location }) {
    for (const status of Object.keys(responses)) {
      if (status.startsWith('x-') || /^[1-5]\d\d$/.test(status)) continue;
      report({
        message: `"${status}" is not supported: list each documented status on its own, like '404'.`,
        location: location.child(status).key(),
      });
    }
  },
});

function typesOf(schema: unknown): string[] {
  const type = isPlainObject(schema) ? schema.type : undefined;
  return [type].flat().filter((type) => typeof type === 'string');
}
