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

/** Every field, or only those that are required: see `exampleOf`. */
const DEPTHS = [0, 3];

/** What each operation of a spec takes, sends and gives, read from the spec by nothing that the generator is made of. */
export function describedCalls(document: Node, credential: string): DescribedCall[] {
  return Object.entries<Node>(Object(document.paths)).flatMap(([path, { parameters, ...operations }]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      DEPTHS.map((depth) => {
        const { operationId, requestBody, responses, parameters: own } = Object(operation);
        const declared = [parameters, own].map((nodes) => list(nodes).map((node) => at(document, node)));
        const values = valuesOf(document, declared, depth);
        const body = sentBody(document, requestBody, depth);
        const isSent = at(document, requestBody).required === true || Object.keys(Object(body)).length > 0;
        const [status = ''] = Object.keys(responses);
        return {
          operation: operationId,
          input: { ...Object.fromEntries(values.map(({ name, value }) => [name, value])), ...Object(body) },
          request: {
            method: method.toUpperCase(),
            url: urlOf(document, path, values),
            ...travelling(document, credential, values, isSent),
            body: isSent ? body : undefined,
          },
          answer: { status: Number(status), value: bodyOf(document, responses[status], depth) },
        };
      }),
    ),
  );
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
  const media = Object(at(document, body).content)['application/json'];
  return media && exampleOf(document, media.schema, depth);
}

/** A body without what only the vendor sets. */
function sentBody(document: Node, requestBody: unknown, depth: number): unknown {
  const body = bodyOf(document, requestBody, depth);
  const { schema } = Object(Object(at(document, requestBody).content)['application/json']);
  const whole = at(document, schema);
  const readOnly = [whole, ...list(whole.allOf).map((part) => at(document, part))]
    .flatMap(({ properties }) => Object.entries<Node>(Object(properties)))
    .filter(([, field]) => field.readOnly === true || at(document, field).readOnly === true)
    .map(([name]) => name);
  return body && Object.fromEntries(Object.entries(Object(body)).filter(([name]) => !readOnly.includes(name)));
}

function urlOf({ servers }: Node, path: string, values: readonly Value[]): string {
  const [{ url } = {}] = list(servers);
  const segments = path.split('/').map((segment) => {
    const parameter = values.find(({ name, in: place }) => place === 'path' && segment === `{${name}}`);
    return parameter ? encodeURIComponent(String(parameter.value)) : segment;
  });
  return `${url}${segments.join('/')}`;
}

function travelling(
  document: Node,
  credential: string,
  values: readonly Value[],
  hasBody: boolean,
): Pick<PlainRequest, 'query' | 'headers'> {
  const { type, scheme, ...named } = Object(document.components).securitySchemes.key;
  const written = { basic: `Basic ${btoa(credential)}`, bearer: `Bearer ${credential}` }[String(scheme)];
  const key: Value =
    type === 'http'
      ? { in: 'header', name: 'authorization', value: String(written) }
      : { ...named, value: `${named['x-credential-prefix'] ?? ''}${credential}` };
  const all = [...values, key].flatMap((one) => [one.value].flat().map((value) => ({ ...one, value })));
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
