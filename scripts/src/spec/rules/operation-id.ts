import type { Oas3Rule } from '@redocly/openapi-core';

/** JavaScript calls these by itself: `await` a `then`, `JSON.stringify` a `toJSON`, any object what every object has. */
const calledByLanguage = new Set(['then', 'toJSON', ...Object.getOwnPropertyNames(Object.prototype)]);

/** That there is one, and only one of a name, is checked by Redocly's own rules. */
export const operationId: Oas3Rule = () => ({
  Operation({ operationId: id }, { report, location }) {
    if (id === undefined) return;
    if (!/^[a-z][a-zA-Z0-9]*$/.test(id)) {
      report({
        message: `The operationId "${id}" is not camelCase: write it like "listTickets".`,
        location: location.child('operationId'),
      });
    } else if (calledByLanguage.has(id)) {
      report({
        message: `JavaScript itself calls a method named "${id}", as if the client were something else: choose another operationId, such as "${id}Ticket".`,
        location: location.child('operationId'),
      });
    }
  },
});
