/** The form of a base URL, for an error. Credentials travel with every request, so http is for loopback only. */
export const BASE_URL_EXPECTED = 'an https URL (http on loopback) of host and path only';

/** Reads a base URL and removes a slash at its end. Returns `undefined` for anything else. */
export function readBaseUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const { protocol, hostname, username, password, origin, pathname } = new URL(value);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  if (!isSafe || username || password || /[?#]/.test(value)) return undefined;
  return origin + pathname.replace(/\/+$/, '');
}

/** Tells whether a URL's host is this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
