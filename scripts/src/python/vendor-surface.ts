import type { OpenAPI3 } from 'openapi-typescript';
import { readCredentials } from '../generate/credentials.ts';
import {
  asDocument,
  type Document,
  METHODS,
  type Parameter,
  resolve,
  type SpecOperation,
} from '../generate/document.ts';
import { isEnum, withEnumsInPlace } from './enums-in-place.ts';

/** A parameter as openapi-generator's templates get it; what is a credential is never shown by a client. */
interface Argument extends Parameter {
  readonly 'x-credential'?: true;
  readonly 'x-credential-prefix'?: string;
}

type Parameters = NonNullable<SpecOperation['parameters']>;

/**
 * Derives the document of which openapi-generator makes what a vendor's own client is: it names operations by path and
 * method, takes the credential as the first argument of each and a body under the vendor's name for it, and gives no
 * argument a default. Throws for a credential that no single header or parameter of the query is.
 */
export function vendorSurface(spec: OpenAPI3): OpenAPI3 {
  const document = asDocument(spec);
  const { security: _, paths: items, components = {}, ...whole } = document;
  const { securitySchemes: __, links: ___, schemas = {}, ...others } = components;
  const named = Object.fromEntries(Object.entries(schemas).filter(([, schema]) => !isEnum(schema)));
  const derived = Object.entries(items).map(([path, { parameters = [], ...item }]) => {
    const operations = METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [[method, operationOf(document, operation, parameters)] as const] : [];
    });
    return [path, { ...item, ...Object.fromEntries(operations) }] as const;
  });
  const paths = Object.fromEntries(derived);
  return withEnumsInPlace({ ...whole, paths, components: { ...others, schemas: named } }, schemas);
}

function operationOf(document: Document, operation: SpecOperation, shared: Parameters): object {
  const { operationId, security = document.security, parameters = [], requestBody, responses, ...rest } = operation;
  const [inherited = [], own = []] = [shared, parameters].map((list) => list.map((one) => argumentOf(document, one)));
  const isReplaced = (one: Argument) => own.some((other) => other.in === one.in && other.name === one.name);
  const body = requestBody && resolve(document, requestBody);
  const name = body?.['x-request-body-name'];
  return {
    ...rest,
    parameters: [
      ...credentialOf(document, operationId, security),
      ...inherited.filter((one) => !isReplaced(one)),
      ...own,
    ],
    ...(body && { requestBody: body }),
    ...(name !== undefined && { 'x-codegen-request-body-name': name }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, given]) => {
        // They name operations by the ids that are gone.
        const { links: _, ...response } = resolve(document, given);
        return [status, response];
      }),
    ),
  };
}

/** A parameter that says nothing of what holds if it is left out. */
function argumentOf(document: Document, given: Parameters[number]): Argument {
  const { schema, ...parameter } = resolve(document, given);
  const { default: _, ...plain } = resolve(document, schema);
  return { ...parameter, schema: plain };
}

/** The credential that is sent; none where the operation needs none. */
function credentialOf(document: Document, id: string, security: Document['security']): Argument[] {
  const [credential] = readCredentials(document, security);
  if (credential === undefined) return [];
  const { form, scheme, description } = credential;
  if (scheme !== 'verbatim')
    throw new Error(`${id}: a user and a password are no one argument, as a vendor's client has it.`);
  return [
    {
      name: form.name,
      in: form.in,
      required: true,
      description,
      schema: { type: 'string' },
      'x-credential': true,
      ...(form.prefix !== undefined && { 'x-credential-prefix': form.prefix }),
    },
  ];
}
