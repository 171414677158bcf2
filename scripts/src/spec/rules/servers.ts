import type { Oas3Rule, UserContext } from '@redocly/openapi-core';

/** A client has one base URL, which its option `baseUrl` replaces. */
export const servers: Oas3Rule = () => {
  function refuse({ servers }: { readonly servers?: unknown }, { report, location }: UserContext): void {
    if (servers === undefined) return;
    report({
      message: 'Paths and operations have no servers of their own: list them once, at the root, for all operations.',
      location: location.child('servers').key(),
    });
  }
  return {
    PathItem: refuse,
    Operation: refuse,
    Server({ url, variables }, { report, location }) {
      if (variables !== undefined) {
        report({
          message: 'Server variables are not supported: list each server with its whole URL.',
          location: location.child('variables').key(),
        });
      } else if (!isBaseUrl(url)) report({ message: BASE_URL, location: location.child('url') });
    },
  };
};

const BASE_URL = 'A server is an https URL of host and path only, such as https://api.vendor.test/v1.';

export function isBaseUrl(text: unknown): boolean {
  if (typeof text !== 'string' || /[?#\s\\]/.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && !username && !password;
}
