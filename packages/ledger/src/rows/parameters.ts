import { at, items } from '../json.ts';
import type { Operation, Spec } from '../spec.ts';
import type { Draft, ParameterClass } from './row.ts';
import { pointless, rules } from './rules.ts';

/** Every parameter in each class of values, and each value of its enum. */
export function parameterRows(spec: Spec, operation: Operation): Draft[] {
  return [
    ...operation.parameters.flatMap(({ in: place, name, required, schema }) => {
      const resolved = resolve(spec, schema);
      const greys = greysOf(required, place, resolved);
      const row = classRow(place, name);
      return [...CLASSES.map((of) => row(of, greys[of])), ...valuesOf(place, name, resolved)];
    }),
    classRow('query', '*')('unknown', rules.stoppedByClient),
    ...operation.credentials.slice(0, 1).flatMap(({ in: place, name }) => {
      const row = classRow(place, name);
      return [row('absent', rules.stoppedByClient), row('unknown', rules.refusedByServer)];
    }),
    ...(spec.demandedContentType === undefined
      ? []
      : [
          classRow('header', 'content-type')('absent', CLIENTS_OWN),
          classRow('header', 'content-type')('unknown', CLIENTS_OWN),
        ]),
  ];
}

const CLASSES: readonly ParameterClass[] = ['absent', 'min', 'max', 'over', 'wrong-type', 'unknown'];

/** The client sets it: a caller cannot leave it out. */
const CLIENTS_OWN: Draft['greys'] = {
  ...rules.stoppedByClient,
  emission: 'the client sets it itself: that it is right shows in every request',
};

function greysOf(required: boolean, place: string, schema: unknown): Readonly<Record<ParameterClass, Draft['greys']>> {
  const type = at(schema, 'type');
  const isNumber = type === 'integer' || type === 'number';
  const values = items(at(schema, 'enum'));
  const has = (...keywords: readonly string[]) => keywords.some((keyword) => at(schema, keyword) !== undefined);
  const ofEnum = pointless('the values of an enum have rows of their own');
  const end = (...keywords: readonly string[]) =>
    values.length > 0
      ? ofEnum
      : has(...keywords) || !isNumber
        ? rules.accepted
        : pointless('the spec names no such end');
  const hasEnd = has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength');
  return {
    absent: !required
      ? rules.accepted
      : place === 'path'
        ? { ...rules.stoppedByClient, server: 'without a part of its path, it is another path' }
        : rules.stoppedByClient,
    min: end('minimum', 'exclusiveMinimum'),
    max: end('maximum', 'exclusiveMaximum'),
    over: values.length > 0 ? ofEnum : hasEnd ? rules.refusedByServer : pointless('the spec names no range to leave'),
    'wrong-type':
      type === 'string' || type === undefined
        ? { ...rules.stoppedByClient, server: 'in a URL and in a header everything is text' }
        : rules.stoppedByClient,
    unknown: values.length > 0 ? rules.refusedByServer : pointless('the spec names no values to be unknown among'),
  };
}

function classRow(place: string, name: string): (of: ParameterClass, greys: Draft['greys']) => Draft {
  return (of, greys) => ({
    name: `${place}/${name} ${of}`,
    subject: { kind: 'parameter', in: place, name, class: of },
    greys,
  });
}

function valuesOf(place: string, name: string, schema: unknown): Draft[] {
  return items(at(schema, 'enum')).map((value) => ({
    name: `${place}/${name} enum ${value}`,
    subject: { kind: 'parameter-enum', in: place, name, value },
    greys: rules.accepted,
  }));
}

/** Follows references to a component schema. */
export function resolve(spec: Spec, schema: unknown): unknown {
  const reference = at(schema, '$ref');
  return typeof reference === 'string' ? resolve(spec, spec.models[reference.split('/').at(-1) ?? '']) : schema;
}
