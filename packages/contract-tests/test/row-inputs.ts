import type { Row, Spec } from '@ticketbridge/ledger';
import { at, items } from './json.ts';
import { replacedAt } from './schema-places.ts';
import type { Operation } from './spec.ts';

/** The flat input of a client's method. */
export type Input = Readonly<Record<string, unknown>>;

/** Text that is long for the one who writes it, where the spec names no greatest length. */
export const LONG = 'x'.repeat(64);

/** Changes an input so that its request shows a row; `undefined` where no input can. */
export function inputFor(spec: Spec, operation: Operation, { subject }: Row, input: Input): Input | undefined {
  switch (subject.kind) {
    case 'parameter': {
      const { name } = subject;
      if (name === '*') return { ...input, unknown_1: 'x' };
      const parameter = operation.parameters.find((known) => known.in === subject.in && known.name === name);
      if (!parameter) return undefined;
      const schema = resolve(spec, parameter.schema);
      if (subject.class === 'absent') return without(input, [name]);
      return { ...input, [name]: parameterValue(schema, subject.class) };
    }
    case 'parameter-enum':
      return { ...input, [subject.name]: subject.value };
    case 'enum':
      return put(input, keysOf(subject.pointer), 'value' in subject ? subject.value : 'NEVER_HEARD_OF');
    case 'presence':
      return subject.isPresent ? input : without(input, keysOf(subject.pointer));
    case 'keyword':
      return subject.isValid ? input : broken(input, keysOf(subject.pointer), subject.keyword);
    default:
      return undefined;
  }
}

function parameterValue(schema: unknown, of: string): unknown {
  const isText = at(schema, 'type') === 'string';
  const least = at(schema, 'minimum');
  const most = at(schema, 'maximum');
  switch (of) {
    case 'min':
      return isText ? '1' : least;
    case 'max':
      return isText ? LONG : most;
    case 'over':
      return typeof least === 'number' ? least - 1 : Number(most) + 1;
    case 'unknown':
      return 'never-heard-of';
    default:
      return isText ? 7 : 'ten';
  }
}

function broken(input: Input, keys: readonly string[], keyword: string): Input | undefined {
  switch (keyword) {
    case 'type':
      // No schema of a request takes it for text, a number or an object; the whole input cannot be anything else.
      return keys.length === 0 ? undefined : put(input, keys, true);
    case 'required':
      return without(input, keys);
    case 'additionalProperties':
      return put(input, [...keys, 'unknown_1'], 'x');
    default:
      return undefined;
  }
}

function keysOf(pointer: string): readonly string[] {
  return pointer.split('/').filter(Boolean);
}

function put(value: Input, keys: readonly string[], by: unknown): Input {
  return Object(replacedAt(value, keys, by));
}

function without(value: Input, keys: readonly string[]): Input {
  return put(value, keys, undefined);
}

function resolve(spec: Spec, schema: unknown): unknown {
  const reference = at(schema, '$ref');
  return typeof reference === 'string' ? resolve(spec, spec.models[reference.split('/').at(-1) ?? '']) : schema;
}

/** Tells whether the spec allows what shows a row. */
export function isAllowed({ subject, greys }: Row): boolean {
  if (subject.kind === 'parameter') return ['absent', 'min', 'max'].includes(subject.class) && !('end-to-end' in greys);
  if (subject.kind === 'enum') return 'value' in subject;
  return subject.kind !== 'keyword' || subject.isValid;
}

/** Tells whether a row is of what a client sends. */
export function isOfRequest({ subject }: Row): boolean {
  return subject.kind !== 'pair' && (!('side' in subject) || subject.side === 'request');
}

/** The values of a spec's enum for a parameter, one of which a request has to have. */
export function firstOfEnum(spec: Spec, schema: unknown): unknown {
  return items(at(resolve(spec, schema), 'enum'))[0];
}
