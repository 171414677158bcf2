import { isPlainObject, type Location, type UserContext } from '@redocly/openapi-core';
import { follow } from './references.ts';
import { headerProblem } from './reserved-headers.ts';

/** What is wrong with how a spec says that a request proves who sends it. */
export interface CredentialProblem {
  readonly message: string;
  readonly location: Location;
}

export interface Credential {
  readonly in: 'header' | 'query';
  readonly name: string;
}

const ONE_FORM = 'a client sends one credential: "security" lists one alternative of one scheme';

/** Reads the credential that every request carries, or what is in the way of that. */
export function readCredential(root: unknown, { location, resolve }: UserContext): Credential | CredentialProblem {
  const { security, components } = Object(root);
  if (!Array.isArray(security) || security.length === 0) {
    const at = security === undefined ? location.child('openapi').key() : location.child('security').key();
    return { message: `Calls without a credential are not supported; ${ONE_FORM}.`, location: at };
  }
  const at = location.child('security');
  if (security.length > 1) return { message: `Remove the other alternatives: ${ONE_FORM}.`, location: at.child(1) };
  const [name, ...others] = Object.keys(security[0]);
  if (name === undefined || others.length > 0) {
    return { message: `Name one scheme, neither none nor several together: ${ONE_FORM}.`, location: at.child(0) };
  }
  const scheme = follow(
    components?.securitySchemes?.[name],
    location.child(['components', 'securitySchemes', name]),
    resolve,
  );
  if (!isPlainObject(scheme?.node)) {
    return { message: `There is no scheme ${name}: describe it in components.securitySchemes.`, location: at.child(0) };
  }
  const { type, in: place, name: field } = scheme.node;
  const where = scheme.location;
  if (type !== 'apiKey') {
    return {
      message: `A security scheme of type ${type} is not supported: describe it as "type: apiKey" in a header or the query, which is sent as it is given, with its prefix if it has one.`,
      location: where.child('type'),
    };
  }
  const unusable = place === 'header' ? headerProblem(String(field)) : undefined;
  if (unusable !== undefined) return { message: unusable, location: where.child('name') };
  if (place === 'header' || place === 'query') return { in: place, name: String(field) };
  return {
    message: `A credential in a ${place} is not supported: use "in: header" or "in: query".`,
    location: where.child('in'),
  };
}
