import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { follow } from '../references.ts';

/** Only a refusal can be one after which the call may be repeated: what was accepted must not be sent again. */
export const repeatable: Oas3Rule = () => ({
  Responses(responses, { report, location, resolve }) {
    for (const [status, responseOrRef] of Object.entries(responses)) {
      if (status.startsWith('x-') || /^[45]\d\d$/.test(status)) continue;
      const response = follow(responseOrRef, location.child(status), resolve);
      if (!isPlainObject(response?.node) || response.node['x-repeatable'] === undefined) continue;
      report({
        message: `x-repeatable belongs on 4xx and 5xx responses only, and this response is used for ${status}: remove it.`,
        location: response.location.child('x-repeatable').key(),
      });
    }
  },
});
