import { checkBaseUrl } from './base-url.ts';
import { checkCredential } from './credential.ts';
import { invalidInput } from './error.ts';
import { type CheckedInput, checkInput, InputProblem } from './input.ts';
import type { Api, Operation } from './operation.ts';
import { type CreateSerializer, createSerialize } from './serializer.ts';
import { type CallOptions, checkCallOptions, type Fetch, send } from './transport.ts';

/** The options that every client has, beside its credential. */
export interface ClientOptions {
  /** The server. Default: the vendor's production server. Must be https, except on loopback. */
  readonly baseUrl?: string | undefined;
  /** The `fetch` to send with. Default: the platform's, looked up at each call. */
  readonly fetch?: Fetch | undefined;
}

const CLIENT_OPTIONS = ['baseUrl', 'fetch'];

/**
 * A client of `api`: one method per operation, each taking a flat input and the options of the call.
 *
 * @typeParam Operations the interface generated together with `api`
 * @param credentialField the option that holds the credential
 * @param createSerializer openapi-fetch's `createClient`
 * @throws TicketbridgeError `invalid-input`
 */
export function createOperations<Operations>(
  api: Api,
  credentialField: string,
  options: ClientOptions,
  createSerializer: CreateSerializer,
): Operations {
  const { source } = api;
  const refuse = (why: string) => invalidInput(`${source}: ${why}`, { source });
  if (typeof options !== 'object' || options === null) throw refuse('the options must be an object');
  const known = [credentialField, ...CLIENT_OPTIONS];
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw refuse(`"${key}" is not an option; there are ${known.join(', ')}`);
  }
  const credential = checkCredential(api, credentialField, Reflect.get(options, credentialField));
  const baseUrl = checkBaseUrl(source, options.baseUrl ?? api.baseUrl);
  const { fetch } = options;
  if (fetch !== undefined && typeof fetch !== 'function') throw refuse('"fetch" must be a function');
  const serialize = createSerialize(createSerializer, baseUrl, (call, url, request) =>
    send(call, credential, fetch, url, request),
  );
  const methods = Object.entries(api.operations).map(([operation, definition]) => [
    operation,
    async (input?: unknown, callOptions?: CallOptions) => {
      const options = checkCallOptions(api, operation, callOptions);
      return serialize({ api, operation, definition, options }, checked(api, operation, definition, input));
    },
  ]);
  // Table and interface come from one spec in one run of the generator.
  return Object.freeze(Object.fromEntries(methods)) as Operations;
}

function checked(api: Api, operation: string, definition: Operation, input: unknown): CheckedInput {
  try {
    return checkInput(definition, input);
  } catch (error) {
    if (!(error instanceof InputProblem)) throw error;
    throw invalidInput(`${api.source}.${operation}: ${error.message}`, { source: api.source, operation });
  }
}
