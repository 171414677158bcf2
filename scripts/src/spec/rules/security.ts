import type { Oas3Rule } from '@redocly/openapi-core';
import { readCredential } from '../credential.ts';

/** Every operation is called with the same credential, which the client sends as it is given. */
export const security: Oas3Rule = () => ({
  Root(root, context) {
    const credential = readCredential(root, context);
    if ('message' in credential) context.report(credential);
  },
  Operation(operation, { report, location }) {
    if (operation.security === undefined) return;
    report({
      message: 'An operation has no security of its own: state it once, at the root, for all operations.',
      location: location.child('security').key(),
    });
  },
});
