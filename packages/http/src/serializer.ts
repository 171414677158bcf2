import type { Call } from './call.ts';
import type { RequestLike } from './options.ts';

/** A request as `fetch` takes it, but for its signal. */
export interface SerializedRequest {
  readonly url: string;
  readonly init: Omit<RequestLike, 'signal'>;
}

/** Turns a call's input and a credential, as it is sent, into a request. */
export function serialize(
  baseUrl: string,
  { api, definition, credential, options, input }: Call,
  sent: string,
): SerializedRequest {
  const { method, path } = definition;
  const query = { ...input.query };
  const headers: Record<string, string> = { ...options.headers, ...input.headers, accept: 'application/json' };
  if (credential) (credential.in === 'header' ? headers : query)[credential.name] = sent;
  const { body } = input;
  const contentType = api.contentType ?? (body && 'application/json');
  if (contentType) headers['content-type'] = contentType;
  let url = baseUrl + path;
  for (const name in input.path) url = url.replace(`{${name}}`, encode(input.path[name]));
  let separator = '?';
  for (const name in query) {
    for (const value of [query[name]].flat()) {
      url += `${separator}${encode(name)}=${encode(value)}`;
      separator = '&';
    }
  }
  // A redirect is never followed: the credential is for the base URL's origin, and a POST would become a GET.
  return { url, init: { method, headers, body, redirect: 'manual' } };
}

function encode(value: unknown): string {
  return encodeURIComponent(String(value));
}
