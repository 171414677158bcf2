import type { Oas3Rule, UserContext } from '@redocly/openapi-core';

interface Body {
  readonly example?: unknown;
  readonly examples?: object;
}

export const bodyExamples: Oas3Rule = () => {
  const MediaType = ({ example, examples }: Body, { report, location }: UserContext): void => {
    if (example !== undefined || Object.keys(examples ?? {}).length > 0) return;
    report({
      message: 'This body has no example: add one to a map "examples" next to the schema.',
      location: location.key(),
    });
  };
  return { RequestBody: { MediaType }, Response: { MediaType } };
};
