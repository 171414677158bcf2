import { readCredentials } from '../../generate/credentials.ts';
import {
  asDocument,
  asOpenApi,
  componentName,
  type Document,
  METHODS,
  type Parameter,
  resolve,
  type Schema,
  type SecurityScheme,
  type SpecOperation,
} from '../../generate/document.ts';
import { pythonName } from '../../python/names.ts';
import { pythonDocument } from '../../python/steps.ts';
import { below } from '../node.ts';
import { isClass, typeOf } from './types.ts';

/** What programs name and rely on in a Python package, by what it is called. */
export interface Surface {
  readonly classes: ReadonlyMap<string, Named>;
  /** Fields, arguments and results. */
  readonly values: ReadonlyMap<string, Value>;
  readonly calls: ReadonlyMap<string, Call>;
  /** The URLs from which a program takes one by its index. */
  readonly servers: readonly string[];
}

export interface Named {
  /** A JSON pointer into the spec. */
  readonly pointer: string;
  readonly label: string;
  /** The members of an enum; none for a model. */
  readonly members: readonly unknown[];
}

export interface Value {
  readonly pointer: string;
  readonly label: string;
  readonly type: string;
  readonly isRead: boolean;
  readonly isGiven: boolean;
}

export interface Call {
  readonly pointer: string;
  readonly label: string;
  /** In the order in which they are taken. */
  readonly args: readonly string[];
  readonly credential: GivenCredential | undefined;
}

/** How a program gives a credential: as what option of a configuration, and by the vendor's names as what argument. */
interface GivenCredential {
  readonly option: string;
  readonly argument: string;
}

/** Reads a spec as the Python package that is made of it. */
export function readSurface(spec: Document): Surface {
  const document = asDocument(pythonDocument(asOpenApi(spec)));
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
    return { name, schema, pointer: below('/components/schemas', specNameOf(spec, name)) };
  });
  const operations = operationsIn(document);
  const read = readNames(document);
  return {
    classes: new Map(
      schemas
        .filter(({ schema }) => schema.enum || isClass(schema))
        .map(({ name, schema, pointer }) => [name, { pointer, label: name, members: schema.enum ?? [] }]),
    ),
    values: new Map([
      ...schemas.flatMap(({ name, schema, pointer }) => {
        const way = { isRead: read.has(name), isGiven: !Object.hasOwn(schema, 'x-is-answer') };
        return fieldsOf(document, schema, pointer, name, way);
      }),
      ...operations.flatMap(({ operation, shared, pointer }) => valuesOf(document, operation, shared, pointer)),
    ]),
    calls: new Map(
      operations.map(({ operation, shared, pointer }) => {
        const label = operation.operationId;
        const args = argumentsOf(document, operation, shared);
        return [label, { pointer, label, args, credential: credentialOf(spec, operation) }];
      }),
    ),
    servers: document.servers.map(({ url }) => url),
  };
}

function operationsIn({ paths }: Document) {
  return Object.entries(paths).flatMap(([path, { parameters = [], ...item }]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ operation, shared: parameters, pointer: below('/paths', path, method) }] : [];
    }),
  );
}

/** The names of the schemas that answers hold, however deep. */
function readNames(document: Document): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    // A field may be called so too.
    const name = '$ref' in node && typeof node.$ref === 'string' ? componentName({ $ref: node.$ref }) : undefined;
    if (name !== undefined && !found.has(name)) {
      found.add(name);
      walk(document.components?.schemas?.[name]);
    }
    Object.values(node).forEach(walk);
  };
  for (const { operation } of operationsIn(document))
    for (const response of Object.values(operation.responses)) walk(resolve(document, response));
  return found;
}

/** The name in the spec of what may have another one where it is only sent. */
function specNameOf({ components }: Document, name: string): string {
  const own = name.replace(/(Input)+$/, '');
  return components?.schemas && Object.hasOwn(components.schemas, name) ? name : own;
}

type Way = Pick<Value, 'isRead' | 'isGiven'>;

