import type { JsonObject } from '../json.ts';
import type { Head } from '../server/exchange.ts';
import { type Reply, replyWithJson } from '../server/reply.ts';
import type { ControlTarget } from './controls.ts';
import type { RecordShape } from './shape.ts';

/** One row of the control API. Its path stands below the prefix. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** Every field: those that the path names stand there, the others in the query of a GET or DELETE, else in the body. */
  readonly input: RecordShape<object>;
  readonly answer: RouteAnswer;
  /** Whether it changes the state, which may be impossible to save. Default: false. */
  readonly saves?: boolean;
  /** Answers a request whose input has yet to be checked; `header` gives its headers. */
  reply(target: ControlTarget, input: unknown, header: Head['header']): Reply;
}

export interface RouteAnswer {
  readonly status: number;
  /** `undefined` for an answer without a body. */
  readonly content: { readonly mediaType: string; readonly schema: JsonObject } | undefined;
}

interface Row<Input extends object> extends Pick<Route, 'method' | 'path' | 'operationId' | 'summary' | 'saves'> {
  readonly input: RecordShape<Input>;
}

/** Makes a row whose answer is JSON. */
export function jsonRoute<Input extends object>({
  answer,
  handle,
  ...row
}: Row<Input> & {
  /** The schema of the answer. */
  readonly answer: JsonObject;
  handle(target: ControlTarget, input: Input): unknown;
}): Route {
  return {
    ...row,
    answer: { status: 200, content: { mediaType: 'application/json', schema: answer } },
    reply: (target, input) => replyWithJson(200, handle(target, row.input.read(input, '')), {}),
  };
}

/** Makes a row that answers 204 once it is done. */
export function voidRoute<Input extends object>({
  handle,
  ...row
}: Row<Input> & { handle(target: ControlTarget, input: Input): void }): Route {
  return {
    ...row,
    answer: { status: 204, content: undefined },
    reply(target, input) {
      handle(target, row.input.read(input, ''));
      return { status: 204, headers: {}, body: undefined };
    },
  };
}

/** Makes a row whose answer is something else, such as a page or a stream. */
export function replyRoute<Input extends object>({
  content,
  handle,
  ...row
}: Row<Input> & {
  readonly content: NonNullable<RouteAnswer['content']>;
  handle(target: ControlTarget, input: Input, header: Head['header']): Reply;
}): Route {
  return {
    ...row,
    answer: { status: 200, content },
    reply: (target, input, header) => handle(target, row.input.read(input, ''), header),
  };
}

/** Tells whether a row takes its fields in a body. */
export function hasBody({ method }: Pick<Route, 'method'>): boolean {
  return method !== 'GET' && method !== 'DELETE';
}

/** Lists the fields that stand in a path. */
export function pathFields(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
}

/** Reads the fields of a path, decoded; `undefined` for another path. */
export function matchPath(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const [wanted, given] = [template.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const values: [string, string][] = [];
  for (const [index, part] of wanted.entries()) {
    const sent = given[index] ?? '';
    const [, name, ending = ''] = /^\{(\w+)\}(.*)$/.exec(part) ?? [];
    const isMatch = name === undefined ? part === sent : sent.endsWith(ending) && sent.length > ending.length;
    if (!isMatch) return undefined;
    if (name !== undefined) values.push([name, sent.slice(0, sent.length - ending.length)]);
  }
  try {
    return Object.fromEntries(values.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}
