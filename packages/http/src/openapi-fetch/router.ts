import type { MakeInvalid } from '../checks.ts';
import { invalidInput } from '../error.ts';
import { compileInput } from '../input.ts';
import type { Api, Operation } from '../operation.ts';
import { fieldInInit, readInit } from './init.ts';

/** A call of an operation's method. */
interface MethodCall {
  readonly operation: string;
  readonly input: object;
  readonly options: object;
}

type ReadInit = (init: unknown) => MethodCall;

/**
 * Creates what turns a call of openapi-fetch into a call of a method. An operation is prepared by its first call.
 *
 * @throws TicketbridgeError `invalid-input`: `field` is `path`, `method` or a path into `init`
 */
export function createRouter({
  vendor,
  operations,
}: Api): (method: unknown, path: unknown, init: unknown) => MethodCall {
  const routes = new Map<unknown, Map<unknown, ReadInit>>();
  for (const [operation, definition] of Object.entries(operations)) {
    const { method, path } = definition;
    let read: ReadInit | undefined;
    const route = routes.get(path) ?? new Map<unknown, ReadInit>();
    routes.set(path, route);
    route.set(method, (init) => {
      read ??= prepare(vendor, operation, definition);
      return read(init);
    });
  }
  return (method, path, init) => {
    const invalid = (field: string, expected: string) =>
      invalidInput(`${vendor}: "${field}" must be ${expected}`, { vendor, field });
    const route = routes.get(path);
    // What was given may be a URL with an id in it: no error shows one.
    if (!route) throw invalid('path', 'a path of the spec, with its parameters in braces');
    const read = route.get(typeof method === 'string' && method.toUpperCase());
    if (!read) throw invalid('method', `${[...route.keys()].join(' or ')} for ${path}`);
    return read(init);
  };
}

function prepare(vendor: string, operation: string, definition: Operation): ReadInit {
  const invalid: MakeInvalid = (why, field) =>
    invalidInput(`${vendor}.${operation}: ${why}`, { vendor, operation, field });
  const check = compileInput(definition, (why, field) => invalid(why, field && fieldInInit(definition, field)));
  return (init) => {
    const { fields, options } = readInit(definition, init, invalid);
    // The method checks it too, but names a field as its own callers know it.
    return { operation, input: check(fields).fields, options };
  };
}
