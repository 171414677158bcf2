import type { Answer, Operation, Spec } from '../spec.ts';
import { bodyRows } from './bodies.ts';
import { parameterRows } from './parameters.ts';
import type { Draft, Row } from './row.ts';

export type { ParameterClass, Row, Side, Subject } from './row.ts';

/**
 * Lists every promise of a spec, in its order. Tests and the report walk this one list:
 *
 * - `OPERATION STATUS`
 * - `OPERATION PLACE/NAME CLASS`, `OPERATION PLACE/NAME enum VALUE` for a parameter
 * - `OPERATION request|STATUS POINTER KEYWORD valid|violated`
 * - `OPERATION request|STATUS POINTER enum VALUE`, where `*` is a value that the enum does not name
 * - `OPERATION request|STATUS POINTER present|absent` for an optional property
 */
export function rowsOf(spec: Spec): readonly Row[] {
  return spec.operations.flatMap((operation) =>
    draftsOf(spec, operation).map(({ name, ...draft }) => ({
      ...draft,
      vendor: spec.name,
      operation: operation.id,
      name: `${operation.id} ${name}`,
    })),
  );
}

function draftsOf(spec: Spec, operation: Operation): Draft[] {
  const { requestBody, answers } = operation;
  return [
    ...[...answers.keys()].map((status) => pairRow(status)),
    ...parameterRows(spec, operation),
    ...(requestBody ? bodyRows(spec, 'request', requestBody.schema, []) : []),
    ...[...answers].flatMap(([status, answer]) => answerRows(spec, status, answer)),
  ];
}

function pairRow(status: number): Draft {
  return { name: `${status}`, subject: { kind: 'pair', status }, greys: {} };
}

function answerRows(spec: Spec, status: number, { schema, examples }: Answer): Draft[] {
  return schema === undefined ? [] : bodyRows(spec, status, schema, examples);
}
