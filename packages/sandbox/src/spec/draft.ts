import { at, entries, isObject, text } from '../json.ts';
import { readCredentials } from './credential.ts';
import type { Operation } from './operation.ts';
import { type Paging, readPaging } from './paging.ts';
import { type Parameters, type places, readParameters } from './parameters.ts';
import { resolve } from './reference.ts';

/** One operation of a spec, without the schemas that its values are checked against. */
export interface Draft extends Pick<Operation, 'id' | 'method' | 'path' | 'matchPath' | 'credentials' | 'consumes'> {
  readonly parameters: Readonly<Record<(typeof places)[number], Parameters>>;
  readonly bodyRequired: boolean;
  readonly responses: ReadonlyMap<number, DraftResponse>;
  readonly paging: Paging | undefined;
}

/** What a status is answered with. */
export interface DraftResponse {
  /** `undefined` where the status has no body. */
  readonly mediaType: string | undefined;
  /** `undefined` where there is none. */
  readonly example: unknown;
}

/** An operation of an OpenAPI document, where it stands. */
export interface Found {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  /** What its path has for every method. */
  readonly item: unknown;
  readonly definition: unknown;
}

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;

/** Lists the operations of an OpenAPI document; throws where one has no id. */
export function findOperations(document: unknown): Found[] {
  return entries(at(document, 'paths')).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const definition = at(item, method);
      if (definition === undefined) return [];
      const id = text(at(definition, 'operationId'));
      if (id === undefined) throw new Error(`The spec gives ${method.toUpperCase()} ${path} no operationId`);
      return [{ id, path, method, item, definition }];
    }),
  );
}

/** Reads one operation of an OpenAPI document; throws where it lacks what a server has to know. */
export function draftOperation(document: unknown, { id, path, method, item, definition }: Found): Draft {
  const requestBody = resolve(document, at(definition, 'requestBody'));
  const consumed = jsonFirst(at(requestBody, 'content'));
  return {
    id,
    method: method.toUpperCase(),
    path,
    matchPath: pathMatcher(path),
    credentials: readCredentials(document, at(definition, 'security') ?? at(document, 'security')),
    parameters: readParameters(document, item, definition),
    consumes: consumed.map(([mediaType]) => mediaType.replace(/ *;.*/, '')),
    bodyRequired: at(requestBody, 'required') === true,
    responses: new Map(
      findResponses(document, definition).map(([status, response]) => [status, readResponse(document, response)]),
    ),
    paging: readPaging(definition),
  };
}

/** Lists the statuses that an operation documents, with what each is answered with. */
export function findResponses(document: unknown, definition: unknown): (readonly [number, unknown])[] {
  return entries(at(definition, 'responses'))
    .filter(([status]) => /^\d{3}$/.test(status))
    .map(([status, response]) => [Number(status), resolve(document, response)]);
}

function readResponse(document: unknown, response: unknown): DraftResponse {
  const [[mediaType, media] = []] = jsonFirst(at(response, 'content'));
  return { mediaType, example: mediaExample(document, media) };
}

/** Gives the schema of the body of a request or an answer; `undefined` where it has none. */
export function bodySchema(holder: unknown): unknown {
  const [first] = jsonFirst(at(holder, 'content'));
  return first && (at(first[1], 'schema') ?? true);
}

/** Lists the media types of a body: those that are JSON, which is all that the sandbox reads and writes; else every one. */
function jsonFirst(content: unknown): (readonly [string, unknown])[] {
  const all = entries(content).map(([mediaType, media]) => [mediaType.toLowerCase(), media] as const);
  const json = all.filter(([mediaType]) => /^[^;]*[/+]json *(;|$)/.test(mediaType));
  return json.length > 0 ? json : all;
}

function pathMatcher(template: string): Operation['matchPath'] {
  // A literal part and a name, by turns.
  const parts = template.split(/\{([^}]+)\}/);
  const names = parts.filter((_, index) => index % 2 === 1);
  const literal = (part: string) => part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`^${parts.map((part, index) => (index % 2 === 1 ? '([^/]+)' : literal(part))).join('')}$`);
  return (path) => {
    const values = pattern.exec(path)?.slice(1);
    return values && Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  };
}

function mediaExample(document: unknown, media: unknown): unknown {
  if (isObject(media) && 'example' in media) return media.example;
  const [named] = entries(at(media, 'examples'));
  return at(resolve(document, named?.[1]), 'value');
}
