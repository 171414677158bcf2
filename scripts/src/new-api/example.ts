import { type Document, resolve, type Schema } from '../generate/document.ts';
import type { OperationModel } from '../generate/model.ts';
import { literal } from '../generate/text.ts';
import { createSampler, type Sampler } from '../sandbox/sampler.ts';
import { exampleOf } from './example-value.ts';

/** A call to show: its operation, and the arguments that it requires, as code. */
export interface ExampleCall {
  readonly operation: OperationModel;
  readonly args: string;
}

type Input = Readonly<Record<string, unknown>>;

/**
 * Finds the call to show first: a read that requires little, and gives something. `undefined` where the sandbox would refuse
 * whatever can be made for any operation.
 */
export function exampleCall(document: Document, operations: readonly OperationModel[]): ExampleCall | undefined {
  const sampler = createSampler(document.components);
  for (const operation of operations.toSorted((a, b) => cost(a) - cost(b))) {
    const input = canSucceed(operation, sampler) ? exampleInput(document, operation, sampler) : undefined;
    if (input) return { operation, args: argumentsOf(input) };
  }
  return undefined;
}

function cost({ method, input, successes }: OperationModel): number {
  return (
    (method === 'get' ? 0 : 100) +
    (successes.some(({ body }) => body !== 'void') ? 0 : 50) +
    input.filter(({ required }) => required).length
  );
}

function canSucceed({ successes }: OperationModel, sampler: Sampler): boolean {
  return successes.some(({ schema }) => !schema || validValue(sampler, schema) !== undefined);
}

function exampleInput(document: Document, operation: OperationModel, sampler: Sampler): Input | undefined {
  const parameters = operation.input
    .filter(({ in: place, required }) => required && place !== 'body')
    .map(({ name, schema }): [string, unknown] => [name, validValue(sampler, schema, exampleOf(document, schema))]);
  const body = exampleBody(document, operation, sampler);
  if (!body || parameters.some(([, value]) => value === undefined)) return undefined;
  return { ...Object.fromEntries(parameters), ...body };
}

/** What is required of a body; nothing of one that may be left out. */
function exampleBody(document: Document, operation: OperationModel, sampler: Sampler): Input | undefined {
  const { requestBody } = document.paths[operation.path]?.[operation.method] ?? {};
  const schema = requestBody && resolve(document, requestBody).content?.['application/json']?.schema;
  if (!schema || operation.body !== 'required') return {};
  const fields = operation.input.filter(({ in: place }) => place === 'body');
  const isKnown = ([name]: [string, unknown]) => operation.rest || fields.some((field) => field.name === name);
  const own = fields
    .filter(({ required }) => required)
    .map((field) => [field.name, validValue(sampler, field.schema, exampleOf(document, field.schema))]);
  // What only the vendor sets is no field of the input.
  const sendable = (value: unknown): Input => Object.fromEntries(Object.entries(Object(value)).filter(isKnown));
  const made = validValue(sampler, schema, Object.fromEntries(own), sendable);
  return made === undefined ? undefined : sendable(made);
}

/** Finds a value that is valid as it is sent: our own, or one of the sampler's; `undefined` where there is none. */
function validValue(
  sampler: Sampler,
  schema: Schema,
  own?: unknown,
  sent: (value: unknown) => unknown = (value) => value,
): unknown {
  for (const values of [[own], sampler.values(schema, 'required'), sampler.values(schema, 'all')]) {
    for (const value of values) if (value !== undefined && sampler.isValid(schema, sent(value))) return value;
  }
  return undefined;
}

function argumentsOf(input: Input): string {
  if (Object.keys(input).length === 0) return '';
  const code = literal(input);
  const line = code.replaceAll(/,?\n\s*/g, (end) => (end.startsWith(',') ? ', ' : ' ')).replaceAll(', }', ' }');
  return line.length > 60 ? code : line;
}
