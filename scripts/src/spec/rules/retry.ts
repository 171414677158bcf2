import type { Oas3Rule } from '@redocly/openapi-core';

export const retry: Oas3Rule = () => ({
  Operation(operation, { report, location, key }) {
    const method = String(key).toUpperCase();
    const expected = method === 'GET' || method === 'HEAD' ? 'safe' : 'after-refusal';
    const actual: unknown = Reflect.get(operation, 'x-retry');
    if (actual === expected) return;
    report({
      message: `A ${method} operation needs "x-retry: ${expected}".`,
      location: actual === undefined ? location.key() : location.child('x-retry'),
    });
  },
});
