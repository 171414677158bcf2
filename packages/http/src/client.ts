import type { MakeInvalid } from './checks.ts';
import { fieldsOf } from './checks.ts';
import { invalidInput, isTicketbridgeError } from './error.ts';
import { compileInput } from './input.ts';
import type { Api, Operation } from './operation.ts';
import {
  type CallOptions,
  type ClientOptions,
  reservedHeaders,
  resolveCallOptions,
  resolveClientOptions,
} from './options.ts';
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
    return createMethods(api, options);
  } catch (error) {
    // Only an argument that the generated code would not give comes here.
    throw isTicketbridgeError(error) ? error : invalidInput('"api" must be an operation table', { field: 'api' });
  }
}

/**
 * Creates the methods of a client.
 *
 * @param create makes what sends the calls, whose input and options have been checked
 */
export function createMethods<Operations>(
  api: Api,
  options: unknown,
  create: typeof createSend = createSend,
): Operations {
  const { vendor } = api;
  const invalid: MakeInvalid = (why, field) => invalidInput(`${vendor}: ${why}`, { vendor, field });
  const client = resolveClientOptions(api, options, invalid);
  const send = create(client);
  const prepare = (operation: string, definition: Operation) => {
    const { credential = api.credential } = definition;
    const invalid: MakeInvalid = (why, field) =>
      invalidInput(`${vendor}.${operation}: ${why}`, { vendor, operation, field });
    const check = compileInput(definition, invalid);
    const reserved = reservedHeaders(api, definition);
    return async (input?: unknown, given?: CallOptions) => {
      const options = resolveCallOptions(client.settings, given, reserved, invalid);
      return send({ api, operation, definition, credential, options, input: check(input) });
    };
  };
  const methods: Record<string, ReturnType<typeof prepare>> = {};
  for (const [operation, definition] of Object.entries(api.operations)) {
    if (!fieldsOf(definition.input)) throw new TypeError(operation);
    // Prepared by its first call: an API may have a thousand operations, of which a program calls five.
    let method: ReturnType<typeof prepare> | undefined;
    methods[operation] = (input, given) => {
      method ??= prepare(operation, definition);
      return method(input, given);
    };
  }
  // Table and interface come from one spec in one run of the generator.
  return Object.freeze(methods) as Operations;
}
