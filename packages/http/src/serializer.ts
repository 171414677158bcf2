import type { Call } from './call.ts';
import type { CheckedInput } from './input.ts';

type Values = CheckedInput['path'];

/** openapi-fetch's function of this name: puts a URL together, with the serializers that it is given. */
export type CreateFinalUrl = (
  path: string,
  options: {
    baseUrl: string;
    params: { path: Values; query: Values };
    pathSerializer: (path: string, values: Values) => string;
    querySerializer: (values: Values) => string;
  },
) => string;

/** openapi-fetch's function of this name: one value of a query. */
export type SerializePrimitiveParam = (name: string, value: string) => string;

/** A request as `fetch` takes it, but for its signal. */
export interface SerializedRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/** The seam to openapi-fetch: turns a call's input and a credential into a request. */
export function createSerialize(
  createFinalURL: CreateFinalUrl,
  serializePrimitiveParam: SerializePrimitiveParam,
): (baseUrl: string, call: Call, credential: string) => SerializedRequest {
  const pathSerializer = (path: string, values: Values) => {
    let filled = path;
    for (const name in values) filled = filled.replace(`{${name}}`, encodeURIComponent(String(values[name])));
    return filled;
  };
  const querySerializer = (values: Values) => {
    const query: string[] = [];
    for (const name in values) {
      for (const value of [values[name]].flat()) query.push(serializePrimitiveParam(name, String(value)));
    }
    return query.join('&');
  };
  return (baseUrl, { api, definition, options, input }, credential) => {
    const { method, path } = definition;
    const params = { path: input.path, query: { ...input.query } };
    const headers: Record<string, string> = { ...options.headers, ...input.headers, accept: 'application/json' };
    const place = api.credential.in === 'query' ? params.query : headers;
    place[api.credential.name] = credential;
    const { body } = input;
    const contentType = api.contentType ?? (body && 'application/json');
    if (contentType) headers['content-type'] = contentType;
    const url = createFinalURL(path, { baseUrl, params, pathSerializer, querySerializer });
    // A redirect is never followed: the credential is for the base URL's origin, and a POST would become a GET.
    return { url, init: { method, headers, body, redirect: 'manual' } };
  };
}
