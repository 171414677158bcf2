import { at, isObject, text } from '../json.ts';
import type { Contract } from './contract.ts';
import type { CheckedRequest, Operation } from './operation.ts';
import { Violation } from './violation.ts';

/** By operation, the places of a request, such as `body/message`, whose text may not be blank although the spec lets it. */
export type NotBlank = ReadonlyMap<string, readonly string[]>;

/** The pattern of a text that is not blank. What is blank differs in the dialects of JavaScript, Python and Rust: this is not in any. */
const notBlankPattern = '[^\\s\\x1c-\\x1f\\x85\\ufeff]';

const notBlank = new RegExp(notBlankPattern, 'u');

/** Makes a contract refuse blank texts in these places. */
export function refuseBlank(contract: Contract, places: NotBlank): Contract {
  return {
    ...contract,
    operations: contract.operations.map((operation) => refuseIn(operation, places.get(operation.id))),
  };
}

function refuseIn(operation: Operation, pointers: readonly string[] = []): Operation {
  if (pointers.length === 0) return operation;
  return {
    ...operation,
    checkRequest(parts) {
      const checked = operation.checkRequest(parts);
      const blank = checked instanceof Violation ? undefined : pointers.find((pointer) => isBlank(checked, pointer));
      return blank === undefined ? checked : new Violation(blank, 'must not be blank');
    },
  };
}

function isBlank(request: CheckedRequest, pointer: string): boolean {
  const value = text(at(request, ...pointer.split('/')));
  return value !== undefined && !notBlank.test(value);
}

/** Copies a schema with the pattern at the end of a path of fields; a component on the way is replaced in `components`. */
export function withPattern(
  schema: unknown,
  [name, ...rest]: readonly string[],
  components: Record<string, unknown>,
): unknown {
  const reference = text(at(schema, '$ref'));
  if (reference !== undefined) {
    const component = reference.replace('#/components/schemas/', '');
    components[component] = withPattern(components[component], name === undefined ? [] : [name, ...rest], components);
    return schema;
  }
  if (!isObject(schema)) return schema;
  if (name === undefined) return { ...schema, pattern: notBlankPattern };
  const property = withPattern(at(schema, 'properties', name), rest, components);
  return { ...schema, properties: { ...Object(schema.properties), [name]: property } };
}
