import type { Oas3Rule } from '@redocly/openapi-core';

export const pathSegments: Oas3Rule = () => ({
  Paths(paths, { report, location }) {
    for (const path of Object.keys(paths)) {
      const mixed = path.split('/').find((segment) => /[{}]/.test(segment) && !/^\{[^{}]+\}$/.test(segment));
      if (mixed === undefined) continue;
      report({
        message: `The segment "${mixed}" mixes text and parameters: a parameter must fill its segment, as in /tickets/{ticketId}.`,
        location: location.child(path).key(),
      });
    }
  },
});
