import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { pythonName } from '../../python/names.ts';
import { child, parametersIn } from '../operation-parts.ts';
import { follow } from '../references.ts';

/** The vendor's own client takes parameters, credential and body by name: the body's must be its own. */
export const requestBodyName: Oas3Rule = () => {
  let credentials: unknown[] = [];
  return {
    Root(root) {
      const schemes = child(child(root, 'components'), 'securitySchemes');
      credentials = Object.values(isPlainObject(schemes) ? schemes : {}).map((scheme) => child(scheme, 'name'));
    },
    PathItem: {
      Operation({ requestBody, ...operation }, context, parents) {
        const body = follow(requestBody, context.location.child('requestBody'), context.resolve);
        const name = child(body?.node, 'x-request-body-name');
        const shared = context.parentLocations.PathItem;
        const parameters = [
          ...(shared ? parametersIn(parents.PathItem, shared, context) : []),
          ...parametersIn(operation, context.location, context),
        ];
        const taken = [...credentials, ...parameters.map((parameter) => parameter.name)];
        if (!body || !taken.some((other) => typeof other === 'string' && pythonName(other) === name)) return;
        context.report({
          message: `${operation.operationId} would take two arguments named ${name}: give its body the name that the vendor's client has for it.`,
          location: body.location.child('x-request-body-name'),
        });
      },
    },
  };
};
