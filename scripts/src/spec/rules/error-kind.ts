import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { follow } from '../references.ts';

export const errorKind: Oas3Rule = () => ({
  Responses(responses, { report, location, resolve }) {
    for (const [status, responseOrRef] of Object.entries(responses)) {
      if (status.startsWith('x-') || /^4\d\d$/.test(status)) continue;
      const response = follow(responseOrRef, location.child(status), resolve);
      if (!isPlainObject(response?.node) || response.node['x-error-kind'] === undefined) continue;
      report({
        message: `x-error-kind belongs on 4xx responses only, and this response is used for ${status}: remove it.`,
        location: response.location.child('x-error-kind').key(),
      });
    }
  },
});
