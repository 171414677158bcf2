import { isPlainObject, type Location, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import { componentName } from '../../generate/document.ts';
import { componentType, inputType, resultType, takenNames } from '../../generate/type-names.ts';
import { formatPosition, positionOf } from '../problem.ts';
import { follow } from '../references.ts';

/** Every generated type has a name of its own, beside those that the client of the vendor has anyway. */
export function typeNames(vendor: string): Oas3Rule {
  return () => {
    const ofOperations: [name: string, location: Location][] = [];
    const ofSchemas: typeof ofOperations = [];
    return {
      NamedSchemas(schemas, { location }) {
        for (const name of Object.keys(schemas)) ofSchemas.push([componentType(name), location.child(name).key()]);
      },
      Operation({ operationId: id, responses }, context) {
        if (id === undefined) return;
        const at = context.location.child('operationId');
        ofOperations.push([inputType(id), at]);
        for (const status of inlineSuccesses(responses, context)) ofOperations.push([resultType(id, status), at]);
      },
      Root: {
        leave(_root, { report }) {
          const taken = new Set(takenNames(vendor));
          const first = new Map<string, Location>();
          for (const [name, location] of [...ofOperations, ...ofSchemas]) {
            const other = first.get(name);
            if (taken.has(name)) {
              report({ message: `The client has a type ${name} of its own: choose another name here.`, location });
            } else if (other) {
              const place = formatPosition(positionOf(other));
              report({
                message: `Two generated types are called ${name}, the other one from ${place}: rename one of them.`,
                location,
              });
            } else first.set(name, location);
          }
        },
      },
    };
  };
}

function inlineSuccesses(responses: object | undefined, { resolve, location }: UserContext): string[] {
  return Object.entries(responses ?? {}).flatMap(([status, responseOrRef]) => {
    const response = follow(responseOrRef, location.child(['responses', status]), resolve);
    const content = isPlainObject(response?.node) ? response.node.content : undefined;
    const media = isPlainObject(content) ? content['application/json'] : undefined;
    const schema = isPlainObject(media) ? media.schema : undefined;
    return status.startsWith('2') && isPlainObject(schema) && !componentName(schema) ? [status] : [];
  });
}
