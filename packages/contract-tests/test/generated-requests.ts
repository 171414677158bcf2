import { at, exampleOf, list, type Node } from './generated-values.ts';

/** A request, in a form that can be compared. */
export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface DescribedCall {
  readonly operation: string;
  /** Whether it has no field but those that are required. */
  readonly isMinimal: boolean;
  readonly input: Node;
  readonly request: PlainRequest;
  /** A success, as the spec describes it; its value is `undefined` for one without a body. */
  readonly answer: { readonly status: number; readonly value: unknown };
}

interface Value {
  readonly name: string;
  readonly in: string;
  readonly value: unknown;
}

/** A documented answer; its value is `undefined` where it has no body. */
export interface DescribedAnswer {
  readonly operation: string;
  readonly status: number;
  readonly value: unknown;
  /** What a refusal means, where the spec says so. */
  readonly kind: unknown;
}

/** Every field, or only those that are required: see `exampleOf`. */
const DEPTHS = [0, 3];

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** What each operation of a spec takes, sends and gives, read from the spec by nothing that the generator is made of. */
export function describedCalls(document: Node, credential: string): DescribedCall[] {
  return operationsOf(document).flatMap(({ path, method, shared, operation }) => {
    const { operationId, requestBody, responses, parameters: own, security = document.security } = operation;
    const declared = [shared, own].map((nodes) => list(nodes).map((node) => at(document, node)));
    const bodies = [
      ...DEPTHS.map((depth) => [depth, bodyOf(document, requestBody, depth)] as const),
      ...examplesOf(document, requestBody).map((body) => [0, body] as const),
    ];
    const [status = ''] = Object.keys(Object(responses)).filter((code) => code.startsWith('2'));
    return bodies.map(([depth, described]) => {
      const values = valuesOf(document, declared, depth);
      const body = sendable(document, requestBody, described);
      const isSent = at(document, requestBody).required === true || Object.keys(Object(body)).length > 0;
      return {
        operation: String(operationId),
        isMinimal: depth > 0,
        input: { ...Object.fromEntries(values.map(({ name, value }) => [name, value])), ...Object(body) },
        request: {
          method: method.toUpperCase(),
          url: urlOf(document, path, values),
          ...travelling(document, [...values, ...credentialOf(document, security, credential)], isSent),
          body: isSent ? body : undefined,
        },
        answer: { status: Number(status), value: bodyOf(document, Object(responses)[status], depth) },
      };
    });
  });
}

/** Every answer that a spec documents, with each of its examples and with values made of its schema. */
export function describedAnswers(document: Node): DescribedAnswer[] {
  return operationsOf(document).flatMap(({ operation: { operationId, responses } }) =>
    Object.entries(Object(responses)).flatMap(([status, response]) => {
      const made = DEPTHS.map((depth) => bodyOf(document, response, depth));
      const values = new Map(
        [...made, ...examplesOf(document, response)].map((value) => [JSON.stringify(value), value]),
      );
      const kind = at(document, response)['x-error-kind'];
      return [...values.values()].map((value) => ({
        operation: String(operationId),
        status: statusOf(status),
        value,
        kind,
      }));
    }),
  );
}

/** One of the statuses that a key of `responses` is for: `4XX` is 499, `default` is 500. */
function statusOf(key: string): number {
  return key === 'default' ? 500 : Number(key.replaceAll('X', '9'));
}

function operationsOf({ paths }: Node) {
  return Object.entries<Node>(Object(paths)).flatMap(([path, { parameters: shared, ...item }]) =>
    METHODS.flatMap((method) => {
      const operation: Node | undefined = Object(item)[method];
      return operation ? [{ path, method, shared, operation }] : [];
    }),
  );
}