/** The fields of an object, also of those in it that have no name. */
function fieldsOf(document: Document, schema: Schema, pointer: string, label: string, way: Way): [string, Value][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = { pointer: below(pointer, 'properties', name), label: `${label}.${name}` };
    const value: Value = { ...at, type: typeOf(document, field), ...way };
    return [[at.label, value] as [string, Value], ...fieldsOf(document, field, at.pointer, at.label, way)];
  });
  const parts = ['allOf', 'anyOf', 'oneOf'] as const;
  const inner = parts.flatMap((keyword) =>
    (schema[keyword] ?? []).flatMap((part, index) => {
      const name = keyword === 'allOf' ? label : `${label} ${index}`;
      return fieldsOf(document, part, below(pointer, keyword, index), name, way);
    }),
  );
  const items = schema.items ? fieldsOf(document, schema.items, below(pointer, 'items'), `${label}[]`, way) : [];
  return [...own, ...inner, ...items];
}

type Parameters = NonNullable<SpecOperation['parameters']>;

function parametersOf(document: Document, operation: SpecOperation, shared: Parameters): Parameter[] {
  return [...shared, ...(operation.parameters ?? [])].map((one) => resolve<Parameter>(document, one));
}

function bodyOf(document: Document, { requestBody }: SpecOperation) {
  return requestBody && resolve<Extract<typeof requestBody, { content?: unknown }>>(document, requestBody);
}

/** What a call takes and gives. */
function valuesOf(
  document: Document,
  operation: SpecOperation,
  shared: Parameters,
  pointer: string,
): [string, Value][] {
  const id = operation.operationId;
  const parameters = parametersOf(document, operation, shared).map(({ name, schema }): [string, Value] => {
    const label = `${id}(${name})`;
    return [label, { pointer, label, type: typeOf(document, schema), isRead: false, isGiven: true }];
  });
  const body = bodyOf(document, operation);
  const sent = jsonOf(body);
  const [[status = '', success] = []] = Object.entries(operation.responses)
    .filter(([name]) => /^2\d\d$/.test(name))
    .sort();
  const response = success && resolve(document, success);
  const read = jsonOf(response);
  const requestAt = below(pointer, 'requestBody', 'content', 'application/json', 'schema');
  const responseAt = below(pointer, 'responses', status, 'content', 'application/json', 'schema');
  return [
    ...parameters,
    ...(sent ? inBody(document, sent, requestAt, `the body of ${id}`, { isRead: false, isGiven: true }) : []),
    ...(read ? inBody(document, read, responseAt, `the result of ${id}`, { isRead: true, isGiven: false }) : []),
  ];
}

function inBody(document: Document, schema: Schema, pointer: string, label: string, way: Way): [string, Value][] {
  const value: Value = { pointer, label, type: typeOf(document, schema), ...way };
  return [[label, value], ...fieldsOf(document, schema, pointer, label, way)];
}

function jsonOf(body: object | undefined): Schema | undefined {
  const content: unknown = Reflect.get(body ?? {}, 'content');
  return Object(Object(content)['application/json']).schema;
}

/** The arguments of a call: those that have to be given come first, and the body after the others. */
function argumentsOf(document: Document, operation: SpecOperation, shared: Parameters): string[] {
  const body = bodyOf(document, operation);
  const all = [
    ...parametersOf(document, operation, shared).map(({ name, required = false }) => ({ name, required })),
    ...(body ? [{ name: BODY, required: body.required === true }] : []),
  ];
  return [...all.filter(({ required }) => required), ...all.filter(({ required }) => !required)].map(
    ({ name }) => name,
  );
}

const BODY = 'the body';

/** The first of the alternatives, which is the one that is sent. */
function credentialOf(spec: Document, { security = spec.security }: SpecOperation): GivenCredential | undefined {
  const [name] = Object.keys(security?.[0] ?? {});
  const [credential] = readCredentials(spec, security);
  if (name === undefined || credential === undefined) return undefined;
  const scheme = resolve<SecurityScheme>(spec, spec.components?.securitySchemes?.[name] ?? { type: 'apiKey' });
  const option = scheme.type === 'apiKey' ? `api_key ${name}` : `${scheme.scheme}`.toLowerCase();
  return { option, argument: pythonName(credential.form.name) };
}
