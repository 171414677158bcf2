import { at, entries, isObject, text } from '../json.ts';
import { readCredentials } from './credential.ts';
import type { Operation } from './operation.ts';
import { type Paging, readPaging } from './paging.ts';
import { type Parameters, type places, readParameters } from './parameters.ts';
import { resolve } from './reference.ts';
import { strictValue } from './strict.ts';

/** One operation of a spec, with its schemas closed but not yet compiled. */
export interface Draft extends Pick<Operation, 'id' | 'method' | 'matchPath' | 'credentials' | 'consumes'> {
  readonly parameters: Readonly<Record<(typeof places)[number], Parameters>>;
  readonly bodyRequired: boolean;
  readonly body: unknown;
  readonly responses: ReadonlyMap<number, DraftResponse>;
  readonly paging: Paging | undefined;
}

/** What a status is answered with. */
export interface DraftResponse {
  /** `undefined` where the status has no body. */
  readonly mediaType: string | undefined;
  /** `undefined` where there is none. */
  readonly example: unknown;
  readonly schema: unknown;
}

/** Reads one operation of an OpenAPI document; throws where it lacks what a server has to know. */
export function draftOperation(document: unknown, path: string, method: string, item: unknown): Draft {
  const definition = at(item, method);
  const id = text(at(definition, 'operationId'));
  if (id === undefined) throw new Error(`The spec gives ${method.toUpperCase()} ${path} no operationId`);
  const requestBody = resolve(document, at(definition, 'requestBody'));
  const consumed = jsonFirst(at(requestBody, 'content'));
  return {
    id,
    method: method.toUpperCase(),
    matchPath: pathMatcher(path),
    credentials: readCredentials(document, at(definition, 'security') ?? at(document, 'security')),
    parameters: readParameters(document, item, definition),
    consumes: consumed.map(([mediaType]) => mediaType.replace(/ *;.*/, '')),
    bodyRequired: at(requestBody, 'required') === true,
    body: strictValue(document, at(consumed[0]?.[1], 'schema') ?? true),
    responses: new Map(
      entries(at(definition, 'responses'))
        .filter(([status]) => /^\d{3}$/.test(status))
        .map(([status, response]) => [Number(status), readResponse(document, resolve(document, response))]),
    ),
    paging: readPaging(definition),
  };
}

function readResponse(document: unknown, response: unknown): DraftResponse {
  const [[mediaType, media] = []] = jsonFirst(at(response, 'content'));
  return { mediaType, example: mediaExample(document, media), schema: at(media, 'schema') ?? true };
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
