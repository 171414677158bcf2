import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { errorKinds } from '../extensions.ts';
import { follow } from '../references.ts';

export const errorKind: Oas3Rule = () => ({
  Responses(responses, { report, location, resolve }) {
    for (const [status, responseOrRef] of Object.entries(responses)) {
      if (status.startsWith('x-')) continue;
      const response = follow(responseOrRef, location.child(status), resolve);
      if (!isPlainObject(response?.node)) continue;
      const isRefusal = /^4\d\d$/.test(status);
      const hasKind = response.node['x-error-kind'] !== undefined;
      if (isRefusal && !hasKind) {
        report({
          message: `The ${status} response needs an x-error-kind, one of ${errorKinds.join(', ')}.`,
          location: response.location.key(),
        });
      }
      if (!isRefusal && hasKind) {
        report({
          message: `x-error-kind belongs on 4xx responses only, and this response is used for ${status}: remove it.`,
          location: response.location.child('x-error-kind').key(),
        });
      }
    }
  },
});