/** A body without the fields that only the vendor sets. */
function sendable(document: Node, requestBody: unknown, body: unknown): unknown {
  const schema = at(document, mediaOf(document, requestBody)?.schema);
  const parts = [schema, ...list(schema.allOf).map((part) => at(document, part))];
  const isSet = ([name]: [string, unknown]) =>
    parts.every(({ properties }) => at(document, Object(properties)[name]).readOnly !== true);
  return body === undefined ? undefined : Object.fromEntries(Object.entries(Object(body)).filter(isSet));
}

/** A value for each parameter; the operation's own replace those of its path. */
function valuesOf(document: Node, [shared = [], own = []]: readonly Node[][], depth: number): Value[] {
  const isReplaced = (parameter: Node) =>
    own.some(({ name, in: place }) => name === parameter.name && place === parameter.in);
  return [...shared.filter((parameter) => !isReplaced(parameter)), ...own]
    .filter(({ required }) => required === true || depth === 0)
    .map(({ name, in: place, schema }) => {
      const { type, enum: values } = at(document, schema);
      // Not every text is a header's.
      const value = place === 'header' && type === 'string' && !values ? 'a b' : exampleOf(document, schema);
      return { name: String(name), in: String(place), value };
    });
}

function bodyOf(document: Node, body: unknown, depth: number): unknown {
  const media = mediaOf(document, body);
  return media && exampleOf(document, media.schema, depth);
}

function examplesOf(document: Node, body: unknown): unknown[] {
  const { examples } = mediaOf(document, body) ?? {};
  return Object.values(Object(examples)).map((example) => at(document, example).value);
}

function mediaOf(document: Node, body: unknown): Node | undefined {
  return Object(at(document, body).content)['application/json'];
}

function urlOf({ servers }: Node, path: string, values: readonly Value[]): string {
  const [{ url } = {}] = list(servers);
  const segments = path.split('/').map((segment) => {
    const parameter = values.find(({ name, in: place }) => place === 'path' && segment === `{${name}}`);
    return parameter ? encodeURIComponent(String(parameter.value)) : segment;
  });
  return `${url}${segments.join('/')}`;
}

/** The credential where it is sent: the first alternative; nothing where none is needed. */
function credentialOf(document: Node, security: unknown, credential: string): Value[] {
  const [name] = Object.keys(Object(list(security)[0]));
  if (name === undefined) return [];
  const { type, scheme, in: place, ...named } = at(document, Object(document.components).securitySchemes[name]);
  const written = { basic: `Basic ${btoa(credential)}`, bearer: `Bearer ${credential}` }[String(scheme).toLowerCase()];
  return type === 'http'
    ? [{ in: 'header', name: 'authorization', value: written }]
    : [{ in: String(place), name: String(named.name), value: `${named['x-credential-prefix'] ?? ''}${credential}` }];
}

function travelling(
  document: Node,
  values: readonly Value[],
  hasBody: boolean,
): Pick<PlainRequest, 'query' | 'headers'> {
  const all = values.flatMap((one) => [one.value].flat().map((value) => ({ ...one, value })));
  const contentType = document['x-request-content-type'] ?? (hasBody ? 'application/json' : undefined);
  const headers = all
    .filter((one) => one.in === 'header')
    .map(({ name, value }) => [name.toLowerCase(), String(value)]);
  if (contentType !== undefined) headers.push(['content-type', String(contentType)]);
  return {
    query: all
      .filter((one) => one.in === 'query')
      .map(({ name, value }) => `${name}=${value}`)
      .sort(),
    headers: Object.fromEntries([['accept', 'application/json'], ...headers]),
  };
}

/** What was given to `fetch`, in the form of the above. */
export function plainRequest(url: string, { method = 'GET', headers, body }: RequestInit): PlainRequest {
  const { origin, pathname, searchParams } = new URL(url);
  return {
    method,
    url: origin + pathname,
    query: [...searchParams].map(([name, value]) => `${name}=${value}`).sort(),
    headers: Object.fromEntries(new Headers(headers)),
    body: typeof body === 'string' ? JSON.parse(body) : undefined,
  };
}
