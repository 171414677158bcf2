import { readCredentials } from '../../generate/credentials.ts';
import {
  componentName,
  type Document,
  type Parameter,
  resolve,
  type Schema,
  type SecurityScheme,
  type SpecOperation,
} from '../../generate/document.ts';
import { className, methodName, moduleName, pythonName, unnamedMethodName } from '../../python/names.ts';
import { below } from '../node.ts';
import type { PythonSurface } from '../verdict.ts';
import { follow } from '../written.ts';
import {
  asPython,
  type NamedOperation,
  type NamedSchema,
  operationsIn,
  readSchemas,
  type Way,
  wayOf,
} from './schemas.ts';

/** What is spoken of: where it stands, and as part of what. */
export interface Spot {
  /** A JSON pointer into the document. */
  readonly pointer: string;
  /** That of the operation or the component which has it. */
  readonly holder?: string | undefined;
  readonly way?: Way | undefined;
  /** It is of the document of before. */
  readonly isOld?: boolean;
  /** It is a schema of the spec, rather than what has its type. */
  readonly isSchema?: boolean;
  /** Where a type was put in the place of another, of which it is a part. */
  readonly swap?: string | undefined;
}

/** How a program says it: a name, and the fields that lead from there. */
interface Name {
  readonly root: string;
  readonly path: string;
  /** What follows the fields. */
  readonly end?: string;
  /** What it is in, where that has no name. */
  readonly within?: string;
  /** The schema that is no class: it is what has that type. */
  readonly alias?: string;
  /** The operation or the component that has it, as a JSON pointer. */
  readonly holder: string;
  readonly way?: Way | undefined;
}

type Given<Part extends keyof SpecOperation> = NonNullable<SpecOperation[Part]>;
type Body = Extract<NonNullable<SpecOperation['requestBody']>, { content?: unknown }>;

/** Names what stands in a spec as programs for one of its Python packages do. */
export class PlaceNames {
  readonly #document: Document;
  readonly #surface: PythonSurface;
  readonly #names = new Map<string, Name[]>();
  /** What has the type of a schema, by its name. */
  readonly #uses = new Map<string, Name[]>();
  readonly #schemas: readonly NamedSchema[];

