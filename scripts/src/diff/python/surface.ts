import { readCredentials } from '../../generate/credentials.ts';
import {
  type Document,
  type Parameter,
  resolve,
  type Schema,
  type SecurityScheme,
  type SpecOperation,
} from '../../generate/document.ts';
import { pythonName } from '../../python/names.ts';
import { below } from '../node.ts';
import type { Spot } from './place-names.ts';
import { asPython, operationsIn, readSchemas, wayOf } from './schemas.ts';
import { typeOf } from './types.ts';

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
  readonly spot: Spot;
  /** The members of an enum; none for a model. */
  readonly members: readonly unknown[];
}

export interface Value {
  readonly pointer: string;
  readonly label: string;
  readonly spot: Spot;
  readonly type: string;
  readonly isRead: boolean;
  readonly isGiven: boolean;
}

export interface Call {
  readonly pointer: string;
  readonly label: string;
  readonly spot: Spot;
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
  const document = asPython(spec);
  const schemas = readSchemas(spec, document);
  const operations = operationsIn(document);
  return {
    classes: new Map(
      schemas
        .filter(({ isClass, isEnum }) => isClass || isEnum)
        .map(({ name, schema, pointer, isRead, isGiven }) => {
          const spot = { pointer, way: wayOf({ isRead, isGiven }) };
          return [name, { pointer, label: name, spot, members: schema.enum ?? [] }];
        }),
    ),
    values: new Map([
      ...schemas.flatMap(({ name, schema, pointer, isRead, isGiven }) =>
        fieldsOf(document, schema, pointer, name, { isRead, isGiven }),
      ),
      ...operations.flatMap(({ operation, shared, pointer }) => valuesOf(document, operation, shared, pointer)),
    ]),
    calls: new Map(
      operations.map(({ operation, shared, pointer }) => {
        const label = operation.operationId;
        const args = argumentsOf(document, operation, shared);
        return [label, { pointer, label, spot: { pointer }, args, credential: credentialOf(spec, operation) }];
      }),
    ),
    servers: document.servers.map(({ url }) => url),
  };
}

type Way = Pick<Value, 'isRead' | 'isGiven'>;

function placed(pointer: string, label: string): Pick<Value, 'pointer' | 'label' | 'spot'> {
  return { pointer, label, spot: { pointer } };
}

/** The fields of an object, also of those in it that have no name. */
function fieldsOf(document: Document, schema: Schema, pointer: string, label: string, way: Way): [string, Value][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = placed(below(pointer, 'properties', name), `${label}.${name}`);
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
  const parameters = parametersOf(document, operation, shared).map(({ name, schema }, index): [string, Value] => {
    const label = `${id}(${name})`;
    const isShared = index < shared.length;
    const holder = isShared ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer;
    const spot = { pointer: below(holder, 'parameters', isShared ? index : index - shared.length), holder: pointer };
    return [label, { pointer, label, spot, type: typeOf(document, schema), isRead: false, isGiven: true }];
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
  const value: Value = { ...placed(pointer, label), type: typeOf(document, schema), ...way };
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
