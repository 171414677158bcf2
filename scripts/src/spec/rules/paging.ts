import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { isPaging, PAGING_FACTS } from '../extensions.ts';
import { child, jsonSchemaOf, parametersIn, schemaAt, typeOf } from '../operation-parts.ts';
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
        if (typeOf(schemaAt(answer, String(facts[fact]), context.resolve)?.node) === type) continue;
        context.report({
          message: `"${fact}" must point to a property of the 200 answer that is of type ${type}.`,
          location: at.child(fact),
        });
      }
    },
  },
});

function answerOf(operation: object, { location, resolve }: UserContext): Target | undefined {
  const response = child(Reflect.get(operation, 'responses'), '200');
  return jsonSchemaOf(follow(response, location.child(['responses', '200']), resolve), resolve);
}
