import {
  asDocument,
  asOpenApi,
  componentName,
  type Document,
  METHODS,
  type Method,
  resolve,
  type Schema,
  type SpecOperation,
} from '../../generate/document.ts';
import { pythonDocument } from '../../python/steps.ts';
import { below } from '../node.ts';
import { isClass } from './types.ts';

/** Whether something is only given or only read. */
export type Way = 'sent' | 'received';

/** A schema of a Python package; what is given and read may be two of one schema of the spec. */
export interface NamedSchema {
  readonly name: string;
  readonly specName: string;
  /** As the package has it. */
  readonly schema: Schema;
  /** A JSON pointer into the spec. */
  readonly pointer: string;
  readonly isRead: boolean;
  readonly isGiven: boolean;
  readonly isClass: boolean;
  readonly isEnum: boolean;
}

const made = new WeakMap<Document, Document>();

/** Makes of a spec what its Python package is made of, once. */
export function asPython(spec: Document): Document {
  const document = made.get(spec) ?? asDocument(pythonDocument(asOpenApi(spec)));
  made.set(spec, document);
  return document;
}

export function readSchemas(spec: Document, document: Document): NamedSchema[] {
  const read = readNames(document);
  return Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
    const specName = specNameOf(spec, name);
    return {
      name,
      specName,
      schema,
      pointer: below('/components/schemas', specName),
      isRead: read.has(name),
      isGiven: !Object.hasOwn(schema, 'x-is-answer'),
      isClass: isClass(schema),
      isEnum: schema.enum !== undefined,
    };
  });
}

/** Which way a value goes, if it goes only one. */
export function wayOf({ isRead, isGiven }: { readonly isRead: boolean; readonly isGiven: boolean }): Way | undefined {
  if (isRead && isGiven) return undefined;
  return isRead ? 'received' : 'sent';
}

/** An operation, with where it stands. */
export interface NamedOperation {
  readonly operation: SpecOperation;
  readonly shared: NonNullable<SpecOperation['parameters']>;
  readonly path: string;
  readonly method: Method;
  readonly pointer: string;
}

export function operationsIn({ paths }: Document): NamedOperation[] {
  return Object.entries(paths).flatMap(([path, { parameters: shared = [], ...item }]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ operation, shared, path, method, pointer: below('/paths', path, method) }] : [];
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
