import { at, entries, isObject, items, text } from './json.ts';

/** A vendor's spec, with every reference on the way to a schema followed. */
export interface Spec {
  readonly name: string;
  /** The spec as one document. */
  readonly document: unknown;
  /** The production server. */
  readonly server: string;
  /** How a credential is sent to an operation that says nothing else. */
  readonly credentials: readonly Credential[];
  /** The Content-Type that every request has to carry, body or not. */
  readonly demandedContentType: string | undefined;
  readonly operations: readonly Operation[];
  /** The component schemas by name. */
  readonly models: Readonly<Record<string, unknown>>;
}

/** One of the ways to send a credential. */
export interface Credential {
  readonly in: string;
  readonly name: string;
  /** Stands before the secret. */
  readonly prefix: string;
  /** The option of our clients. */
  readonly option: string;
}

export interface Operation {
  readonly id: string;
  readonly credentials: readonly Credential[];
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** The `x-paging` of a list. */
  readonly paging: unknown;
  readonly requestBody: Body | undefined;
  readonly answers: ReadonlyMap<number, Answer>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: unknown;
}

export interface Body {
  readonly required: boolean;
  /** What the vendor's own client calls it. */
  readonly name: unknown;
  readonly schema: unknown;
}

export interface Answer {
  /** The media type of the body, such as `application/problem+json`; `undefined` where it has none. */
  readonly mediaType: string | undefined;
  /** The JSON Schema of the body; `undefined` where no JSON is documented. */
  readonly schema: unknown;
  /** What the status means for this operation, where it is a refusal. */
  readonly kind: unknown;
  /** Whether the call may be repeated after it, although it writes. */
  readonly isRepeatable: boolean;
  /** The spec's own examples of the body. */
  readonly examples: readonly unknown[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Reads a spec that is one document. */
export function readDocument(name: string, document: unknown): Spec {
  const demanded = at(document, 'x-request-content-type');
  return {
    name,
    document,
    server: text(items(at(document, 'servers'))[0], 'url'),
    credentials: readCredentials(document, at(document, 'security')),
    demandedContentType: typeof demanded === 'string' ? demanded : undefined,
    operations: entries(at(document, 'paths')).flatMap(([path, item]) =>
      METHODS.filter((method) => at(item, method) !== undefined).map((method) =>
        readOperation(document, path, method, item),
      ),
    ),
    models: Object.fromEntries(entries(at(document, 'components', 'schemas'))),
  };
}

/** Every documented pair of an operation and a status. */
export function documentedPairs(spec: Spec): { operation: Operation; status: number; answer: Answer }[] {
  return spec.operations.flatMap((operation) =>
    [...operation.answers].map(([status, answer]) => ({ operation, status, answer })),
  );
}

function readCredentials(document: unknown, security: unknown): Credential[] {
  return items(security).map((alternative) => {
    const [scheme = ''] = entries(alternative).map(([name]) => name);
    const definition = at(document, 'components', 'securitySchemes', scheme);
    const named = at(definition, 'x-credential-option');
    if (at(definition, 'type') === 'http') {
      const isBasic = text(definition, 'scheme').toLowerCase() === 'basic';
      const option = String(named ?? (isBasic ? 'login' : 'token'));
      return { in: 'header', name: 'authorization', prefix: isBasic ? 'Basic ' : 'Bearer ', option };
    }
    const prefix = at(definition, 'x-credential-prefix') ?? '';
    const option = String(named ?? 'apiKey');
    return { in: text(definition, 'in'), name: text(definition, 'name'), prefix: String(prefix), option };
  });
}

function readOperation(document: unknown, path: string, method: string, item: unknown): Operation {
  const definition = at(item, method);
  const body = follow(document, at(definition, 'requestBody'));
  return {
    id: text(definition, 'operationId'),
    credentials: readCredentials(document, at(definition, 'security') ?? at(document, 'security')),
    method: method.toUpperCase(),
    path,
    parameters: [...items(at(item, 'parameters')), ...items(at(definition, 'parameters'))].map((parameter) =>
      readParameter(follow(document, parameter)),
    ),
    paging: at(definition, 'x-paging'),
    requestBody:
      body === undefined
        ? undefined
        : { required: at(body, 'required') === true, name: at(body, 'x-request-body-name'), schema: schemaOf(body) },
    answers: new Map(
      entries(at(definition, 'responses'))
        .filter(([status]) => /^\d{3}$/.test(status))
        .map(([status, response]) => [
          Number(status),
          readAnswer(document, Number(status), follow(document, response)),
        ]),
    ),
  };
}

function readParameter(parameter: unknown): Parameter {
  return {
    name: text(parameter, 'name'),
    in: text(parameter, 'in'),
    required: at(parameter, 'required') === true,
    schema: at(parameter, 'schema'),
  };
}

function readAnswer(document: unknown, status: number, response: unknown): Answer {
  const [mediaType, media] = mediaOf(response) ?? [];
  return {
    mediaType: mediaType?.toLowerCase(),
    schema: schemaOf(response),
    kind: at(response, 'x-error-kind') ?? (status >= 500 ? 'server' : undefined),
    isRepeatable: at(response, 'x-repeatable') === true,
    examples: examplesOf(document, media),
  };
}

function examplesOf(document: unknown, content: unknown): readonly unknown[] {
  const named = entries(at(content, 'examples')).map(([, example]) => at(follow(document, example), 'value'));
  const own = at(content, 'example');
  return own === undefined ? named : [...named, own];
}

function schemaOf(body: unknown): unknown {
  const [mediaType = '', media] = mediaOf(body) ?? [];
  return isJson(mediaType) ? at(media, 'schema') : undefined;
}

/** Finds the JSON of a body, else what else it may be. */
function mediaOf(body: unknown): readonly [mediaType: string, media: unknown] | undefined {
  const all = entries(at(body, 'content'));
  return all.find(([mediaType]) => isJson(mediaType)) ?? all[0];
}

/** Tells JSON by its name, such as `application/problem+json` (RFC 9457) too (RFC 6839 3.1). */
function isJson(mediaType: string): boolean {
  return /[/+]json$/i.test(mediaType);
}

function follow(document: unknown, node: unknown): unknown {
  if (!isObject(node) || !('$ref' in node)) return node;
  const keys = text(node, '$ref').replace('#/', '').split('/');
  return follow(document, at(document, ...keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))));
}
