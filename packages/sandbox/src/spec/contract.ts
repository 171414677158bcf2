import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { at, entries, items, mapValues, text } from '../json.ts';
import { type Draft, draftOperation } from './draft.ts';
import { findViolation } from './find-violation.ts';
import type { Operation } from './operation.ts';
import { places, typedValues } from './parameters.ts';
import { strictComponent, strictValue } from './strict.ts';
import { Violation } from './violation.ts';

/** One vendor's API as its spec states it, compiled: what it serves, demands, accepts and may answer. */
export interface Contract {
  readonly basePath: string;
  /** The Content-Type that every request has to carry, body or not. */
  readonly demandedContentType: string | undefined;
  readonly operations: readonly Operation[];
}

export interface ContractForm {
  /** What stands before the base path. Default: nothing. */
  readonly mount?: string;
  /** Whether an answer may have properties that its schema does not declare, if the schema lets it. Default: false. */
  readonly areAnswersOpen?: boolean;
}

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;

/** Compiles a bundled OpenAPI 3.1 document; throws where it lacks what a server has to know. */
export function compileContract(
  document: unknown,
  { mount = '', areAnswersOpen = false }: ContractForm = {},
): Contract {
  const server = text(at(items(at(document, 'servers'))[0], 'url'));
  if (server === undefined) throw new Error('The spec names no server');
  const drafts = entries(at(document, 'paths')).flatMap(([path, item]) =>
    methods
      .filter((method) => at(item, method) !== undefined)
      .map((method) => draftOperation(document, path, method, item)),
  );
  const ajv = new Ajv2020({ strict: false, logger: false, verbose: true });
  addFormats.default(ajv);
  const schemas = at(document, 'components', 'schemas');
  const closed = mapValues(schemas, (schema) => strictComponent(document, schema));
  const close = (schema: unknown): unknown => (areAnswersOpen ? schema : strictValue(document, schema));
  ajv.addSchema({
    $id: 'requests',
    components: { schemas: closed },
    operations: Object.fromEntries(drafts.map((draft) => [draft.id, requestSchemas(draft)])),
  });
  ajv.addSchema({
    $id: 'answers',
    components: { schemas: areAnswersOpen ? schemas : closed },
    operations: Object.fromEntries(
      drafts.map(({ id, responses }) => [
        id,
        Object.fromEntries([...responses].map(([status, { schema }]) => [status, close(schema)])),
      ]),
    ),
  });
  return {
    basePath: `${mount}${new URL(server).pathname.replace(/\/$/, '')}`,
    demandedContentType: text(at(document, 'x-request-content-type')),
    operations: drafts.map((draft) => compileOperation(ajv, draft)),
  };
}

function requestSchemas({ parameters, body }: Draft): Readonly<Record<string, unknown>> {
  return { ...Object.fromEntries(places.map((place) => [place, parameters[place].schema])), body };
}

function compileOperation(ajv: Ajv2020, draft: Draft): Operation {
  const { id, parameters, responses, paging } = draft;
  // Compiled when it is first needed: a spec may have a thousand operations.
  const compiled = new Map<string, ValidateFunction>();
  const judge = (direction: 'requests' | 'answers', part: string): ValidateFunction => {
    const reference = `${direction}#/operations/${id}/${part}`;
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    return validate;
  };
  const statuses = [...responses.keys()].sort((a, b) => a - b);
  return {
    id,
    method: draft.method,
    matchPath: draft.matchPath,
    credentials: draft.credentials,
    parameters: (['query', 'header'] as const).flatMap((place) =>
      parameters[place].names.map((name) => ({ in: place, name })),
    ),
    pagingParameters: paging?.parameters ?? [],
    statuses,
    success: statuses.find((status) => status >= 200 && status < 300),
    consumes: draft.consumes,
    produces: (status) => responses.get(status)?.mediaType,
    example: (status) => responses.get(status)?.example,
    canAnswer(status) {
      const response = responses.get(status);
      return response !== undefined && (response.mediaType === undefined || response.example !== undefined);
    },
    checkRequest({ path, query, header, body }) {
      const values = {
        path: typedValues(parameters.path, Object.entries(path)),
        query: typedValues(parameters.query, [...query]),
        header: typedValues(parameters.header, headersOf(header)),
      };
      const wrong = places.map((place) => findViolation(judge('requests', place), values[place], place));
      return (
        wrong.find((violation) => violation !== undefined) ??
        bodyViolation(body) ?? {
          path: values.path,
          query: { ...parameters.query.defaults, ...values.query },
          header: { ...parameters.header.defaults, ...values.header },
          body,
          paging,
        }
      );
    },
    checkResponse(status, sent) {
      const response = responses.get(status);
      if (response === undefined) return new Violation('status', 'is not documented for this operation');
      if (response.mediaType === undefined) {
        return sent === undefined ? undefined : new Violation('body', 'must not be there: the status has none');
      }
      if (sent === undefined) return new Violation('body', 'is missing');
      return findViolation(judge('answers', String(status)), sent, 'body');
    },
  };

  function headersOf(header: (name: string) => string | undefined): (readonly [string, string])[] {
    return parameters.header.names.flatMap((name) => {
      const value = header(name);
      return value === undefined ? [] : [[name, value] as const];
    });
  }

  function bodyViolation(sent: unknown): Violation | undefined {
    if (sent === undefined) return draft.bodyRequired ? new Violation('body', 'is missing') : undefined;
    if (draft.consumes.length === 0) return new Violation('body', 'must not be there: the operation takes none');
    return findViolation(judge('requests', 'body'), sent, 'body');
  }
}
