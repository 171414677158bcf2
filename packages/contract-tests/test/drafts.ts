import { isObject, items } from './json.ts';
import type { RawRequest } from './raw-request.ts';
import type { Credential, Operation, Spec } from './spec.ts';

/** A request before it is written: what stands in each place, any number of times. */
export interface Draft {
  /** By place and name, such as `query/limit`; the credential and what no spec declares are like any other. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
}

/** Writes a draft as it is: what is wrong with it stays wrong. */
export function written(baseUrl: string, { method, path }: Operation, { texts, contentType, body }: Draft): RawRequest {
  const of = (place: string) =>
    Object.entries(texts).flatMap(([key, values]) => {
      const [at = '', ...name] = key.split('/');
      return at === place ? values.map((value) => [name.join('/'), value] as const) : [];
    });
  const filled = new Map(of('path'));
  const segments = path.replaceAll(/\{([^}]+)\}/g, (_, name) => encodeURIComponent(filled.get(name) ?? ''));
  const query = of('query').map((pair) => pair.map(encodeURIComponent).join('='));
  return {
    method,
    url: `${baseUrl}${segments}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: { ...Object.fromEntries(of('header')), ...(contentType !== undefined && { 'content-type': contentType }) },
    body,
  };
}

/** The values that a sandbox is known to have, by the names of parameters and credentials. */
export type Known = (name: string) => readonly string[];

/** Finds the texts of some data by the names of its fields, however these are written: `ticket_id` is `ticketId`. */
export function knownIn(...data: readonly unknown[]): Known {
  const found = new Map<string, string[]>();
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const walk = (value: unknown, name: string): void => {
    if (typeof value === 'string') found.set(plain(name), [...(found.get(plain(name)) ?? []), value]);
    for (const item of items(value)) walk(item, name);
    if (isObject(value)) for (const [key, inner] of Object.entries(value)) walk(inner, key);
  };
  for (const one of data) walk(one, '');
  return (name) => found.get(plain(name)) ?? [];
}

/** Where a credential stands, and how a secret is written there. */
export function credentialText({ in: place, name, prefix }: Credential, secret: string): Draft['texts'] {
  return { [`${place}/${name}`]: [prefix + (prefix === 'Basic ' ? btoa(secret) : secret)] };
}

/** A draft without parameters: the usual credential, and the body's text. */
export function draftOf(spec: Spec, { credentials: [credential] }: Operation, known: Known, body?: string): Draft {
  const [secret = 'a:b'] = credential ? known(credential.option) : [];
  const contentType = spec.demandedContentType ?? (body === undefined ? undefined : 'application/json');
  return { texts: credential ? credentialText(credential, secret) : {}, contentType, body };
}

/** The draft with other texts in some places; an empty list takes the place away. */
export function withTexts(draft: Draft, texts: Draft['texts']): Draft {
  return { ...draft, texts: { ...draft.texts, ...texts } };
}
