import { BASE_URL, readBaseUrl } from './base-url.ts';
import { CREDENTIAL, type Credential, isCredential } from './credential.ts';
import { invalidInput } from './error.ts';
import { compileInput } from './input.ts';
import type { Api } from './operation.ts';
import { type CallOptions, type ClientOptions, resolveCallOptions, resolveClientOptions } from './options.ts';
import { createSend } from './send.ts';
import { type CreateFinalUrl, createSerialize, type SerializePrimitiveParam } from './serializer.ts';

/**
 * A client of `api`: one method per operation, each taking a flat input and the options of the call.
 *
 * @typeParam Operations the interface generated together with `api`
 * @param credentialField the option that holds the credential
 * @throws TicketbridgeError `invalid-input`
 */
export function createOperations<Operations>(
  api: Api,
  credentialField: string,
  options: ClientOptions,
  createFinalURL: CreateFinalUrl,
  serializePrimitiveParam: SerializePrimitiveParam,
): Operations {
  const { vendor } = api;
  const refuse = (why: string) => invalidInput(`${vendor}: ${why}`, { vendor });
  const settings = resolveClientOptions(credentialField, options, refuse);
  const baseUrl = readBaseUrl(settings.baseUrl === undefined ? api.baseUrl : settings.baseUrl);
  if (!baseUrl) throw refuse(`"baseUrl" ${BASE_URL}`);
  const given: unknown = Reflect.get(settings, credentialField);
  if (typeof given !== 'function' && !isCredential(given)) {
    throw refuse(`"${credentialField}" ${CREDENTIAL}, or a function that gives one`);
  }
  const serialize = createSerialize(baseUrl, createFinalURL, serializePrimitiveParam);
  const send = createSend(credentialField, given as Credential, settings, serialize);
  const methods = Object.entries(api.operations).map(([operation, definition]) => {
    const refuse = (why: string) => invalidInput(`${vendor}.${operation}: ${why}`, { vendor, operation });
    const check = compileInput(definition, refuse);
    const method = async (input?: unknown, options?: CallOptions) =>
      send({
        api,
        operation,
        definition,
        options: resolveCallOptions(api, settings, options, refuse),
        input: check(input),
        attempts: 0,
        outcome: 'not-sent',
        status: undefined,
      });
    return [operation, method];
  });
  // Table and interface come from one spec in one run of the generator.
  return Object.freeze(Object.fromEntries(methods)) as Operations;
}
