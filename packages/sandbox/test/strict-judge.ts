import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { at, entries, isObject, items, type JsonObject, text } from '../src/json.ts';
import { resolve } from '../src/spec/reference.ts';
import type { Heard } from './calls.ts';

/** A request to an operation, as texts; names of the query may repeat. */
export interface Request {
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly body: unknown;
}

/** An operation of an OpenAPI document, and a judge that knows nothing else. */
export interface Judge {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly definition: unknown;
  /** Makes requests of which many are right. */
  requests(): fc.Arbitrary<Request>;
  /** Tells whether a request is one that the document describes. */
  isValid(request: Request): boolean;
  /** Says what the document does not have of an answer; `undefined` for one that it describes. */
  problemOf(answer: Heard): string | undefined;
  /** Tells whether the body of a status is one that the document describes. */
  isAnswer(status: number, body: unknown): boolean;
}

/** Reads the operations of a document. */
export function judgesOf(document: unknown): Judge[] {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'document', ...Object(document) });
  const compiled = new Map<unknown, ValidateFunction>();
  const isOf = (schema: unknown, value: unknown): boolean => {
    // A schema is compiled on its own, with its references made absolute.
    const absolute: unknown = JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/'));
    const validate = compiled.get(schema) ?? ajv.compile(Object(absolute));
    compiled.set(schema, validate);
    return validate(value);
  };
  return entries(at(document, 'paths')).flatMap(([path, item]) =>
    entries(item)
      .filter(([key]) => key !== 'parameters')
      .map(([method, definition]) => judgeOf(document, isOf, { path, item, method, definition })),
  );
}

interface Place {
  readonly path: string;
  readonly item: unknown;
  readonly method: string;
  readonly definition: unknown;
}

function judgeOf(
  document: unknown,
  isOf: (schema: unknown, value: unknown) => boolean,
  { path, item, method, definition }: Place,
): Judge {
  const parameters = [...items(at(item, 'parameters')), ...items(at(definition, 'parameters'))].map((parameter) =>
    resolve(document, parameter),
  );
  const inPlace = (place: string) => parameters.filter((parameter) => at(parameter, 'in') === place);
  const body = at(definition, 'requestBody');
  const bodySchema = at(body, 'content', 'application/json', 'schema');
  const responseOf = (status: number) => resolve(document, at(definition, 'responses', String(status)));
  const isAnswer = (status: number, sent: unknown): boolean => {
    const media = at(responseOf(status), 'content', 'application/json');
    if (media === undefined || sent === undefined) return (media === undefined) === (sent === undefined);
    return isOf(at(media, 'schema'), sent);
  };
  return {
    id: text(at(definition, 'operationId')) ?? '',
    method: method.toUpperCase(),
    path,
    definition,
    requests: () =>
      fc.record({
        path: fc.record(Object.fromEntries(inPlace('path').map((one) => [nameOf(one), valueText(one)]))),
        query: queries(inPlace('query')),
        body: bodySchema === undefined ? fc.constant(undefined) : nearly(document, bodySchema),
      }),
    isValid(request) {
      const query = Map.groupBy(request.query, ([name]) => name);
      const isDeclared = [...query.keys()].every((name) => inPlace('query').some((one) => nameOf(one) === name));
      const isRight = parameters.every((one) => {
        const path = request.path[nameOf(one)];
        const sent = at(one, 'in') === 'path' ? [path ?? ''] : (query.get(nameOf(one)) ?? []).map(([, value]) => value);
        if (sent.length === 0) return at(one, 'required') !== true;
        const schema = at(one, 'schema');
        const [first, ...others] = sent.map((value) => readText(at(resolve(document, schema), 'type'), value));
        return isOf(schema, others.length === 0 ? first : [first, ...others]);
      });
      const isBody = request.body === undefined ? at(body, 'required') !== true : isOf(bodySchema, request.body);
      return isDeclared && isRight && isBody;
    },
    problemOf({ status, headers, body: sent }) {
      const response = responseOf(status);
      if (response === undefined) return `${status} is not documented`;
      if (!isAnswer(status, sent)) return `the body of ${status} is another one`;
      const wrong = entries(at(response, 'headers')).find(([name, header]) => {
        const value = headers.get(name);
        return value === null ? at(header, 'required') === true : !isOf(at(header, 'schema'), value);
      });
      return wrong && `the header ${wrong[0]} of ${status} is another one`;
    },
    isAnswer,
  };
}

