import type { Oas3Rule } from '@redocly/openapi-core';

/** The client reads and writes JSON: another description of a body is there for nobody. */
export const onlyJson: Oas3Rule = () => ({
  MediaTypesMap(content: object, { report, location }) {
    for (const mediaType of Object.keys(content)) {
      if (mediaType === 'application/json') continue;
      report({
        message: `The media type ${mediaType} is not supported, only application/json.`,
        location: location.child(mediaType).key(),
      });
    }
  },
});
