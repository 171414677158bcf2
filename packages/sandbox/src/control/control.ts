import { isObject, type JsonObject } from '../json.ts';
import { invalidInput, SandboxError } from '../sandbox-error.ts';
import type { Head, Opening } from '../server/exchange.ts';
import { refuse } from '../server/refusals.ts';
import { type Reply, replyWithJson } from '../server/reply.ts';
import { isLoopback, readTarget } from '../server/target.ts';
import type { ControlTarget } from './controls.ts';
import { describeRoutes } from './document.ts';
import { hasBody, jsonRoute, matchPath, type Route } from './route.ts';
import { printable, record } from './shape.ts';

/** What stands before every path of the control API. */
export const controlPrefix = '/_sandbox';

/** Tells whether a target is below the control API's prefix. */
export function isControl({ target }: Head): boolean {
  return readTarget(target).path.startsWith(`${controlPrefix}/`);
}

/** The control API over HTTP: a table of rows, and a document made of them. */
export class Control {
  readonly #target: ControlTarget;
  readonly #routes: readonly Route[];

  constructor(routes: readonly Route[], target: ControlTarget) {
    this.#target = target;
    const document: Route = jsonRoute({
      method: 'GET',
      path: '/openapi.json',
      operationId: 'describeControl',
      summary: 'Describes this API as an OpenAPI document',
      input: record({}),
      answer: { type: 'object' },
      handle: () => described,
    });
    this.#routes = [...routes, document];
    const described = describeRoutes(this.#routes, controlPrefix);
  }

  /** Judges what can be judged before the body is read. */
  open(head: Head): Opening {
    const { authority = head.header('host'), path, query } = readTarget(head.target);
    if (authority !== undefined && !isLoopback(authority)) return { refusal: refuse('unknown-host') };
    const matches = this.#routes.flatMap((route) => {
      const values = matchPath(route.path, path.slice(controlPrefix.length));
      return values ? [{ route, values }] : [];
    });
    if (matches.length === 0) return { refusal: refuse('unknown-path') };
    const match = matches.find(({ route }) => route.method === head.method);
    if (match === undefined) {
      const allow = matches.map(({ route }) => route.method).join(', ');
      return { refusal: refuse('wrong-method', `Allowed: ${allow}`, { allow }) };
    }
    // A page of another origin can send a POST without asking first, but none of this type.
    if (hasBody(match.route) && !isJson(head.header('content-type'))) {
      return { refusal: refuse('content-type', 'Content-Type: application/json') };
    }
    return { answer: (body) => this.#answer(match.route, { values: match.values, query, body, header: head.header }) };
  }

  #answer(route: Route, { values, query, body, header }: Parts): Reply {
    if (body === undefined) return refuse('body-too-large');
    try {
      const input = inputOf([typedFields(route, values), readQuery(route, query), readBody(route, body)]);
      return route.reply(this.#target, input, header);
    } catch (error) {
      if (error instanceof SandboxError && (error.kind === 'invalid-input' || error.kind === 'cannot-save')) {
        return refuse(error.kind, error.message);
      }
      const problem = error instanceof Error ? error.message : 'failed';
      return replyWithJson(500, { fault: problem }, { 'x-sandbox-fault': route.operationId });
    }
  }
}

interface Parts {
  /** The fields that the path holds. */
  readonly values: Readonly<Record<string, string>>;
  readonly query: string;
  /** `undefined` where it is too large. */
  readonly body: Uint8Array | undefined;
  header(name: string): string | undefined;
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

/** Joins the parts of an input, and refuses a field that comes twice. */
function inputOf(parts: readonly JsonObject[]): JsonObject {
  const fields = parts.flatMap((part) => Object.entries(part));
  const names = fields.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalidInput(printable(twice), 'is given twice');
  return Object.fromEntries(fields);
}

function readQuery(route: Route, query: string): JsonObject {
  const given = [...new URLSearchParams(query)];
  const fields = Object.fromEntries(given);
  if (Object.keys(fields).length < given.length) throw invalidInput('query', 'names a field twice');
  return typedFields(route, fields);
}

/** Makes numbers of the texts of a path or a query, where numbers are meant. */
function typedFields({ input }: Route, fields: Readonly<Record<string, string>>): JsonObject {
  const isNumber = (name: string, value: string) =>
    input.fields[name]?.schema.type === 'integer' && /^\d+$/.test(value);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, isNumber(name, value) ? Number(value) : value]),
  );
}

function readBody(route: Route, bytes: Uint8Array): JsonObject {
  if (bytes.length === 0) return {};
  if (!hasBody(route)) throw invalidInput('body', 'must not be there');
  const body = parse(bytes);
  if (isObject(body)) return body;
  throw invalidInput('body', 'must be an object');
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalidInput('body', 'must be JSON');
  }
}
