import type { Paging } from '../spec/extensions.ts';
import { type CredentialModel, readCredentials } from './credentials.ts';
import {
  componentName,
  type Document,
  METHODS,
  type Method,
  type Parameter,
  resolve,
  type Schema,
  type SpecOperation,
} from './document.ts';
import { capitalised, quoted } from './text.ts';
import { componentType, inputType, resultType } from './type-names.ts';

/** One field of an operation's flat input. */
export interface InputField {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body';
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
  /** The TypeScript type, in terms of the generated schema. */
  readonly type: string;
}

export interface SuccessModel {
  readonly status: string;
  readonly body: 'void' | 'object' | 'array' | 'unknown';
  /** The exported name of the body's type. */
  readonly type: string;
  /** What `type` stands for, where it is not a component of the spec. */
  readonly definition: string | undefined;
  readonly schema: Schema | undefined;
}

/** One operation, with what every emitter needs of it. */
export interface OperationModel {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly paging: Paging | undefined;
  /** The alternatives; the first is sent. Empty where none is needed. */
  readonly credentials: readonly CredentialModel[];
  readonly inputType: string;
  readonly input: readonly InputField[];
  /** Names that the input's body takes beside the listed ones, as the spec's `additionalProperties` says. */
  readonly rest: Schema | undefined;
  readonly body: 'required' | 'optional' | undefined;
  readonly successes: readonly SuccessModel[];
  readonly errors: readonly ErrorModel[];
}

/** A documented answer that is no success. */
export interface ErrorModel {
  readonly status: string;
  readonly kind: string;
  readonly description: string;
  /** The same call may be sent again after it, also one that writes. */
  readonly isRepeatable: boolean;
  /** The top-level JSON type of the documented body. */
  readonly body: SuccessModel['body'];
}

/** The meaning of a status, or of its first digit, where no `x-error-kind` says it: http takes an undocumented one so too. */
const KINDS: Readonly<Record<string, string>> = {
  401: 'unauthorized',
  403: 'forbidden-or-throttled',
  404: 'not-found',
  429: 'throttled',
  3: 'redirect',
  4: 'rejected',
  5: 'server',
};

export function kindOf(status: string): string | undefined {
  return /^\d{3}$/.test(status) ? (KINDS[status] ?? KINDS[status.charAt(0)]) : undefined;
}

/** Tells whether a method changes nothing at the vendor. */
export function isRead(method: Method): boolean {
  return method === 'get' || method === 'head';
}

/** The operations of a checked document, in its order. */
export function readOperations(document: Document): OperationModel[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const id = operation.operationId;
      const parameters = parametersOf(document, item.parameters, operation.parameters);
      const responses = Object.entries(operation.responses).map(([status, response]) => ({
        status,
        ...resolve(document, response),
      }));
      return {
        id,
        method,
        path,
        ...readTexts(operation),
        paging: operation['x-paging'],
        credentials: readCredentials(document, operation.security ?? document.security),
        inputType: inputType(id),
        ...readInput(document, id, parameters, operation.requestBody && resolve(document, operation.requestBody)),
        successes: responses
          .filter(({ status }) => /^2\d\d$/.test(status))
          .map(({ status, content }) => readSuccess(document, id, status, content?.['application/json']?.schema)),
        errors: responses.flatMap(
          ({
            status,
            description,
            content,
            'x-error-kind': kind = kindOf(status),
            'x-repeatable': isRepeatable = false,
          }) => {
            // Such as application/problem+json (RFC 9457).
            const json = Object.entries(content ?? {}).find(([type]) => /[/+]json$/.test(type))?.[1];
            const body = bodyOf(document, json?.schema);
            return kind ? [{ status, kind, description: description.trim(), isRepeatable, body }] : [];
          },
        ),
      };
    }),
  );
}

/** Reads what an operation is for; where nobody says it in a line, its id does: `listPets` lists pets. */
function readTexts({ operationId, summary = '', description = '' }: SpecOperation) {
  const words = operationId.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();
  const line = summary.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, '');
  return { summary: line || capitalised(words), description: description.trim() };
}

