import { at, exampleOf, list, type Node } from './generated-values.ts';
import { type Depth, type ValidValues, validValues } from './valid-values.ts';

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
  readonly answer: {
    readonly status: number;
    readonly value: unknown;
    /** The only JSON type that it may have; `undefined` where it may have several, or none. */
    readonly type: 'object' | 'array' | undefined;
  };
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

/** Why an operation is not called. */
export const NO_INPUT = 'no input could be made that is valid: an example in the spec would say one';

/** Why an operation of a vendor without handlers is called in vain. */
export const NO_SUCCESS = 'the sandbox can make no success: an example in the spec would say one';

const DEPTHS: readonly Depth[] = [0, 3];

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * What each operation of a spec takes, sends and gives, read from the spec by nothing that the generator is made of. An
 * operation of which no valid input can be made has no call.
 */
export function describedCalls(document: Node, credential: string): DescribedCall[] {
  const made = validValues(document);
  return operationsOf(document).flatMap(({ path, method, shared, operation }) => {
    const { operationId, requestBody, responses, parameters: own, security = document.security } = operation;
    const declared = [shared, own].map((nodes) => list(nodes).map((node) => at(document, node)));
    const [status = ''] = Object.keys(Object(responses)).filter((code) => code.startsWith('2'));
    return bodiesOf(document, requestBody, made).flatMap(([depth, body]): DescribedCall[] => {
      const values = valuesOf(made, declared, depth);
      if (!values) return [];
      const isSent = at(document, requestBody).required === true || Object.keys(Object(body)).length > 0;
      return [
        {
          operation: String(operationId),
          isMinimal: depth > 0,
          input: { ...Object.fromEntries(values.map(({ name, value }) => [name, value])), ...body },
          request: {
            method: method.toUpperCase(),
            url: urlOf(document, path, values),
            ...travelling(document, [...values, ...credentialOf(document, security, credential)], isSent),
            body: isSent ? body : undefined,
          },
          answer: {
            status: Number(status),
            value: bodyOf(document, Object(responses)[status], depth),
            type: typeOf(document, mediaOf(document, Object(responses)[status])?.schema),
          },
        },
      ];
    });
  });
}

/** The bodies to send, each with its depth: made ones, and the examples. One is `undefined` where none is documented. */
function bodiesOf(document: Node, requestBody: unknown, made: ValidValues): (readonly [Depth, Node | undefined])[] {
  const media = mediaOf(document, requestBody);
  if (!media) return DEPTHS.map((depth) => [depth, undefined]);
  const full = DEPTHS.map((depth) => [depth, made.body(media.schema, depth)] as const);
  const examples = made.examples(media.schema, examplesOf(document, requestBody));
  return [...full.filter(([, body]) => body), ...examples.map((body) => [0, body] as const)];
}

/** Every answer that a spec documents, with each of its examples and with values made of its schema. */
export function describedAnswers(document: Node): DescribedAnswer[] {
  return operationsOf(document).flatMap(({ operation: { operationId, responses } }) =>
    Object.entries(Object(responses)).flatMap(([key, response]) => {
      const status = statusOf(key);
      // Nothing else can be answered: a 1xx precedes an answer (RFC 9110 15.2).
      if (status < 200 || status > 599) return [];
      const made = DEPTHS.map((depth) => bodyOf(document, response, depth));
      const values = new Map(
        [...made, ...examplesOf(document, response)].map((value) => [JSON.stringify(value), value]),
      );
      const kind = at(document, response)['x-error-kind'];
      return [...values.values()].map((value) => ({
        operation: String(operationId),
        status,
        value,
        kind,
      }));
    }),
  );
}

/** The JSON type of what a client takes for an object or a list; it takes anything where the schema may be neither. */
export function typeOf(document: Node, schema: unknown): 'object' | 'array' | undefined {
  const { type, allOf, anyOf, oneOf } = at(document, schema);
  if (type === 'object' || type === 'array') return type;
  if (type !== undefined) return undefined;
  const typesOf = (inner: unknown) => list(inner).map((one) => typeOf(document, one));
  const part = typesOf(allOf).find((found) => found !== undefined);
  const [first, ...others] = typesOf(anyOf ?? oneOf);
  return part ?? (others.every((other) => other === first) ? first : undefined);
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

/**
 * A value for each parameter; the operation's own replace those of its path. `undefined` where there is none for one that is
 * required.
 */
function valuesOf(made: ValidValues, [shared = [], own = []]: readonly Node[][], depth: Depth): Value[] | undefined {
  // The name of a header has no case.
  const idOf = ({ name, in: place }: Node) => `${place} ${place === 'header' ? String(name).toLowerCase() : name}`;
  const isReplaced = (parameter: Node) => own.some((other) => idOf(other) === idOf(parameter));
  const values = [...shared.filter((parameter) => !isReplaced(parameter)), ...own]
    .filter(({ required }) => required === true || depth === 0)
    .map((parameter) => ({
      name: String(parameter.name),
      in: String(parameter.in),
      value: made.parameter(parameter),
      isRequired: parameter.required === true,
    }));
  if (values.some(({ value, isRequired }) => isRequired && value === undefined)) return undefined;
  return values.filter(({ value }) => value !== undefined);
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
  // Such as application/problem+json (RFC 9457).
  return Object.entries<Node>(Object(at(document, body).content)).find(([type]) => /[/+]json$/.test(type))?.[1];
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
