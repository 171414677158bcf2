import type { Oas3Rule } from '@redocly/openapi-core';

/** That there is one, and only one of a name, is checked by Redocly's own rules. */
export const operationId: Oas3Rule = () => ({
  Operation({ operationId: id }, { report, location }) {
    if (id === undefined || /^[a-z][a-zA-Z0-9]*$/.test(id)) return;
    report({
      message: `The operationId "${id}" is not camelCase: write it like "listTickets".`,
      location: location.child('operationId'),
    });
  },
});
