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
  readonly schema: JsonObject;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: unknown;
}

/** OpenAPI gives parameters of these names no meaning: other parts of a spec say them. */
const ignoredHeaders: readonly string[] = ['accept', 'content-type', 'authorization'];

/** Reads the parameters of an operation, which replace those of its path that have the same name and place. */
export function readParameters(document: unknown, item: unknown, operation: unknown): Record<Place, Parameters> {
  const all = [...items(at(item, 'parameters')), ...items(at(operation, 'parameters'))].map((parameter) =>
    readParameter(resolve(document, parameter)),
  );
  const distinct = [...new Map(all.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
  const here = (place: Place): Parameters =>
    parametersOf(
      document,
      distinct.filter((parameter) => parameter.in === place && !ignoredHeaders.includes(parameter.name)),
      place,
    );
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

function parametersOf(document: unknown, parameters: readonly Parameter[], place: Place): Parameters {
  const names = parameters.map(({ name }) => name);
  const defaults = parameters.map(({ name, schema }) => [name, at(resolve(document, schema), 'default')] as const);
  return {
    names,
    readers: new Map(parameters.map(({ name, schema }) => [name, textReader(document, schema)])),
    defaults: Object.fromEntries(defaults.filter(([, value]) => value !== undefined)),
    schema: {
      type: 'object',
      properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, strictValue(document, schema)])),
      required: parameters.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: place === 'header',
      [declaredKeyword]: names,
    },
  };
}

/** Types what a request holds in one place; of a name that is not declared the texts stay. */
export function typedValues({ readers }: Parameters, pairs: readonly (readonly [string, string])[]): JsonObject {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of pairs) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  const asText: ReadTexts = (texts) => (texts.length === 1 ? texts[0] : texts);
  return Object.fromEntries([...grouped].map(([name, texts]) => [name, (readers.get(name) ?? asText)(texts)]));
}
