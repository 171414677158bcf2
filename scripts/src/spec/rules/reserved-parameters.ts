import type { Oas3Rule } from '@redocly/openapi-core';

const insteadOf = new Map([
  ['authorization', 'describe it as a security scheme'],
  ['accept', 'describe what the responses contain'],
  ['content-type', 'describe what the request body contains, or set x-request-content-type'],
]);

export const reservedParameters: Oas3Rule = () => ({
  Parameter({ in: place, name }, { report, location }) {
    if (place === 'cookie') {
      report({
        message: 'Cookie parameters are not supported: use the query or a header.',
        location: location.child('in'),
      });
    }
    const instead = place === 'header' ? insteadOf.get(String(name).toLowerCase()) : undefined;
    if (instead !== undefined) {
      report({
        message: `OpenAPI ignores a header parameter named ${name}: ${instead}.`,
        location: location.child('name'),
      });
    }
  },
});
