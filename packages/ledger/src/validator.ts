import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Exchange } from './exchange.ts';
import { at } from './json.ts';
import type { Operation, Spec } from './spec.ts';
import { strictComponents, strictSchema } from './strict-schema.ts';

/** What the spec says of an exchange. */
export interface Judgement {
  /** The operation that the request is; absent when it is none, which is a violation. */
  readonly operation?: string;
  /**
   * Where the exchange breaks the spec, and which rule: `request query/limit minimum`. The rules are the keywords of
   * JSON Schema, and `missing`, `repeated`, `undeclared`, `undocumented`, `not-json`, `content-type`.
   */
  readonly violations: readonly string[];
}

/** Judges exchanges by a spec read without the sandbox or a client: neither can agree with itself. */
export interface Validator {
  (exchange: Exchange): Judgement;
  /** Judges a request alone. */
  readonly request: (request: Omit<Exchange, 'response'>) => Judgement;
  /** Tells where an answer breaks the spec of its operation. */
  readonly response: (operation: string, response: Exchange['response']) => readonly string[];
}

/** Creates what judges exchanges by a spec. */
export function createValidator(spec: Spec): Validator {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const components = strictComponents(spec.models);
  const compiled = new Map<unknown, ValidateFunction>();
  const basePath = new URL(spec.server).pathname.replace(/\/$/, '');

  function resolved(schema: unknown): unknown {
    const reference = at(schema, '$ref');
    return typeof reference === 'string' ? resolved(spec.models[reference.split('/').at(-1) ?? '']) : schema;
  }

  function schemaViolations(where: string, schema: unknown, value: unknown): string[] {
    const validate = compiled.get(schema) ?? ajv.compile({ components, allOf: [strictSchema(schema)] });
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, keyword, params }) => {
      const key = at(params, 'additionalProperty') ?? at(params, 'missingProperty');
      return `${where}${instancePath}${typeof key === 'string' ? `/${key}` : ''} ${keyword}`;
    });
  }

  function bodyViolations(where: string, schema: unknown, body: string): string[] {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return [`${where} not-json`];
    }
    return schemaViolations(where, schema, value);
  }

  function requestViolations(operation: Operation, { headers, body, url }: Omit<Exchange, 'response'>): string[] {
    const query = new URL(url).searchParams;
    const sent: Readonly<Record<string, Pick<ReadonlyMap<string, string>, 'get'>>> = {
      path: pathValues(operation, new URL(url).pathname.slice(basePath.length)) ?? new Map(),
      query: new Map(query),
      header: { get: (name) => headers.get(name) ?? undefined },
    };
    const lists = new Set(
      operation.parameters.filter(({ schema }) => at(resolved(schema), 'type') === 'array').map(({ name }) => name),
    );
    const { demandedContentType } = spec;
    const { credentials } = operation;
    const [usual] = credentials;
    const declared = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    declared.push(...credentials.filter((credential) => credential.in === 'query').map(({ name }) => name));
    const isSent = credentials.some(({ in: place, name, prefix }) => {
      const value = sent[place]?.get(name) ?? '';
      return value.startsWith(prefix) && value.length > prefix.length;
    });
    const contentType = headers.get('content-type');
    return [
      ...(usual && !isSent ? [`request ${usual.in}/${usual.name} missing`] : []),
      ...[...new Set(query.keys())].flatMap((name) => [
        ...(declared.includes(name) ? [] : [`request query/${name} undeclared`]),
        ...(query.getAll(name).length > 1 && !lists.has(name) ? [`request query/${name} repeated`] : []),
      ]),
      ...operation.parameters.flatMap((parameter) => {
        const where = `request ${parameter.in}/${parameter.name}`;
        const { name, schema } = parameter;
        const value = sent[parameter.in]?.get(name);
        if (value === undefined) return parameter.required ? [`${where} missing`] : [];
        const items = at(resolved(schema), 'items');
        const values = query.getAll(name).map((item) => typed(resolved(items), item));
        return schemaViolations(where, schema, lists.has(name) ? values : typed(resolved(schema), value));
      }),
      ...(demandedContentType !== undefined && mediaType(contentType) !== demandedContentType
        ? ['request header/content-type missing']
        : []),
      ...(demandedContentType === undefined && !operation.requestBody && contentType !== null
        ? ['request header/content-type undeclared']
        : []),
      ...requestBodyViolations(operation, contentType, body),
    ];
  }

  function requestBodyViolations({ requestBody }: Operation, contentType: string | null, body?: string): string[] {
    if (body === undefined) return requestBody?.required ? ['request body missing'] : [];
    if (requestBody === undefined) return ['request body undeclared'];
    if (mediaType(contentType) !== 'application/json') return ['request body content-type'];
    return bodyViolations('request body', requestBody.schema, body);
  }

  function responseViolations({ answers }: Operation, { status, headers, body }: Exchange['response']): string[] {
    const answer = answers.get(status);
    if (answer === undefined) return [`response status ${status} undocumented`];
    if (answer.mediaType === undefined) return body === '' ? [] : ['response body undocumented'];
    if (mediaType(headers.get('content-type')) !== answer.mediaType) return ['response body content-type'];
    return answer.schema === undefined ? [] : bodyViolations('response body', answer.schema, body);
  }

  function find({ method, url }: Omit<Exchange, 'response'>): Operation | undefined {
    const { pathname } = new URL(url);
    return spec.operations.find(
      (candidate) =>
        candidate.method === method &&
        pathname.startsWith(`${basePath}/`) &&
        pathValues(candidate, pathname.slice(basePath.length)) !== undefined,
    );
  }

  const request: Validator['request'] = (sent) => {
    const operation = find(sent);
    if (operation) return { operation: operation.id, violations: requestViolations(operation, sent) };
    return { violations: [`request ${sent.method} ${new URL(sent.url).pathname} undeclared`] };
  };
  const response: Validator['response'] = (id, answer) => {
    const operation = spec.operations.find((candidate) => candidate.id === id);
    return operation ? responseViolations(operation, answer) : [];
  };
  const judge = (exchange: Exchange): Judgement => {
    const { operation, violations } = request(exchange);
    if (operation === undefined) return { violations };
    return { operation, violations: [...violations, ...response(operation, exchange.response)] };
  };
  return Object.assign(judge, { request, response });
}

/** The decoded path parameters of a request of this operation, whatever its server's own path is. */
export function readPath(operation: Operation, pathname: string): ReadonlyMap<string, string> {
  const count = operation.path.split('/').length - 1;
  const own = pathname.split('/').slice(-count).join('/');
  return pathValues(operation, `/${own}`) ?? new Map();
}

/** The decoded path parameters, where the path is this operation's. */
function pathValues({ path }: Operation, actual: string): ReadonlyMap<string, string> | undefined {
  const [segments, values] = [path.split('/'), actual.split('/')];
  const isParameter = (segment: string) => segment.startsWith('{');
  const fits = (segment: string, index: number) => (isParameter(segment) ? values[index] : segment === values[index]);
  if (segments.length !== values.length || !segments.every(fits)) return undefined;
  const filled = segments.map(
    (segment, index) => [segment.slice(1, -1), decodeURIComponent(values[index] ?? '')] as const,
  );
  return new Map(filled.filter((_, index) => isParameter(segments[index] ?? '')));
}

/** A value of the URL is text; what is of no other type stays text, for the schema to refuse. */
function typed(schema: unknown, value: string): unknown {
  const type = at(schema, 'type');
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
  return (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

function mediaType(contentType: string | null): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase();
}
