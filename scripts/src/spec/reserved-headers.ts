/**
 * Headers that no platform sends as they are given: the connection's own (RFC 9110 7.6.1, 8.6, 10.1.1; RFC 9113 8.2.2), or
 * kept by undici for itself.
 */
const ofConnection = [
  ...['connection', 'content-length', 'expect', 'host', 'http2-settings', 'keep-alive', 'proxy-connection'],
  ...['sec-fetch-mode', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
];

const insteadOf = new Map([
  ...ofConnection.map((name) => [name, 'leave it out, since the connection sets it'] as const),
  ['accept', 'describe what the responses contain'],
  ['content-type', 'describe what the request body contains, or set x-request-content-type'],
]);

/** Says why a header of this name cannot be set and what to do instead; `undefined` for one that can be. */
export function headerProblem(name: string): string | undefined {
  const instead = insteadOf.get(name.toLowerCase());
  if (instead !== undefined) return `The header ${name} is not for a spec to set: ${instead}.`;
  // RFC 9110 5.6.2
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return undefined;
  return `${JSON.stringify(name)} is not the name of a header: use letters, digits and hyphens.`;
}
