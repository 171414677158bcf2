import { at, items, type JsonObject, text } from '../json.ts';
import { resolve } from './reference.ts';
import { declaredKeyword, strictValue } from './strict.ts';
import { type ReadTexts, textReader } from './wire.ts';

export const places = ['path', 'query', 'header'] as const;

type Place = (typeof places)[number];

/** What an operation takes in one place of a request. */
export interface Parameters {
  readonly names: readonly string[];
  readonly readers: ReadonlyMap<string, ReadTexts>;
  readonly defaults: JsonObject;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: unknown;
}

/** OpenAPI gives parameters of these names no meaning: other parts of a spec say them. */
const ignoredHeaders: readonly string[] = ['accept', 'content-type', 'authorization'];

/** Reads what a server has to know of the parameters of an operation. */
export function readParameters(document: unknown, item: unknown, operation: unknown): Record<Place, Parameters> {
  const { path, query, header } = findParameters(document, item, operation);
  return {
    path: parametersOf(document, path),
    query: parametersOf(document, query),
    header: parametersOf(document, header),
  };
}

/** Finds the parameters of an operation, which replace those of its path that have the same name and place. */
function findParameters(document: unknown, item: unknown, operation: unknown): Record<Place, readonly Parameter[]> {
  const all = [...items(at(item, 'parameters')), ...items(at(operation, 'parameters'))].map((parameter) =>
    readParameter(resolve(document, parameter)),
  );
  const distinct = [...new Map(all.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
  const here = (place: Place) =>
    distinct.filter((parameter) => parameter.in === place && !ignoredHeaders.includes(parameter.name));
  return { path: here('path'), query: here('query'), header: here('header') };
}

/** The name of a header has no case. */
function readParameter(parameter: unknown): Parameter {
  const place = text(at(parameter, 'in')) ?? '';
  const name = text(at(parameter, 'name')) ?? '';
  return {
    name: place === 'header' ? name.toLowerCase() : name,
    in: place,
    required: at(parameter, 'required') === true,
    schema: at(parameter, 'schema') ?? true,
  };
}

function parametersOf(document: unknown, parameters: readonly Parameter[]): Parameters {
  const defaults = parameters.map(({ name, schema }) => [name, at(resolve(document, schema), 'default')] as const);
  return {
    names: parameters.map(({ name }) => name),
    readers: new Map(parameters.map(({ name, schema }) => [name, textReader(document, schema)])),
    defaults: Object.fromEntries(defaults.filter(([, value]) => value !== undefined)),
  };
}

/** Makes the schemas of what an operation takes in each place of a request. */
export function parameterSchemas(document: unknown, item: unknown, operation: unknown): Record<Place, JsonObject> {
  const found = findParameters(document, item, operation);
  const schemaOf = (place: Place): JsonObject => ({
    type: 'object',
    properties: Object.fromEntries(found[place].map(({ name, schema }) => [name, strictValue(document, schema)])),
    required: found[place].filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: place === 'header',
    [declaredKeyword]: found[place].map(({ name }) => name),
  });
  return { path: schemaOf('path'), query: schemaOf('query'), header: schemaOf('header') };
}

/** Types what a request holds in one place; of a name that is not declared the texts stay. */
export function typedValues({ readers }: Parameters, pairs: readonly (readonly [string, string])[]): JsonObject {
  if (pairs.length === 0) return {};
  const grouped = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const texts = grouped.get(name);
    if (texts === undefined) grouped.set(name, [value]);
    else texts.push(value);
  }
  const asText: ReadTexts = (texts) => (texts.length === 1 ? texts[0] : texts);
  return Object.fromEntries(Array.from(grouped, ([name, texts]) => [name, (readers.get(name) ?? asText)(texts)]));
}
