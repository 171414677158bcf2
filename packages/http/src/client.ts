import { type Credential, checkCredential } from './credential.ts';
import { invalidInput } from './error.ts';
import { type CheckedInput, compileInput, InputProblem } from './input.ts';
import type { Api } from './operation.ts';
import {
  type CallOptions,
  type ClientOptions,
  checkClientOptions,
  defaultCallOptions,
  resolveCallOptions,
} from './options.ts';
import { Sender } from './send.ts';
import { type CreateSerializer, createSerialize } from './serializer.ts';

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
  const baseUrl = checkClientOptions(api, credentialField, options);
  const settings = { ...options };
  const credential = readCredential(api, credentialField, Reflect.get(settings, credentialField));
  const sender = new Sender(api, credentialField, credential, settings);
  const serialize = createSerialize(createSerializer, baseUrl, (call, url, request) => sender.send(call, url, request));
  const defaults = defaultCallOptions(options);
  const methods = Object.entries(api.operations).map(([operation, definition]) => {
    const check = refusing(api, operation, compileInput(definition));
    const method = async (input?: unknown, callOptions?: CallOptions) => {
      const resolved = resolveCallOptions(api, operation, defaults, callOptions);
      const checked = check(input);
      return serialize(
        { api, operation, definition, options: resolved, input: checked, attempts: 0, outcome: 'not-sent' },
        checked,
      );
    };
    return [operation, method];
  });
  // Table and interface come from one spec in one run of the generator.
  return Object.freeze(Object.fromEntries(methods)) as Operations;
}

function readCredential({ source }: Api, field: string, value: unknown): Credential {
  if (typeof value === 'function') return value as () => string;
  return checkCredential(value, (why) => invalidInput(`${source}: "${field}" ${why}`, { source }));
}

/** Makes the error of what is wrong with an input. */
function refusing(
  { source }: Api,
  operation: string,
  check: (input: unknown) => CheckedInput,
): (input: unknown) => CheckedInput {
  return (input) => {
    try {
      return check(input);
    } catch (error) {
      if (!(error instanceof InputProblem)) throw error;
      throw invalidInput(`${source}.${operation}: ${error.message}`, { source, operation });
    }
  };
}
