import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { errorKinds } from '../extensions.ts';
import { follow } from '../references.ts';

/** Without one, the status alone says what a refusal means. */
export const missingErrorKind: Oas3Rule = () => ({
  Responses(responses, { report, location, resolve }) {
    for (const [status, responseOrRef] of Object.entries(responses)) {
      const response = follow(responseOrRef, location.child(status), resolve);
      if (!/^4\d\d$/.test(status) || !isPlainObject(response?.node)) continue;
      if (response.node['x-error-kind'] !== undefined) continue;
      report({
        message: `The ${status} response needs an x-error-kind, one of ${errorKinds.join(', ')}.`,
        location: response.location.key(),
      });
    }
  },
});
