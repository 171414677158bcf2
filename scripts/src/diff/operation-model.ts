import { type CredentialModel, readCredentials } from '../generate/credentials.ts';
import {
  type Document,
  METHODS,
  type Method,
  type Parameter,
  type Schema,
  type SpecOperation,
} from '../generate/document.ts';
import { isRead } from '../generate/model.ts';
import { inputType } from '../generate/type-names.ts';
import { leftover } from './leftover.ts';
import { below, type Facts, type Node, nodeAt } from './node.ts';
import { describedAt, readAnswers } from './response-model.ts';
import { fieldsOf, readSchema, target } from './schema-model.ts';
import { type At, follow } from './written.ts';

/** An operation, with the path that it stands under. */
interface Operation extends At<SpecOperation> {
  readonly method: Method;
  readonly path: string;
  readonly item: { readonly parameters?: SpecOperation['parameters'] };
}

interface Content {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly 'x-request-body-name'?: string;
}

/** Reads the operations of a checked document. */
export function readOperations(document: Document): Node[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const raw = item[method];
      return raw ? [readOperation({ document, raw, pointer: below('/paths', path, method), method, path, item })] : [];
    }),
  );
}

const CREDENTIAL = ['type', 'scheme', 'in', 'name', 'x-credential-prefix', 'x-credential-option'];
const READ = ['operationId', 'parameters', 'requestBody', 'responses', 'deprecated', 'security', 'x-paging'];

function readOperation(operation: Operation): Node {
  const { document, raw, pointer, method, path, item } = operation;
  const id = raw.operationId;
  const paging = raw['x-paging'];
  const body =
    raw.requestBody &&
    readBody(id, follow<Content>({ document, raw: raw.requestBody, pointer: below(pointer, 'requestBody') }));
  return nodeAt(
    { kind: 'operation', pointer, raw, label: id },
    {
      id,
      method,
      path,
      call: isRead(method) ? 'repeatable' : 'once',
      deprecated: Reflect.get(raw, 'deprecated'),
      tag: [Reflect.get(raw, 'tags')].flat()[0],
      paging:
        paging &&
        nodeAt({ kind: 'paging', pointer: below(pointer, 'x-paging'), raw: paging, label: id }, { facts: paging }),
      ...readSecurity(operation),
      input: { ...readParameters(operation), ...body?.fields },
      body: body?.node,
      ...readAnswers(operation),
      ...leftover(raw, READ),
      around: nodeAt(
        { kind: 'path', pointer: below('/paths', path), raw: item, label: path },
        leftover(item, ['parameters', ...METHODS]),
      ),
    },
  );
}

/** What is sent, and what the caller has to give for it. */
export interface SentCredential {
  readonly option: string;
  readonly scheme: string;
  readonly prefix: string;
  readonly place: string;
}

function sentCredential({ form: { option, in: place, name, prefix = '' }, scheme }: CredentialModel): SentCredential {
  return { option, scheme, prefix, place: `${place} ${place === 'header' ? name.toLowerCase() : name}` };
}

function readParameters({ document, pointer, raw, path, item }: Operation): Facts {
  const listed = [
    ...(item.parameters ?? []).map((parameter, index) => ({
      parameter,
      at: below('/paths', path, 'parameters', index),
    })),
    ...(raw.parameters ?? []).map((parameter, index) => ({ parameter, at: below(pointer, 'parameters', index) })),
  ];
  return Object.fromEntries(
    listed.map(({ parameter, at }): [string, Node] => {
      const found = follow<Parameter>({ document, raw: parameter, pointer: at });
      const { in: place, name, required = false, schema } = found.raw;
      const label = `${inputType(raw.operationId)}.${name}`;
      return [
        name,
        nodeAt(
          { kind: 'input', pointer: found.pointer, raw: found.raw, label },
          {
            in: place,
            required,
            schema: readSchema({ document, schema, pointer: below(found.pointer, 'schema'), label }),
            deprecated: Reflect.get(found.raw, 'deprecated'),
            ...leftover(found.raw, ['in', 'name', 'required', 'schema', 'deprecated']),
          },
        ),
      ];
    }),
  );
}

/** The body, and its fields: those of the operation's flat input. */
function readBody(id: string, body: At<Content>): { readonly fields: Facts; readonly node: Node } {
  const { document, raw, pointer } = body;
  const label = inputType(id);
  const { 'application/json': json, ...others } = raw.content ?? {};
  const schema = json?.schema ?? {};
  const at = below(pointer, 'content', 'application/json', 'schema');
  const written = target({ document, schema, pointer: at, label });
  const fields = fieldsOf(written)
    .filter(({ access }) => access !== 'read only')
    .map(({ name, required, access, schema: inner, ...at }): [string, Node] => [
      name,
      nodeAt(
        { kind: 'input', ...at },
        { in: 'body', required: raw.required === true && required, access, schema: inner, texts: {}, unknown: {} },
      ),
    ]);
  const facts = {
    presence: raw.required ? 'required' : 'optional',
    bodyName: raw['x-request-body-name'],
    schema: readSchema({ document, schema, pointer: at, label }),
    media: others,
    described: describedAt(json, below(pointer, 'content', 'application/json'), label),
    ...leftover(raw, ['required', 'content', 'x-request-body-name']),
  };
  return {
    fields: Object.fromEntries(fields),
    node: nodeAt({ kind: 'body', pointer, raw, label: id }, facts),
  };
}

/** The credential that is sent, and the others that the vendor takes as well. */
function readSecurity({ document, raw }: Operation): Facts {
  const security = raw.security ?? document.security ?? [];
  const [first, ...others] = readCredentials(document, security).map((model, index) => {
    const name = Object.keys(security[index] ?? {})[0] ?? '';
    const scheme = below('/components/securitySchemes', name);
    const written: unknown = document.components?.securitySchemes?.[name];
    return nodeAt(
      {
        kind: index === 0 ? 'credential' : 'other credential',
        pointer: scheme,
        raw: written,
        label: model.form.option,
      },
      { sent: JSON.stringify(sentCredential(model)), ...leftover(Object(written), CREDENTIAL) },
    );
  });
  return {
    credential: first,
    otherCredentials: Object.fromEntries(others.map((node) => [String(node.sent), node])),
  };
}
