import type { Oas3Rule } from '@redocly/openapi-core';
import { isInputName } from '../names.ts';
import { headerProblem } from '../reserved-headers.ts';

/** That none is sent as the credential is checked with the credentials. */
export const reservedParameters: Oas3Rule = () => ({
  Parameter({ in: place, name = '' }, { report, location }) {
    const refuse = (key: string, message: string) => report({ message, location: location.child(key) });
    if (place === 'cookie') refuse('in', 'Cookie parameters are not supported: use the query or a header.');
    if (name === '' || !isInputName(name)) {
      refuse('name', `No field of an input can be called ${JSON.stringify(name)}: leave the parameter out.`);
    }
    if (place !== 'header') return;
    const problem =
      name.toLowerCase() === 'authorization'
        ? `OpenAPI ignores a header parameter named ${name}: describe it as a security scheme.`
        : headerProblem(name);
    if (problem !== undefined) refuse('name', problem);
  },
});
