import { isPlainObject, type Location, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import { follow } from '../references.ts';

/** What is sent and a success are JSON, whatever else they may be. A refusal is read for its status. */
export const mediaTypes: Oas3Rule = () => ({
  Operation({ requestBody, responses }, context) {
    const { location } = context;
    check(requestBody, location.child('requestBody'), context);
    for (const [status, response] of Object.entries(responses ?? {})) {
      if (status.startsWith('2')) check(response, location.child(['responses', status]), context);
    }
  },
});

function check(bodyOrRef: unknown, at: Location, { report, resolve }: UserContext): void {
  const body = follow(bodyOrRef, at, resolve);
  const content = isPlainObject(body?.node) ? body.node.content : undefined;
  const [mediaType, ...others] = Object.keys(isPlainObject(content) ? content : {});
  if (body === undefined || mediaType === undefined) return;
  if ([mediaType, ...others].includes('application/json')) return;
  report({
    message: `The media type ${mediaType} is not supported, only application/json.`,
    location: body.location.child(['content', mediaType]).key(),
  });
}
