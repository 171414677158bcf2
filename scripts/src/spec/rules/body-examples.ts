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
  return {
    RequestBody: { MediaType },
    Response: { MediaType },
    Example(example, { report, location }) {
      if ('value' in example) return;
      report({
        message:
          'This example has no "value", and what an externalValue points to is not read: write it here, or $ref its file.',
        location: location.key(),
      });
    },
  };
};
