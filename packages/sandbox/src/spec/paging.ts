import { at, entries, isObject, type JsonObject, text } from '../json.ts';

/** How a list is paged: the names of its query parameters, and JSON pointers into the answer. */
export interface Paging {
  readonly kind: string;
  readonly parameters: readonly string[];
  name(fact: string): string;
  pointer(fact: string): readonly string[];
}

/** Reads an operation's `x-paging`; the spec's lint has checked what it names. */
export function readPaging(definition: unknown): Paging | undefined {
  const facts = at(definition, 'x-paging');
  const kind = text(at(facts, 'kind'));
  if (kind === undefined) return undefined;
  const name = (fact: string): string => {
    const named = text(at(facts, fact));
    if (named === undefined) throw new Error(`The spec's x-paging says nothing of ${fact}`);
    return named;
  };
  const parameters = ['offset', 'limit', 'page'].flatMap((fact) => text(at(facts, fact)) ?? []);
  return { kind, parameters, name, pointer: (fact) => name(fact).split('/').slice(1) };
}

/** Items of a page where neither the request nor the spec says how many. */
export const ownPageSize = 10;

/** Reads how many items a full page of a list holds; where the spec does not say, the sandbox's own number. */
export function readPageSize(document: unknown, operationId: string): number {
  const definitions = entries(at(document, 'paths')).flatMap(([, item]) => entries(item).map(([, inner]) => inner));
  const definition = definitions.find((inner) => at(inner, 'operationId') === operationId);
  const size = at(definition, 'x-paging', 'pageSize');
  return typeof size === 'number' ? size : ownPageSize;
}

/** Puts a value at a path into an object, which is copied. */
export function withValue(object: JsonObject, [name = '', ...rest]: readonly string[], value: unknown): JsonObject {
  if (rest.length === 0) return { ...object, [name]: value };
  const inner = object[name];
  return { ...object, [name]: withValue(isObject(inner) ? inner : {}, rest, value) };
}