function nameOf(parameter: unknown): string {
  return text(at(parameter, 'name')) ?? '';
}

/** Reads the text of a parameter as its schema has it. */
function readText(type: unknown, value: string): unknown {
  return type === 'integer' && /^-?\d+$/.test(value) ? Number(value) : value;
}

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', ' ', '\u00a0\n', '\ufeff', '\u001c', '\u0085', '\u2028\t', '%', '/', 'null', '..x'),
);
const integers = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '007',
    '-0',
    '9007199254740991',
    '9007199254740992',
    '9'.repeat(400),
    '1e3',
    '1.0',
    '',
  ),
  fc.integer().map(String),
);

/** Makes texts of a parameter, of which many are right; a dot would lead to another path. */
function valueText(parameter: unknown): fc.Arbitrary<string> {
  const known = entries(at(parameter, 'examples')).map(([, example]) => String(at(example, 'value')));
  const right = [...items(at(parameter, 'schema', 'enum')).map(String), ...known];
  const others = at(parameter, 'schema', 'type') === 'integer' ? integers : texts;
  const all = right.length > 0 ? fc.oneof(fc.constantFrom(...right), others) : others;
  return all.filter((value) => !/^\.{1,2}$/.test(value));
}

function queries(parameters: readonly unknown[]): fc.Arbitrary<Request['query']> {
  const declared = parameters.map((one) =>
    fc.array(valueText(one), { maxLength: 1 }).map((values) => values.map((value) => [nameOf(one), value] as const)),
  );
  const rare = fc.array(fc.tuple(fc.constantFrom('x', ...parameters.map(nameOf)), texts), { maxLength: 1 });
  const often = fc.constant<[string, string][]>([]);
  return fc.tuple(...declared, fc.oneof({ weight: 4, arbitrary: often }, rare)).map((parts) => parts.flat());
}

/** Makes values of a schema, and such as are nearly right. */
export function nearly(document: unknown, given: unknown): fc.Arbitrary<unknown> {
  const schema = resolve(document, given);
  const wrong = fc.jsonValue({ maxDepth: 1 });
  return fc.oneof({ weight: 12, arbitrary: right(document, schema) }, wrong);
}

function right(document: unknown, schema: unknown): fc.Arbitrary<unknown> {
  const known = [at(schema, 'enum'), at(schema, 'x-extensible-enum'), at(schema, 'const')].flat().filter(Boolean);
  const [first] = known;
  if (first !== undefined) return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, texts);
  switch (at(schema, 'type')) {
    case 'object':
      return objects(document, schema);
    case 'array':
      return fc.array(nearly(document, at(schema, 'items')), { maxLength: 2 });
    case 'integer':
      return fc.oneof(fc.nat(), fc.maxSafeInteger(), fc.constantFrom(2 ** 53, -(2 ** 53), 1.5));
    default:
      return at(schema, 'format') === 'date-time'
        ? fc.oneof({ weight: 4, arbitrary: fc.constant('2026-03-01T09:00:00Z') }, texts)
        : texts;
  }
}

function objects(document: unknown, schema: unknown): fc.Arbitrary<unknown> {
  const required = items(at(schema, 'required'));
  const fields = entries(at(schema, 'properties')).map(([name, property]) =>
    fc.tuple(fc.constant(name), nearly(document, property), fc.nat(required.includes(name) ? 20 : 1)),
  );
  const extra = fc.oneof({ weight: 12, arbitrary: fc.constant({}) }, fc.constant({ undeclared: 1 }));
  return fc.tuple(fc.tuple(...fields), extra).map(([values, more]): JsonObject => {
    const there = values.filter(([, , chance]) => chance > 0).map(([name, value]) => [name, value] as const);
    return { ...Object.fromEntries(there), ...(isObject(more) ? more : {}) };
  });
}
