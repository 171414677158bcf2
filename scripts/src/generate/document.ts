import type { OpenAPI3 } from 'openapi-typescript';
import type { Paging } from '../spec/extensions.ts';

/** A JSON Schema as the lint lets it through: what the generator reads of it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly readOnly?: boolean;
  readonly examples?: readonly unknown[];
  readonly 'x-extensible-enum'?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Body {
  readonly description?: string;
  readonly required?: boolean;
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } };
}

interface RequestBody extends Body {
  readonly 'x-request-body-name'?: string;
}

interface Response extends Body {
  readonly description: string;
  readonly links?: unknown;
  readonly 'x-error-kind'?: string;
  readonly 'x-repeatable'?: true;
}

export interface SpecOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: RequestBody | Reference;
  readonly responses: Readonly<Record<string, Response | Reference>>;
  readonly security?: readonly SecurityRequirement[];
  readonly 'x-paging'?: Paging;
}

/** One alternative: the lint admits the name of one scheme. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface SecurityScheme {
  readonly type: 'apiKey' | 'http';
  readonly description?: string;
  readonly in?: 'header' | 'query';
  readonly name?: string;
  readonly scheme?: string;
  readonly 'x-credential-prefix'?: string;
  readonly 'x-credential-option'?: string;
}

interface Reference {
  readonly $ref: string;
}

interface Server {
  readonly url: string;
  readonly description?: string;
}

/** A bundled OpenAPI document that the lint has passed: every node is of the form that these types say. */
export interface Document {
  readonly info: { readonly title: string };
  readonly servers: readonly [Server, ...Server[]];
  readonly security?: readonly SecurityRequirement[];
  readonly paths: Readonly<
    Record<
      string,
      { readonly parameters?: readonly (Parameter | Reference)[] } & Partial<Record<Method, SpecOperation>>
    >
  >;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>;
    readonly securitySchemes?: Readonly<Record<string, SecurityScheme | Reference>>;
    readonly links?: unknown;
  };
  readonly 'x-error-code-keys'?: readonly string[];
  readonly 'x-request-content-type'?: string;
}

export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
export type Method = (typeof METHODS)[number];

/** Reads a checked document by the types above: what they promise is what the lint has established. */
export function asDocument(checked: OpenAPI3): Document {
  return checked as unknown as Document;
}

/** Gives such a document to what reads any of OpenAPI. */
export function asOpenApi(document: Document): OpenAPI3 {
  return document as unknown as OpenAPI3;
}

/** Follows a reference inside the document, if `node` is one. */
export function resolve<Node extends object>(document: Document, node: Node | Reference): Node {
  let at: unknown = node;
  while (typeof at === 'object' && at !== null && '$ref' in at) {
    let target: unknown = document;
    for (const token of String(at.$ref).replace('#/', '').split('/')) {
      const key = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
      target = typeof target === 'object' && target !== null ? Reflect.get(target, key) : undefined;
    }
    at = target;
  }
  // The lint has resolved every reference, and a reference stands only where its target may.
  return at as Node;
}

/** The name of the component that a schema refers to. */
export function componentName(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.match(/^#\/components\/schemas\/([^/]+)$/)?.[1];
}
