import { type Document, resolve, type Schema, type SpecOperation } from '../../generate/document.ts';
import { type OperationModel, readOperations } from '../../generate/model.ts';
import { pointer } from '../node.ts';
import { type Field, fieldsOf, followed, inside, type Place } from './places.ts';

/** An operation with the places of what goes in and what comes out. */
export interface Call {
  readonly operation: OperationModel;
  readonly trail: readonly string[];
  readonly input: readonly Field[];
  /** The body of the request, as a whole. */
  readonly body: Place | undefined;
  /** The bodies of the successes; undefined where one has none. */
  readonly answers: readonly (Place | undefined)[];
}

export function readCalls(document: Document): Call[] {
  return readOperations(document).map((operation): Call => {
    const { path, method, successes } = operation;
    const item = document.paths[path];
    const node = item?.[method];
    if (!item || !node) throw new TypeError(`There is no ${method} ${path}.`);
    const trail = [pointer('paths', path, method), pointer('paths', path, 'parameters')];
    const at: Place<SpecOperation> = { node, trail };
    const ofPath = { node: item, trail: [pointer('paths', path), ...trail] };
    const body = node.requestBody && bodyOf(document, inside(at, ['requestBody'], node.requestBody));
    const parameters = [
      ...(item.parameters ?? []).map((parameter, index) => inside(ofPath, ['parameters', index], parameter)),
      ...(node.parameters ?? []).map((parameter, index) => inside(at, ['parameters', index], parameter)),
    ].map((place) => followed(document, place));
    const places = new Map<string, Place>([
      ...parameters.map((place): [string, Place] => [
        `${place.node.in} ${place.node.name}`,
        { node: place.node.schema, trail: place.trail },
      ]),
      ...(body ? fieldsOf(document, body) : []).map(({ name, place }): [string, Place] => [`body ${name}`, place]),
    ]);
    return {
      operation,
      trail,
      input: operation.input.map((field) => ({
        name: field.name,
        isRequired: field.required,
        place: places.get(`${field.in} ${field.name}`) ?? { node: field.schema, trail },
      })),
      body,
      answers: successes.map(({ status }) => {
        const response = node.responses[status];
        return response && bodyOf(document, inside(at, ['responses', status], response));
      }),
    };
  });
}

/** JSON pointers to what says which fields the input of an operation has, the operation last. */
export function aboutInput({ operation, input, trail }: Call): string[] {
  const holders = input.flatMap(({ place }, index) =>
    operation.input[index]?.in === 'body' ? place.trail.slice(1) : [],
  );
  return [...new Set([...holders.filter((holder) => !trail.includes(holder)), ...trail])];
}

type Body = { readonly content?: { readonly 'application/json'?: { readonly schema: Schema } } };

function bodyOf(document: Document, place: Place<Body | { readonly $ref: string }>): Place | undefined {
  const at = followed<Body>(document, place);
  const schema = at.node.content?.['application/json']?.schema;
  return schema && inside(at, ['content', 'application/json', 'schema'], schema);
}

/** Tells whether only the vendor sets a field. */
export function isReadOnly(document: Document, { node }: Place): boolean {
  return node.readOnly === true || resolve(document, node).readOnly === true;
}