/** The parameters of a path and of one of its operations, which replaces those of the path that it has too. */
function parametersOf(document: Document, ...lists: readonly SpecOperation['parameters'][]): Parameter[] {
  const parameters = lists.flatMap((list = []) => list).map((parameter) => resolve<Parameter>(document, parameter));
  // Header names are the same in any case (RFC 9110 5.1).
  const id = ({ in: place, name }: Parameter) => `${place} ${place === 'header' ? name.toLowerCase() : name}`;
  return [...new Map(parameters.map((parameter) => [id(parameter), parameter])).values()];
}

type RequestBody = {
  readonly description?: string;
  readonly required?: boolean;
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } };
};

function readInput(
  document: Document,
  id: string,
  parameters: readonly Parameter[],
  requestBody: RequestBody | undefined,
): Pick<OperationModel, 'input' | 'rest' | 'body'> {
  const fields = parameters.map((parameter): InputField => {
    const group = `operations['${id}']['parameters']['${parameter.in}']`;
    return {
      name: parameter.name,
      in: parameter.in,
      required: parameter.required === true,
      description: parameter.description ?? '',
      schema: parameter.schema,
      type: `NonNullable<${group}>[${quoted(parameter.name)}]`,
    };
  });
  const schema = requestBody?.content?.['application/json']?.schema;
  if (!requestBody || !schema) return { input: fields, rest: undefined, body: undefined };
  const required = requestBody.required === true;
  const component = componentName(schema);
  const bodyType = component
    ? componentType(component)
    : `NonNullable<operations['${id}']['requestBody']>['content']['application/json']`;
  const { properties = {}, required: names = [], additionalProperties = false } = objectOf(document, schema);
  const sent = Object.entries(properties).filter(([, property]) => !isReadOnly(document, property));
  const bodyFields = sent.map(
    ([name, property]): InputField => ({
      name,
      in: 'body',
      required: required && names.includes(name),
      description: property.description ?? resolve(document, property).description ?? '',
      schema: property,
      type: `${bodyType}[${quoted(name)}]`,
    }),
  );
  return {
    input: [...fields, ...bodyFields],
    rest: additionalProperties === true ? {} : additionalProperties || undefined,
    body: required ? 'required' : 'optional',
  };
}

/** Tells whether only the vendor sets a field. */
function isReadOnly(document: Document, property: Schema): boolean {
  return property.readOnly === true || resolve(document, property).readOnly === true;
}

function readSuccess(document: Document, id: string, status: string, schema: Schema | undefined): SuccessModel {
  if (!schema) return { status, body: 'void', type: 'VoidResult', definition: undefined, schema };
  const component = componentName(schema);
  return {
    status,
    body: bodyOf(document, schema),
    type: component ? componentType(component) : resultType(id, status),
    definition: component ? undefined : `operations['${id}']['responses'][${status}]['content']['application/json']`,
    schema,
  };
}

/** Reads the top-level JSON type of a body; of alternatives, the one that each of them has. */
function bodyOf(document: Document, schema: Schema | undefined): SuccessModel['body'] {
  if (!schema) return 'void';
  const { type, anyOf, oneOf } = objectOf(document, schema);
  if (type === 'object' || type === 'array') return type;
  const [first = 'unknown', ...others] = new Set((anyOf ?? oneOf)?.map((alternative) => bodyOf(document, alternative)));
  return type === undefined && others.length === 0 ? first : 'unknown';
}

/** A schema with its references followed and its `allOf` merged, as far as the fields of an object go. */
export function objectOf(document: Document, schema: Schema): Schema {
  const { allOf, ...own } = resolve(document, schema);
  if (!allOf) return own;
  const parts = [...allOf.map((part) => objectOf(document, part)), own];
  const properties = parts.flatMap((part) => Object.entries(part.properties ?? {}));
  return {
    ...Object.assign({}, ...parts),
    required: parts.flatMap(({ required = [] }) => required),
    ...(properties.length > 0 && { type: 'object', properties: Object.fromEntries(properties) }),
  };
}
