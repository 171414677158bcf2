import { at, items, text } from '../json.ts';
import { type Draft, draftOperation, findOperations } from './draft.ts';
import { findViolation } from './find-violation.ts';
import type { Operation } from './operation.ts';
import { places, typedValues } from './parameters.ts';
import { validatorName } from './schemas.ts';
import { type Validators, validatorOf } from './validate.ts';
import { Violation } from './violation.ts';

/** One vendor's API as its spec states it, compiled: what it serves, demands, accepts and may answer. */
export interface Contract {
  readonly basePath: string;
  /** The Content-Type that every request has to carry, body or not. */
  readonly demandedContentType: string | undefined;
  readonly operations: readonly Operation[];
}

/** Compiles a bundled OpenAPI 3.1 document; throws where it lacks what a server has to know. */
export function compileContract(document: unknown, validators: Validators, mount = ''): Contract {
  const server = text(at(items(at(document, 'servers'))[0], 'url'));
  if (server === undefined) throw new Error('The spec names no server');
  return {
    basePath: `${mount}${new URL(server).pathname.replace(/\/$/, '')}`,
    demandedContentType: text(at(document, 'x-request-content-type')),
    operations: findOperations(document).map((found) => compileOperation(validators, draftOperation(document, found))),
  };
}

function compileOperation(validators: Validators, draft: Draft): Operation {
  const { id, parameters, responses, paging } = draft;
  const validatorOfPart = (part: string) => validatorOf(validators, validatorName('requests', id, part));
  const validatePlaces = places.map((place) => [place, validatorOfPart(place)] as const);
  const validateBody = draft.consumes.length > 0 ? validatorOfPart('body') : undefined;
  const statuses = [...responses.keys()].sort((a, b) => a - b);
  const validateAnswer = new Map(
    statuses
      .filter((status) => responses.get(status)?.mediaType !== undefined)
      .map((status) => [status, validatorOf(validators, validatorName('answers', id, String(status)))]),
  );
  return {
    id,
    method: draft.method,
    path: draft.path,
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
        query: typedValues(parameters.query, query.size === 0 ? [] : [...query]),
        header: typedValues(parameters.header, headersOf(header)),
      };
      for (const [place, validate] of validatePlaces) {
        const violation = findViolation(validate, values[place], place);
        if (violation !== undefined) return violation;
      }
      return (
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
      if (!responses.has(status)) return new Violation('status', 'is not documented for this operation');
      const validate = validateAnswer.get(status);
      if (validate === undefined) {
        return sent === undefined ? undefined : new Violation('body', 'must not be there: the status has none');
      }
      if (sent === undefined) return new Violation('body', 'is missing');
      return findViolation(validate, sent, 'body');
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
    return validateBody === undefined
      ? new Violation('body', 'must not be there: the operation takes none')
      : findViolation(validateBody, sent, 'body');
  }
}
