import { isPlainObject, type Location, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import { formatPosition, positionOf } from '../problem.ts';
import { follow } from '../references.ts';

interface Field {
  /** The place and the name, without the case that means nothing. */
  readonly id: string;
  readonly name: string;
  readonly location: Location;
}

/** The input of a generated operation is one object: path, query, header and body names must not meet in it. */
export const flatInput: Oas3Rule = () => ({
  PathItem: {
    Operation(operation, context, parents) {
      const shared = parametersOf(parents.PathItem, context.parentLocations.PathItem, context);
      const own = parametersOf(operation, context.location, context);
      const parameters = [...shared.filter(({ id }) => !own.some((other) => other.id === id)), ...own];
      const fields = [...parameters, ...bodyFields(operation.requestBody, context)];

      const first = new Map<string, Field>();
      for (const field of fields) {
        const other = first.get(field.name) ?? first.get(field.id);
        first.set(field.name, other ?? field).set(field.id, other ?? field);
        if (other === undefined) continue;
        context.report({
          message: `The input of ${operation.operationId} has two fields named ${field.name}; the other one is at ${formatPosition(positionOf(other.location))}. Path, query, header and body names share one namespace.`,
          location: field.location,
        });
      }
    },
  },
});

function parametersOf(node: unknown, at: Location | undefined, { resolve }: UserContext): Field[] {
  if (!isPlainObject(node) || !Array.isArray(node.parameters) || at === undefined) return [];
  return node.parameters.flatMap((parameterOrRef, index): Field[] => {
    const parameter = follow(parameterOrRef, at.child(['parameters', index]), resolve);
    if (!isPlainObject(parameter?.node)) return [];
    const name = String(parameter.node.name);
    // Header names are the same in any case (RFC 9110 5.1).
    const id = `${parameter.node.in} ${parameter.node.in === 'header' ? name.toLowerCase() : name}`;
    return [{ id, name, location: parameter.location.child('name') }];
  });
}

function bodyFields(requestBody: unknown, { location, resolve, report }: UserContext): Field[] {
  const body = follow(requestBody, location.child('requestBody'), resolve);
  const content = isPlainObject(body?.node) ? body.node.content : undefined;
  const media = isPlainObject(content) ? content['application/json'] : undefined;
  if (body === undefined || !isPlainObject(media)) return [];
  const at = body.location.child(['content', 'application/json', 'schema']);
  const schema = follow(media.schema, at, resolve);
  const { type, allOf, properties } = isPlainObject(schema?.node) ? schema.node : {};
  if (schema === undefined || type !== 'object' || allOf !== undefined || !isPlainObject(properties)) {
    report({
      message: 'A request body must be of "type: object" and list its properties itself, without allOf.',
      location: at.key(),
    });
    return [];
  }
  const { required } = Object(schema.node);
  if (Object(body.node).required !== true && Array.isArray(required) && required.length > 0) {
    report({
      message: 'A field of this body is required, so the body is: give its requestBody "required: true".',
      location: schema.location.child('required').key(),
    });
  }
  return Object.keys(properties).map((name) => ({
    id: `body ${name}`,
    name,
    location: schema.location.child(['properties', name]).key(),
  }));
}
