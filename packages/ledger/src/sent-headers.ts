import type { Operation } from './spec.ts';

/** What the client sets in every request: `accept`, and the Content-Type, which the validator judges. */
const CLIENTS_OWN = ['accept', 'content-type'];

/**
 * Lists the headers of a client's request that neither its spec nor anybody else accounts for. What the platform adds comes
 * later: a client is observed where it hands a request to its transport.
 *
 * @param added the names of those that the caller had added, in lower case
 */
export function undeclaredHeaders(operation: Operation, headers: Headers, added: readonly string[]): string[] {
  const { parameters, credentials } = operation;
  const declared = [...parameters, ...credentials].filter((sent) => sent.in === 'header');
  const known = new Set([...CLIENTS_OWN, ...added, ...declared.map(({ name }) => name.toLowerCase())]);
  return [...headers.keys()].filter((name) => !known.has(name)).map((name) => `request header/${name} undeclared`);
}