  constructor(document: Document, surface: PythonSurface) {
    this.#document = document;
    this.#surface = surface;
    this.#schemas = readSchemas(document, asPython(document));
    for (const schema of this.#schemas) this.#addSchema(schema);
    for (const path of Object.keys(document.paths))
      this.#add(below('/paths', path), { root: path, path: '', holder: '' });
    for (const operation of operationsIn(document)) this.#addOperation(operation);
    for (const [name, scheme] of Object.entries(document.components?.securitySchemes ?? {}))
      this.#addCredential(name, resolve<SecurityScheme>(document, scheme));
  }

  /** Says how a program calls it, in Markdown; nothing if no program does. */
  wordsFor(spot: Spot): string[] {
    return [...new Set(this.#find(spot).map(wordsOf))];
  }

  #find(spot: Spot): Name[] {
    const { swap, ...own } = spot;
    const isMeant = (name: Name) => isAlike(name.way, spot.way);
    const expanded = (names: Name[]) => {
      return preferred(
        names.flatMap((name) => (spot.isSchema ? [unaliased(name)] : this.#expanded(name))),
        isMeant,
      );
    };
    const found = preferred(this.#near(own), isMeant);
    // What is written there itself, is no part of another type.
    if (swap === undefined || `${own.pointer}/`.startsWith(`${swap}/`)) return expanded(found);
    return expanded(preferred(this.#near({ ...own, pointer: swap }), isMeant)).flatMap((base) => {
      const paths = [...new Set(found.map(({ path }) => path))];
      // The fields of a body are those of its class.
      const isBody = base.path === '' && base.way === 'sent';
      return isBody && !paths.includes('')
        ? expanded(found)
        : paths.map((path) => ({ ...base, path: base.path + path }));
    });
  }

  /** The names of the nearest thing around a place that has one. */
  #near({ pointer, holder }: Spot): Name[] {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const all = this.#names.get(at);
      if (all) return preferred(all, (name) => name.holder === holder);
    }
    return (holder !== undefined && this.#names.get(holder)) || [];
  }

  /** What is no class has the names of what has its type. */
  #expanded(name: Name, open: readonly string[] = []): Name[] {
    const { alias, path } = name;
    if (alias === undefined) return [name];
    const uses = open.includes(alias) ? [] : (this.#uses.get(alias) ?? []);
    const inner = uses.flatMap((use) => this.#expanded({ ...use, path: use.path + path }, [...open, alias]));
    return inner.length > 0
      ? inner
      : [{ root: '', path: '', within: `the spec's schema \`${alias}\``, holder: name.holder }];
  }

  #addSchema({ name, specName, pointer, isClass, isEnum, ...is }: NamedSchema): void {
    const hasName = isClass || (isEnum && this.#surface === 'python');
    const named = hasName ? { root: className(name) } : { root: '', alias: specName };
    this.#addIn(this.#document.components?.schemas?.[specName] ?? {}, pointer, {
      ...named,
      path: '',
      holder: pointer,
      way: wayOf(is),
    });
  }

  #addOperation({ operation, shared, path, method, pointer }: NamedOperation): void {
    const { operationId, parameters = [], requestBody, responses } = operation;
    const called = this.#surface === 'python' ? methodName(operationId) : unnamedMethodName(path, method);
    this.#add(pointer, { root: called, path: '', holder: pointer });
    for (const [holder, list] of [
      [below('/paths', path), shared],
      [pointer, parameters],
    ] as const)
      for (const [index, raw] of list.entries())
        this.#addParameter(raw, below(holder, 'parameters', index), called, pointer);
    if (requestBody) this.#addBody(requestBody, called, pointer);
    for (const [status, response] of Object.entries(responses))
      if (!status.startsWith('x-')) this.#addResponse(response, status, called, pointer);
  }

  #addParameter(raw: Given<'parameters'>[number], pointer: string, method: string, operation: string): void {
    const found = follow<Parameter>({ document: this.#document, raw, pointer });
    const argument = pythonName(found.raw.name);
    const name: Name = { root: `${method}(${argument}`, path: '', end: ')', holder: operation, way: 'sent' };
    for (const at of new Set([pointer, found.pointer])) {
      this.#add(at, name);
      this.#addIn(found.raw.schema, below(at, 'schema'), name);
    }
  }

  #addResponse(raw: Given<'responses'>[string], status: string, method: string, operation: string): void {
    const pointer = below(operation, 'responses', status);
    const found = follow<Given<'responses'>[string]>({ document: this.#document, raw, pointer });
    const label = `${method} ${status}`;
    const isSuccess = status.startsWith('2');
    const body = isSuccess ? { root: `${method}()` } : { root: '', within: `the body of \`${label}\`` };
    const contents: Readonly<Record<string, { readonly schema?: Schema }>> = Object(Object(found.raw).content);
    for (const at of new Set([pointer, found.pointer])) {
      this.#add(at, { root: label, path: '', holder: operation });
      for (const [type, { schema }] of Object.entries(contents)) {
        const name: Name = { ...body, path: '', holder: operation, way: 'received' };
        if (schema) this.#addIn(schema, below(at, 'content', type, 'schema'), name);
      }
    }
  }

  #addBody(given: Given<'requestBody'>, method: string, operation: string): void {
    const pointer = below(operation, 'requestBody');
    const { raw, pointer: written } = follow<Body>({ document: this.#document, raw: given, pointer });
    const schema = raw.content?.['application/json']?.schema;
    const argument = this.#bodyArgument(raw);
    const own: Name = {
      ...(argument === undefined
        ? { root: '', within: `the body of \`${method}\`` }
        : { root: `${method}(${argument}`, end: ')' }),
      ...{ path: '', holder: operation, way: 'sent' },
    };
    for (const at of new Set([pointer, written])) {
      this.#add(at, { root: method, path: '', holder: operation });
      if (!schema) continue;
      const inner = { ...own, root: '', end: '', within: wordsOf(own) };
      const place = below(at, 'content', 'application/json', 'schema');
      this.#addIn(schema, place, schema.$ref === undefined ? inner : own, own);
    }
  }

  /** The argument that takes a body; one without a schema's name has none that is promised. */
  #bodyArgument(body: Body): string | undefined {
    const given = this.#surface === 'vendorPython' ? body['x-request-body-name'] : undefined;
    if (given !== undefined) return pythonName(given);
    const name = componentName(body.content?.['application/json']?.schema ?? {});
    const sent = this.#schemas.find((one) => one.specName === name && one.isGiven);
    return sent && moduleName(sent.name);
  }

  #addCredential(name: string, scheme: SecurityScheme): void {
    const [credential] = readCredentials(this.#document, [{ [name]: [] }]);
    if (!credential) return;
    const option =
      scheme.type === 'apiKey' ? `api_key["${name}"]` : credential.scheme === 'basic' ? 'username' : 'access_token';
    const root = this.#surface === 'python' ? option : pythonName(credential.form.name);
    const pointer = below('/components/securitySchemes', name);
    this.#add(pointer, { root, path: '', holder: pointer });
  }

  /** Names a schema, and what stands in it. */
  #addIn(schema: Schema, pointer: string, name: Name, own: Name = name): void {
    this.#add(pointer, own);
    const target = componentName(schema);
    if (target !== undefined) this.#uses.set(target, [...(this.#uses.get(target) ?? []), own]);
    const at = (path: string): Name => ({ ...name, path: name.path + path });
    for (const [field, inner] of Object.entries(schema.properties ?? {}))
      if (!this.#isHidden(inner, name.way))
        this.#addIn(inner, below(pointer, 'properties', field), at(`.${pythonName(field)}`));
    for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const)
      for (const [index, part] of (schema[keyword] ?? []).entries())
        this.#addIn(part, below(pointer, keyword, index), name);
    for (const part of schema.allOf ?? []) this.#addInherited(part, name);
    if (schema.items) this.#addIn(schema.items, below(pointer, 'items'), at('[]'));
    if (typeof schema.additionalProperties === 'object')
      this.#addIn(schema.additionalProperties, below(pointer, 'additionalProperties'), at('[*]'));
  }

  /** The fields of a part are those of the whole, too. */
  #addInherited(part: Schema, name: Name): void {
    const target = componentName(part);
    if (target === undefined) return;
    this.#addIn(resolve<Schema>(this.#document, part), below('/components/schemas', target), name);
  }

  #isHidden(field: Schema, way: Way | undefined): boolean {
    if (way === undefined) return false;
    const marks = [field, resolve<Schema>(this.#document, field)];
    return marks.some((schema) => Reflect.get(schema, way === 'sent' ? 'readOnly' : 'writeOnly') === true);
  }

  #add(pointer: string, name: Name): void {
    this.#names.set(pointer, [...(this.#names.get(pointer) ?? []), name]);
  }
}

/** A schema that is no class has its name in the spec alone. */
function unaliased({ alias, ...name }: Name): Name {
  return alias === undefined ? name : { ...name, path: '', within: `the spec's schema \`${alias}\`` };
}

function isAlike(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function preferred(names: Name[], isMeant: (name: Name) => boolean): Name[] {
  const meant = names.filter(isMeant);
  return meant.length > 0 ? meant : names;
}

function wordsOf({ root, path, end = '', within }: Name): string {
  const code = `${root}${path}${end}`.replace(/^\./, '');
  if (within === undefined) return `\`${code}\``;
  return code === '' ? within : `\`${code}\` in ${within}`;
}
