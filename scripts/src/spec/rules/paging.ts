import { isPlainObject, type Location, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import { isPaging, PAGING_FACTS } from '../extensions.ts';
import { follow, type Target } from '../references.ts';

/** Paging is read by the facade and the sandbox: what it names must be there, and be what it is taken for. */
export const paging: Oas3Rule = () => ({
  PathItem: {
    Operation(operation, context, parents) {
      const value: unknown = Reflect.get(operation, 'x-paging');
      if (!isPaging(value)) return;
      const at = context.location.child('x-paging');
      const facts: Readonly<Record<string, string | number>> = value;
      const { parameters, pointers } = PAGING_FACTS[value.kind];
      const nodes = [...parametersIn(operation, context.location, context)];
      const shared = context.parentLocations.PathItem;
      if (shared) nodes.push(...parametersIn(parents.PathItem, shared, context));
      for (const fact of parameters) {
        const named = nodes.find(({ name, in: place }) => name === facts[fact] && place === 'query');
        if (named && typeOf(named.schema) === 'integer') continue;
        context.report({
          message: `"${fact}" must name a query parameter of this operation that is an integer.`,
          location: at.child(fact),
        });
      }
      const answer = answerOf(operation, context);
      for (const fact of pointers) {
        const type = fact === 'items' ? 'array' : 'integer';
        if (typeOf(schemaAt(answer, String(facts[fact]), context)) === type) continue;
        context.report({
          message: `"${fact}" must point to a property of the 200 answer that is of type ${type}.`,
          location: at.child(fact),
        });
      }
    },
  },
});

type Node = Readonly<Record<string, unknown>>;

function parametersIn(owner: unknown, at: Location, { resolve }: UserContext): Node[] {
  const list: unknown = isPlainObject(owner) ? owner.parameters : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((parameter: unknown, index) => {
    const node = follow(parameter, at.child(['parameters', index]), resolve)?.node;
    return isPlainObject(node) ? [node] : [];
  });
}

function answerOf(operation: object, { location, resolve }: UserContext): Target | undefined {
  const responses: unknown = Reflect.get(operation, 'responses');
  const response = follow(child(responses, '200'), location.child(['responses', '200']), resolve);
  const media = child(child(response?.node, 'content'), 'application/json');
  const at = response?.location.child(['content', 'application/json', 'schema']);
  return at && follow(child(media, 'schema'), at, resolve);
}

function schemaAt(schema: Target | undefined, pointer: string, { resolve }: UserContext): unknown {
  let at = schema;
  for (const name of pointer.split('/').slice(1)) {
    const properties = child(at?.node, 'properties');
    at = at && follow(child(properties, name), at.location.child(['properties', name]), resolve);
  }
  return at?.node;
}

function typeOf(schema: unknown): unknown {
  return child(schema, 'type');
}

function child(node: unknown, name: string): unknown {
  return isPlainObject(node) ? node[name] : undefined;
}
