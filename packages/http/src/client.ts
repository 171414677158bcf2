import { invalidInput, isTicketbridgeError, type MakeInvalid } from './error.ts';
import { compileInput } from './input.ts';
import type { Api } from './operation.ts';
import { type CallOptions, type ClientOptions, resolveCallOptions, resolveClientOptions } from './options.ts';
import { createSend } from './send.ts';

/**
 * Creates a client of `api`: one method per operation, each taking a flat input and the options of the call.
 *
 * @typeParam Operations the interface generated together with `api`
 * @param options with the credentials that the operations of `api` need
 * @throws TicketbridgeError `invalid-input`
 */
export function createOperations<Operations>(api: Api, options: ClientOptions): Operations {
  try {
    return assemble(api, options);
  } catch (error) {
    // Only an argument that the generated code would not give comes here.
    throw isTicketbridgeError(error) ? error : invalidInput('"api" must be an operation table', { field: 'api' });
  }
}

function assemble<Operations>(api: Api, options: unknown): Operations {
  const { vendor } = api;
  const invalid: MakeInvalid = (why, field) => invalidInput(`${vendor}: ${why}`, { vendor, field });
  const client = resolveClientOptions(api, options, invalid);
  const send = createSend(client);
  const methods = Object.entries(api.operations).map(([operation, definition]) => {
    const { headers = [], credential = api.credential } = definition;
    const invalid: MakeInvalid = (why, field) =>
      invalidInput(`${vendor}.${operation}: ${why}`, { vendor, operation, field });
    const check = compileInput(definition, invalid);
    const reserved = [...headers, credential?.in === 'header' ? credential.name : ''].map((name) => name.toLowerCase());
    const method = async (input?: unknown, given?: CallOptions) => {
      const options = resolveCallOptions(client.settings, given, reserved, invalid);
      return send({ api, operation, definition, credential, options, input: check(input) });
    };
    return [operation, method];
  });
  // Table and interface come from one spec in one run of the generator.
  return Object.freeze(Object.fromEntries(methods)) as Operations;
}
