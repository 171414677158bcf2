import type { Oas3Rule } from '@redocly/openapi-core';

/** A client only calls: it answers nothing. */
export const incoming: Oas3Rule = () => ({
  Root(root, { report, location }) {
    if (!('webhooks' in root)) return;
    report({
      message: 'Nothing is generated from webhooks: describe them in words.',
      location: location.child('webhooks').key(),
    });
  },
  Operation({ callbacks }, { report, location }) {
    if (callbacks === undefined) return;
    report({
      message: 'Nothing is generated from callbacks: describe them in words.',
      location: location.child('callbacks').key(),
    });
  },
});
