import type { Oas3Rule } from '@redocly/openapi-core';

/** The type of a call is that of its documented successes. */
export const statuses: Oas3Rule = () => ({
  Operation({ responses }, { report, location }) {
    const all = Object.keys(responses ?? {});
    const vague = all.includes('2XX') ? '2XX' : 'default';
    if (vague !== '2XX' && all.some((status) => /^2\d\d$/.test(status))) return;
    const at = location.child('responses');
    if (all.includes(vague)) {
      const message = `"${vague}" is not supported for a success: list each documented status on its own, like '200'.`;
      report({ message, location: at.child(vague).key() });
    } else {
      const message = "No success is documented: list its status, like '200'.";
      report({ message, location: responses === undefined ? location.key() : at.key() });
    }
  },
});
