import { isPlainObject } from '@redocly/openapi-core';
import { credentialOption, isHttpScheme } from '../spec/credential-option.ts';
import { camelCase } from './camel-case.ts';
import { child, type Node, type Normaliser, type Note, operationsIn, type Placed, target } from './node.ts';

/** Describes security schemes by what a request carries: a bearer token. Gives the first name that none has. */
export function sendAsBearer(document: Node, names: readonly string[], note: Note): string | undefined {
  const components = child({ node: document, at: '#' }, 'components');
  const schemes = components && child(components, 'securitySchemes');
  return names.find((name) => {
    const scheme = schemes && child(schemes, name);
    if (!scheme) return true;
    const { description } = target(document, scheme).node;
    schemes.node[name] = { type: 'http', scheme: 'bearer', ...(description !== undefined && { description }) };
    note(scheme.at, `The token of ${name} is sent as a bearer token.`);
    return false;
  });
}

/** Keeps of each list of credentials those that a client can send, and gives each secret an option of its own. */
export const keepCredentials: Normaliser = (document, note) => {
  const components = child({ node: document, at: '#' }, 'components');
  const schemes = components && child(components, 'securitySchemes');
  const scheme = (name: string): Placed | undefined => {
    const found = schemes && child(schemes, name);
    return found && target(document, found);
  };
  const canSend = (requirement: unknown): boolean => {
    const names = isPlainObject(requirement) ? Object.keys(requirement) : [];
    return names.length === 1 && names.every((name) => isSendable(scheme(name)?.node));
  };
  const owners = [{ node: document, at: '#' }, ...operationsIn(document)];
  for (const owner of owners) keepSendable(owner, canSend, note);

  const named = new Set(
    owners.flatMap(({ node }) => [node.security ?? []].flat()).flatMap((one) => Object.keys(Object(one))),
  );
  const used = Object.keys(schemes?.node ?? {}).filter((name) => {
    if (named.has(name)) return true;
    note(`${schemes?.at}/${name}`, `The security scheme ${name} is left out: no operation needs it.`);
    delete schemes?.node[name];
    return false;
  });
  separateOptions(
    used.flatMap((name) => ({ name, ...(scheme(name) ?? { node: {}, at: '' }) })),
    note,
  );
};

function isSendable(scheme: Node = {}): boolean {
  const isKey = scheme.type === 'apiKey' && (scheme.in === 'header' || scheme.in === 'query');
  return isKey || isHttpScheme(scheme, 'basic') || isHttpScheme(scheme, 'bearer');
}

function keepSendable({ node, at }: Placed, canSend: (one: unknown) => boolean, note: Note): void {
  if (!Array.isArray(node.security)) return;
  const all: unknown[] = node.security;
  const kept = all.filter(canSend);
  const isOptional = all.some((one) => isPlainObject(one) && Object.keys(one).length === 0);
  if (kept.length === all.length || (kept.length === 0 && !isOptional)) return;
  const left = all.filter((one) => !kept.includes(one)).map(nameOf);
  node.security = kept;
  const [first] = kept;
  const sent = first === undefined ? 'no credential' : nameOf(first);
  note(`${at}/security`, `The client sends ${sent}; what else would do is left out: ${left.join(', ')}.`);
}

function nameOf(requirement: unknown): string {
  return Object.keys(Object(requirement)).join(' and ') || 'no credential';
}

/** Two schemes are taken for two secrets. */
function separateOptions(schemes: readonly (Placed & { readonly name: string })[], note: Note): void {
  const options = schemes.map(({ node }) => credentialOption(node));
  for (const [index, { node, at, name }] of schemes.entries()) {
    const isShared = options.some((option, other) => other !== index && option === options[index]);
    if (!isShared || node['x-credential-option'] !== undefined) continue;
    node['x-credential-option'] = camelCase(name) || 'credential';
    note(at, `The client's option for ${name} is called ${node['x-credential-option']}.`);
  }
}
