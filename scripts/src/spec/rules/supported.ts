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
    if (parameter.in !== 'path') return;
    const schema = follow(parameter.schema, location.child('schema'), resolve);
    const type = isPlainObject(schema?.node) ? schema.node.type : undefined;
    if (parameter.required !== true) {
      report({ message: `The path parameter ${parameter.name} needs "required: true".`, location: location.key() });
    }
    if (type !== 'string' && type !== 'integer') {
      report({
        message: `The path parameter ${parameter.name} must have a schema of type string or integer.`,
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
