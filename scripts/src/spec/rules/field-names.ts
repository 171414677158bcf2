import { isPlainObject, type Oas3Rule } from '@redocly/openapi-core';
import { byDirection } from '../directions.ts';
import { isInputName } from '../names.ts';

/** An object that is read or written by JavaScript loses the one, and Redocly's own rules fail on the other. */
const nowhere = new Set(['__proto__', 'hasOwnProperty']);

export const fieldNames: Oas3Rule = () =>
  byDirection(({ properties }, location, direction, { report }) => {
    for (const name of Object.keys(isPlainObject(properties) ? properties : {})) {
      if (!nowhere.has(name) && (direction === 'response' || isInputName(name))) continue;
      const instead = nowhere.has(name) ? '' : ', or set "additionalProperties: true" instead, which takes any name';
      report({
        message: `No field of a ${direction} can be called ${JSON.stringify(name)}: leave it out${instead}.`,
        location: location.child(['properties', name]).key(),
      });
    }
  });
