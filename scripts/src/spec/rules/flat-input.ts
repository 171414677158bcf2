import { isPlainObject, type Location, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import { type Part, partsOf, type Resolve } from '../parts.ts';
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
        const inPath = [field, other].some(({ id }) => id.startsWith('path '));
        const renaming = inPath ? ' The name of a path parameter is not sent: rename it.' : '';
        context.report({
          message: `The input of ${operation.operationId} has two fields named ${field.name}; the other one is at ${formatPosition(positionOf(other.location))}. Path, query, header and body names share one namespace.${renaming}`,
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
  const self = schema && isPlainObject(schema.node) ? { node: schema.node, location: schema.location } : undefined;
  const fields = self && isObject(self.node) ? fieldsOf(self, resolve) : [];
  if (self === undefined || fields.length === 0) {
    report({
      message: 'A request body must be of "type: object" and list its properties, itself or by allOf.',
      location: at.key(),
    });
    return [];
  }
  const sent = fields.filter(({ isReadOnly }) => !isReadOnly);
  const [required] = sent.filter(({ isRequired }) => isRequired);
  if (Object(body.node).required !== true && required) {
    report({
      message: 'A field of this body is required, so the body is: give its requestBody "required: true".',
      location: required.owner.child('required').key(),
    });
  }
  return sent.map(({ name, location }) => ({ id: `body ${name}`, name, location }));
}

function isObject({ type, allOf }: Part['node']): boolean {
  return type === 'object' || (type === undefined && allOf !== undefined);
}

interface BodyField {
  readonly name: string;
  readonly location: Location;
  /** The schema that requires it, or else lists it. */
  readonly owner: Location;
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
}

/** The fields of an object and of what its `allOf` puts together. */
function fieldsOf(schema: Part, resolve: Resolve, inside: readonly unknown[] = []): BodyField[] {
  // A part may be made of itself, which another rule refuses.
  if (inside.includes(schema.node)) return [];
  const within = [...inside, schema.node];
  const { properties, required } = schema.node;
  const names: unknown[] = Array.isArray(required) ? required : [];
  const own = Object.entries(isPlainObject(properties) ? properties : {}).map(([name, property]): BodyField => {
    const location = schema.location.child(['properties', name]);
    const target = follow(property, location, resolve)?.node;
    const isReadOnly = [property, target].some((node) => isPlainObject(node) && node.readOnly === true);
    return { name, location: location.key(), owner: schema.location, isRequired: names.includes(name), isReadOnly };
  });
  const inherited = partsOf(schema, 'allOf', resolve).flatMap((part) => fieldsOf(part, resolve, within));
  return [
    ...own,
    ...inherited.map((field) =>
      names.includes(field.name) ? { ...field, owner: schema.location, isRequired: true } : field,
    ),
  ];
}
