import createOpenapiFetch from 'openapi-fetch';
import { createMethods } from '../client.ts';
import type { Api } from '../operation.ts';
import type { ClientOptions } from '../options.ts';
import { createSend } from '../send.ts';
import { createMiddlewares } from './middlewares.ts';
import { observe } from './observe.ts';
import { createRouter } from './router.ts';
import { settle } from './settle.ts';
import type { AnyPaths, FetchClient } from './types.ts';

type Methods = Readonly<Record<string, (input: object, options: object) => Promise<unknown>>>;

/**
 * Creates a client with the calls of openapi-fetch, each of which is a call of `api` like every other client's.
 *
 * @typeParam Paths the `paths` of the types that were generated together with `api`
 * @throws TicketbridgeError `invalid-input`
 */
export function createFetchClient<Paths extends object>(api: Api, options: ClientOptions): FetchClient<Paths> {
  const runner = createOpenapiFetch<AnyPaths>();
  const { observers, use, eject } = createMiddlewares(api.vendor);
  const methods = createMethods<Methods>(api, options, (client) => {
    const send = createSend(client);
    return (call) =>
      observe(runner, observers, client.baseUrl, call, (startedAt) => settle(call, (call) => send(call, startedAt)));
  });
  const route = createRouter(api);
  const request = async (method: unknown, path: unknown, init?: unknown) => {
    const { operation, input, options } = route(method, path, init);
    return methods[operation]?.(input, options);
  };
  const calls = Object.keys(runner).map((method) => [
    method,
    (path: unknown, init?: unknown) => request(method, path, init),
  ]);
  // Types and table come from one spec in one run of the generator.
  return Object.freeze({ ...Object.fromEntries(calls), request, use, eject }) as FetchClient<Paths>;
}
