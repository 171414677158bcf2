import type { Oas3Rule } from '@redocly/openapi-core';

/** What goes without saying is not said, and each answer is listed by its status. */
export const plainWriting: Oas3Rule = () => ({
  Parameter(parameter, { report, location }) {
    for (const keyword of ['style', 'explode', 'allowReserved'] as const) {
      if (parameter[keyword] === undefined) continue;
      report({
        message: `The parameter ${parameter.name} is written the way that OpenAPI takes for granted: leave "${keyword}" out.`,
        location: location.child(keyword).key(),
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
