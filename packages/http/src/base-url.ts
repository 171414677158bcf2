import { invalidInput } from './error.ts';

/**
 * Checks a base URL and gives it back without a trailing slash. Credentials travel with every request, so it must be
 * https, except on loopback.
 *
 * @throws TicketbridgeError `invalid-input`
 */
export function checkBaseUrl(source: string, value: unknown): string {
  const refuse = (why: string) => invalidInput(`${source}: "baseUrl" ${why}`, { source });
  if (typeof value !== 'string') throw refuse('must be a string');
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw refuse('must be an absolute URL, such as https://api.example.com/v1');
  }
  if (url.username || url.password) throw refuse('must not contain a user name or password');
  if (url.search || url.hash || /[?#]/.test(value)) throw refuse('must not contain a query or a fragment');
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    throw refuse('must be https; http is for loopback only');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}
