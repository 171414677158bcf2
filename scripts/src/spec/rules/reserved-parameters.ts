import type { Oas3Rule } from '@redocly/openapi-core';
import { type Credential, readCredential } from '../credential.ts';
import { isInputName } from '../names.ts';
import { headerProblem } from '../reserved-headers.ts';

export const reservedParameters: Oas3Rule = () => {
  let credential: Credential | undefined;
  return {
    Root(root, context) {
      const read = readCredential(root, context);
      credential = 'message' in read ? undefined : read;
    },
    Parameter({ in: place, name = '' }, { report, location }) {
      const refuse = (key: string, message: string) => report({ message, location: location.child(key) });
      if (place === 'cookie') refuse('in', 'Cookie parameters are not supported: use the query or a header.');
      if (!isInputName(name)) {
        refuse('name', `No field of an input can be called ${JSON.stringify(name)}: leave the parameter out.`);
      }
      if (credential && place === credential.in && isSame(credential.in, name, credential.name)) {
        refuse('name', `The credential is sent as ${name}: leave the parameter out, the client adds it.`);
      }
      if (place !== 'header') return;
      const problem = isSame('header', name, 'authorization')
        ? `OpenAPI ignores a header parameter named ${name}: describe it as a security scheme.`
        : headerProblem(name);
      if (problem !== undefined) refuse('name', problem);
    },
  };
};

/** Header names are the same in any case (RFC 9110 5.1). */
function isSame(place: Credential['in'], name: string, other: string): boolean {
  return place === 'header' ? name.toLowerCase() === other.toLowerCase() : name === other;
}
