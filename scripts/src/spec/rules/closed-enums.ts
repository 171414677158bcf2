import type { Oas3Rule } from '@redocly/openapi-core';
import { byDirection } from '../directions.ts';

/** A vendor adds values as time goes by: a type that admits only today's is right for today. */
export const closedEnums: Oas3Rule = () =>
  byDirection((schema, location, direction, { report }) => {
    if (direction === 'request' || schema.enum === undefined) return;
    report({
      message:
        'What a vendor sends has no closed enum: use "type: string" with x-extensible-enum, so that any other value is kept.',
      location: location.child('enum').key(),
    });
  });
