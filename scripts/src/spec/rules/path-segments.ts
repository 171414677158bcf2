import type { Oas3Rule } from '@redocly/openapi-core';

export const pathSegments: Oas3Rule = () => ({
  Paths(paths, { report, location }) {
    for (const path of Object.keys(paths)) {
      const message = problemOf(path);
      if (message !== undefined) report({ message, location: location.child(path).key() });
    }
  },
});

function problemOf(path: string): string | undefined {
  const segments = path.split('/');
  const mixed = segments.find((segment) => /[{}]/.test(segment) && !/^\{[^{}]+\}$/.test(segment));
  if (mixed !== undefined) {
    return `The segment "${mixed}" mixes text and parameters: a parameter must fill its segment, as in /tickets/{ticketId}.`;
  }
  const parameters = segments.filter((segment) => segment.startsWith('{'));
  const repeated = parameters.find((parameter, index) => parameters.indexOf(parameter) !== index);
  if (repeated !== undefined) return `The path holds ${repeated} twice: give each parameter a name of its own.`;
  // The platform's parser is what reads the path in the end: "/a/../b" and "/a b" would reach another one.
  const text = path.replaceAll(/\{[^{}]+\}/g, 'x');
  if (text.startsWith('/') && URL.parse(`https://vendor.test${text}`)?.pathname === text) return undefined;
  return 'A URL cannot hold this path as it is: write it as it is sent, as in /tickets/a%20b, without "." and "..".';
}
