import { at, type JsonObject, mapValues } from '../json.ts';
import { bodySchema, findOperations, findResponses } from './draft.ts';
import { parameterSchemas } from './parameters.ts';
import { resolve } from './reference.ts';
import { strictComponent, strictValue } from './strict.ts';

/** A JSON Schema document of schemas to make validators of, by the validator's name. */
export interface SchemaDocument {
  readonly $id: string;
  /** What the schemas refer to. */
  readonly components?: JsonObject;
  readonly validators: JsonObject;
}

type Direction = 'requests' | 'answers';

/** Names the validator of a part of a request, or of a status's body. */
export function validatorName(direction: Direction, operation: string, part: string): string {
  return `${direction}/${operation}/${part}`;
}

/**
 * Makes the schemas of an API's requests and answers. They are closed: what the spec does not declare is refused. Open
 * answers may have properties that their schemas do not declare, if these let them.
 */
export function contractSchemas(document: unknown, areAnswersOpen: boolean): SchemaDocument[] {
  const schemas = at(document, 'components', 'schemas');
  const closed = mapValues(schemas, (schema) => strictComponent(document, schema));
  const answer = (schema: unknown): unknown => (areAnswersOpen ? schema : strictValue(document, schema));
  const operations = findOperations(document);
  const requests = operations.flatMap(({ id, item, definition }) => {
    const body = bodySchema(resolve(document, at(definition, 'requestBody')));
    const parts = {
      ...parameterSchemas(document, item, definition),
      ...(body !== undefined && { body: strictValue(document, body) }),
    };
    return Object.entries(parts).map(([part, schema]) => [validatorName('requests', id, part), schema] as const);
  });
  const answers = operations.flatMap(({ id, definition }) =>
    findResponses(document, definition).flatMap(([status, response]) => {
      const body = bodySchema(response);
      return body === undefined ? [] : [[validatorName('answers', id, String(status)), answer(body)] as const];
    }),
  );
  return [
    { $id: 'requests', components: { schemas: closed }, validators: Object.fromEntries(requests) },
    {
      $id: 'answers',
      components: { schemas: areAnswersOpen ? schemas : closed },
      validators: Object.fromEntries(answers),
    },
  ];
}
