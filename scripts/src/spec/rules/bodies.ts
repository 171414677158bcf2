import { isPlainObject, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import { follow } from '../references.ts';

/** Bodies stand where HTTP and `fetch` let one travel, and say what they hold. */
export const bodies: Oas3Rule = () => {
  const content = {
    MediaType: ({ schema }: { readonly schema?: unknown }, { report, location, key }: UserContext) => {
      if (schema === undefined && key === 'application/json')
        report({ message: 'This body needs a schema: say what it holds.', location: location.key() });
    },
    MediaTypesMap: (types: object, { report, location }: UserContext) => {
      if (Object.keys(types).length > 0) return;
      report({ message: 'This body has no media type: describe it as application/json, or remove it.', location });
    },
  };
  return {
    Operation(operation, { report, location, key, resolve }) {
      const method = String(key).toUpperCase();
      if (method === 'TRACE') {
        report({ message: 'No fetch sends TRACE: leave the operation out.', location: location.key() });
      }
      if (operation.requestBody !== undefined && (method === 'GET' || method === 'HEAD')) {
        report({
          message: `No fetch sends a ${method} with a body: describe the fields as query parameters.`,
          location: location.child('requestBody').key(),
        });
      }
      for (const [status, responseOrRef] of Object.entries(operation.responses ?? {})) {
        const response = follow(responseOrRef, location.child(['responses', status]), resolve);
        const isEmpty = method === 'HEAD' || /^(1..|204|205|304)$/.test(status);
        if (!isEmpty || !isPlainObject(response?.node) || response.node.content === undefined) continue;
        report({
          message: `The ${status} answer to a ${method} has no body (RFC 9110 6.4.1): remove its content.`,
          location: response.location.child('content').key(),
        });
      }
    },
    RequestBody: content,
    Response: content,
  };
};
