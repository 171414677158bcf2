import type { Oas3Rule } from '@redocly/openapi-core';

/** Other generators ignore the extension: their users have only the words. */
export const requestContentType: Oas3Rule = () => ({
  Root(root, { report, location }) {
    const demanded: unknown = Reflect.get(root, 'x-request-content-type');
    if (demanded === undefined || root.info?.description?.includes(`Content-Type: ${demanded}`)) return;
    report({
      message: `Every request needs a header: say "Content-Type: ${demanded}" in info.description, for other generators.`,
      location: location.child('x-request-content-type').key(),
    });
  },
});
