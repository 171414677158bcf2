/** A request's target, taken apart as it stands: nothing is decoded or normalised. */
export interface Target {
  /** The host and port that the target names; `undefined` where it leaves that to the Host header. */
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string;
}

/** Takes a request target apart: a path, or an absolute URL, which every server has to accept (RFC 9112 3.2.2). */
export function readTarget(target: string): Target {
  const [beforeQuery = '', query = ''] = target.split(/\?(.*)/s);
  const absolute = /^[a-z][a-z\d+.-]*:\/\/([^/]*)(.*)$/is.exec(beforeQuery);
  if (absolute === null) return { authority: undefined, path: beforeQuery, query };
  return { authority: absolute[1] ?? '', path: absolute[2] || '/', query };
}

/**
 * Tells whether an authority, such as a Host header, names this machine's loopback interface. A page of another name
 * that resolves to 127.0.0.1 could otherwise read and write here from a browser (DNS rebinding).
 */
export function isLoopback(authority: string): boolean {
  const url = `http://${authority}`;
  if (!/^[\w.:[\]-]+$/.test(authority) || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
