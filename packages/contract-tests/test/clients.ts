import type { ClientOptions } from '@ticketbridge/http';
import { at } from './json.ts';
import { type Operation, readSpec, type Spec, VENDORS } from './spec.ts';

type Method = (input?: object, options?: object) => Promise<unknown>;

/** A client of any vendor: a method for each operation. */
export type AnyClient = Readonly<Record<string, Method>>;

/** A client of any vendor with the calls of openapi-fetch. */
export interface AnyFetchClient {
  request(method: string, path: string, init: object): Promise<FetchResult>;
}

/** The result of a call of openapi-fetch. */
export interface FetchResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** A vendor's spec, and the client that is made from it. */
export interface Vendor {
  readonly spec: Spec;
  /** What its package exports. */
  readonly exported: object;
  /** The names of the options for secrets. */
  readonly secrets: readonly string[];
  /** Creates a client with this secret. */
  create(secret: string, options?: ClientOptions): AnyClient;
  /** Creates the one with the calls of openapi-fetch. */
  createFetchClient(secret: string, options?: ClientOptions): AnyFetchClient;
}

/** Every vendor with its client, in the order of their names. */
export const vendors: readonly Vendor[] = await Promise.all(VENDORS.map(({ name }) => load(name)));

async function load(name: string): Promise<Vendor> {
  const spec = await readSpec(name);
  const exported: object = await import(`@ticketbridge/${name}`);
  const fetchEntry: object = await import(`@ticketbridge/${name}/openapi-fetch`);
  const creating = `create${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const secrets = [...new Set(spec.operations.flatMap(({ credentials: [sent] }) => (sent ? [sent.option] : [])))];
  const given = (secret: string, options?: ClientOptions) => ({
    ...Object.fromEntries(secrets.map((option) => [option, secret])),
    ...options,
  });
  return {
    spec,
    exported,
    secrets,
    create(secret, options) {
      const client: AnyClient = Reflect.apply(Object(at(exported, creating)), undefined, [given(secret, options)]);
      return client;
    },
    createFetchClient(secret, options) {
      const create = at(fetchEntry, `${creating}FetchClient`);
      const client: AnyFetchClient = Reflect.apply(Object(create), undefined, [given(secret, options)]);
      return client;
    },
  };
}

/** The `init` of openapi-fetch that stands for a flat input. */
export function initOf({ parameters, requestBody }: Operation, input: object = {}): object {
  const fields = Object.entries(input);
  const placeOf = (name: string) => parameters.find((parameter) => parameter.name === name)?.in ?? 'body';
  const group = (place: string) => Object.fromEntries(fields.filter(([name]) => placeOf(name) === place));
  return {
    params: { path: group('path'), query: group('query'), header: group('header') },
    ...(requestBody && { body: group('body') }),
  };
}
