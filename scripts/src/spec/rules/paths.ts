import type { Oas3Rule } from '@redocly/openapi-core';

/** OpenAPI 3.1 lets a document hold components or webhooks alone. */
export const paths: Oas3Rule = () => ({
  Root(root, { report, location }) {
    if (root.paths !== undefined) return;
    report({ message: 'A client calls paths, and there are none: list them under "paths".', location: location.key() });
  },
});
