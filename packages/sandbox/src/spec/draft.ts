import { at, entries, items, type JsonObject, text } from '../json.ts';
import { readCredentials } from './credential.ts';
import type { Operation } from './operation.ts';
import { type Paging, readPaging } from './paging.ts';
import { resolve } from './reference.ts';
import { declaredKeyword, strictValue } from './strict.ts';

/** One operation of a spec, with its schemas closed but not yet compiled. */
export interface Draft extends Pick<Operation, 'id' | 'method' | 'matchPath' | 'credentials' | 'consumes'> {
  /** The type of each parameter, by name. */
  readonly types: ReadonlyMap<string, string | undefined>;
  readonly queryDefaults: JsonObject;
  readonly bodyRequired: boolean;
  /** By status: the media type of the body, where there is one, and the spec's example of it. */
  readonly responses: ReadonlyMap<number, { readonly mediaType: string | undefined; readonly example: unknown }>;
  readonly schemas: OperationSchemas;
  readonly paging: Paging | undefined;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: unknown;
}

interface OperationSchemas {
  readonly path: unknown;
  readonly query: unknown;
  readonly body?: unknown;
  readonly responses: JsonObject;
}

/** Reads one operation of an OpenAPI document; throws where it lacks what a server has to know. */
export function draftOperation(document: unknown, path: string, method: string, item: unknown): Draft {
  const definition = at(item, method);
  const id = text(at(definition, 'operationId'));
  if (id === undefined) throw new Error(`The spec gives ${method.toUpperCase()} ${path} no operationId`);
  const parameters = [...items(at(item, 'parameters')), ...items(at(definition, 'parameters'))].map((parameter) =>
    readParameter(resolve(document, parameter)),
  );
  const requestBody = resolve(document, at(definition, 'requestBody'));
  const consumed = entries(at(requestBody, 'content'));
  const responses = entries(at(definition, 'responses'))
    .filter(([status]) => /^\d{3}$/.test(status))
    .map(([status, response]) => {
      const [media] = entries(at(resolve(document, response), 'content'));
      return { status: Number(status), mediaType: media?.[0], media: media?.[1] };
    });
  const schemas: OperationSchemas = {
    path: parametersSchema(document, parameters, 'path'),
    query: parametersSchema(document, parameters, 'query'),
    ...(consumed[0] && { body: strictValue(document, at(consumed[0][1], 'schema') ?? true) }),
    responses: Object.fromEntries(
      responses
        .filter(({ media }) => media !== undefined)
        .map(({ status, media }) => [String(status), strictValue(document, at(media, 'schema') ?? true)]),
    ),
  };
  return {
    id,
    method: method.toUpperCase(),
    matchPath: pathMatcher(path),
    credentials: readCredentials(document, at(definition, 'security') ?? at(document, 'security')),
    types: new Map(parameters.map(({ name, schema }) => [name, text(at(resolve(document, schema), 'type'))])),
    queryDefaults: Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema }) => [name, at(resolve(document, schema), 'default')])
        .filter(([, value]) => value !== undefined),
    ),
    consumes: consumed.map(([mediaType]) => mediaType.toLowerCase()),
    bodyRequired: at(requestBody, 'required') === true,
    responses: new Map(
      responses.map(({ status, mediaType, media }) => [status, { mediaType, example: mediaExample(document, media) }]),
    ),
    schemas,
    paging: readPaging(definition),
  };
}

function readParameter(parameter: unknown): Parameter {
  return {
    name: text(at(parameter, 'name')) ?? '',
    in: text(at(parameter, 'in')) ?? '',
    required: at(parameter, 'required') === true,
    schema: at(parameter, 'schema') ?? true,
  };
}

function parametersSchema(document: unknown, parameters: readonly Parameter[], place: string): JsonObject {
  const here = parameters.filter((parameter) => parameter.in === place);
  return {
    type: 'object',
    properties: Object.fromEntries(here.map(({ name, schema }) => [name, strictValue(document, schema)])),
    required: here.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
    [declaredKeyword]: here.map(({ name }) => name),
  };
}

function pathMatcher(template: string): Operation['matchPath'] {
  const names: string[] = [];
  const source = template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  const pattern = new RegExp(`^${source}$`);
  return (path) => {
    const values = pattern.exec(path)?.slice(1);
    return values && Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  };
}

function mediaExample(document: unknown, media: unknown): unknown {
  const [named] = entries(at(media, 'examples'));
  return at(media, 'example') ?? at(resolve(document, named?.[1]), 'value');
}
