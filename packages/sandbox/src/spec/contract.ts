import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { at, entries, items, type JsonObject, mapValues, text } from '../json.ts';
import { type Draft, draftOperation } from './draft.ts';
import { findViolation } from './find-violation.ts';
import type { Operation } from './operation.ts';
import { strictComponent } from './strict.ts';
import { Violation } from './violation.ts';

/** One vendor's API as its spec states it, compiled: what it serves, demands, accepts and may answer. */
export interface Contract {
  readonly basePath: string;
  /** The Content-Type that every request has to carry, body or not. */
  readonly demandedContentType: string | undefined;
  readonly operations: readonly Operation[];
}

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Compiles a bundled OpenAPI 3.1 document; throws where it lacks what a server has to know. */
export function compileContract(document: unknown): Contract {
  const server = text(at(items(at(document, 'servers'))[0], 'url'));
  if (server === undefined) throw new Error('The spec names no server');
  const ajv = new Ajv2020({ strict: false, logger: false, verbose: true });
  addFormats.default(ajv);
  const drafts = entries(at(document, 'paths')).flatMap(([path, item]) =>
    methods
      .filter((method) => at(item, method) !== undefined)
      .map((method) => draftOperation(document, path, method, item)),
  );
  ajv.addSchema({
    $id: 'contract',
    components: {
      schemas: mapValues(at(document, 'components', 'schemas'), (schema) => strictComponent(document, schema)),
    },
    operations: Object.fromEntries(drafts.map((draft) => [draft.id, draft.schemas])),
  });
  return {
    basePath: new URL(server).pathname.replace(/\/$/, ''),
    demandedContentType: text(at(document, 'x-request-content-type')),
    operations: drafts.map((draft) => compileOperation(ajv, draft)),
  };
}

function compileOperation(ajv: Ajv2020, draft: Draft): Operation {
  const { id, bodyRequired, types, queryDefaults } = draft;
  const compile = (...keys: string[]): ValidateFunction =>
    ajv.compile({ $ref: `contract#/operations/${[id, ...keys].join('/')}` });
  const path = compile('path');
  const query = compile('query');
  const body = draft.consumes.length > 0 ? compile('body') : undefined;
  const responses = new Map(
    Object.keys(draft.schemas.responses).map((status) => [Number(status), compile('responses', status)]),
  );
  return {
    id,
    method: draft.method,
    matchPath: draft.matchPath,
    credentials: draft.credentials,
    statuses: [...draft.responses.keys()].sort((a, b) => a - b),
    consumes: draft.consumes,
    produces: (status) => draft.responses.get(status)?.mediaType,
    example: (status) => draft.responses.get(status)?.example,
    checkRequest(parts) {
      const pathValues = typedValues(types, Object.entries(parts.path));
      const queryValues = typedValues(types, [...parts.query]);
      return (
        findViolation(path, pathValues, 'path') ??
        findViolation(query, queryValues, 'query') ??
        bodyViolation(parts.body) ?? {
          path: pathValues,
          query: { ...queryDefaults, ...queryValues },
          body: parts.body,
          paging: draft.paging,
        }
      );
    },
    checkResponse(status, sent) {
      if (!draft.responses.has(status)) return new Violation('status', 'is not documented for this operation');
      const schema = responses.get(status);
      if (schema === undefined) {
        return sent === undefined ? undefined : new Violation('body', 'must not be there: the status has none');
      }
      return sent === undefined ? new Violation('body', 'is missing') : findViolation(schema, sent, 'body');
    },
  };

  function bodyViolation(sent: unknown): Violation | undefined {
    if (sent === undefined) return bodyRequired ? new Violation('body', 'is missing') : undefined;
    if (body === undefined) return new Violation('body', 'must not be there: the operation takes none');
    return findViolation(body, sent, 'body');
  }
}

/** Types each value. A key that occurs twice becomes a list, which only a schema that asks for one accepts. */
function typedValues(types: Draft['types'], pairs: readonly (readonly [string, string])[]): JsonObject {
  const grouped = new Map<string, unknown[]>();
  for (const [name, value] of pairs) grouped.set(name, [...(grouped.get(name) ?? []), typed(types.get(name), value)]);
  return Object.fromEntries([...grouped].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

/** Types a value of the path or query, which is text on the wire; what does not fit stays text, for the schema to refuse. */
function typed(type: string | undefined, value: string): string | number | boolean {
  if (type === 'integer' && /^-?\d+$/.test(value)) return numberIf(Number.isSafeInteger, value);
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return numberIf(Number.isFinite, value);
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
  return value;
}

/** Reads a number, unless it would not be the one that was sent: a page beyond 2^53 cannot be told from its neighbour. */
function numberIf(holds: (value: number) => boolean, text: string): number | string {
  const value = Number(text);
  return holds(value) ? value : text;
}
