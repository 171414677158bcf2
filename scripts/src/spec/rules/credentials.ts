import { isPlainObject, type Location, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import { credentialOption, isHttpScheme } from '../credential-option.ts';
import { formatPosition, positionOf } from '../problem.ts';
import { follow } from '../references.ts';
import { headerProblem } from '../reserved-headers.ts';

/** The options that every client has: a credential cannot have the name of one. */
const clientOptions: readonly string[] = [
  ...['timeout', 'deadline', 'maxAttempts', 'maxPerSecond', 'maxConcurrent', 'maxResponseBytes'],
  ...['fetch', 'onEvent', 'baseUrl', 'userAgent', 'headers'],
];

const TOKEN = ' If the API takes the access token as a bearer token, write "type: http" and "scheme: bearer".';

type Scheme = Readonly<Record<string, unknown>>;

const OPTIONAL =
  'A credential that may be left out is not supported: write "security: []" if none is needed, or remove this alternative.';

/** One of the credentials that an operation accepts. */
interface Alternative {
  readonly name: string;
  readonly scheme: Scheme;
  readonly location: Location;
}

/** What a client can send: one key in a header or the query, http bearer or basic, or nothing. */
export const credentials: Oas3Rule = () => {
  /** The credentials that operations send, by the name of the scheme. */
  const sent = new Map<string, Alternative>();
  let schemes: Scheme = {};
  let schemesAt: Location | undefined;
  let usual: readonly Alternative[] = [];

  function readAlternatives(requirements: unknown, context: UserContext): Alternative[] {
    if (!Array.isArray(requirements)) return [];
    return requirements.flatMap((requirement: unknown, index) => {
      const at = context.location.child(['security', index]);
      const names = isPlainObject(requirement) ? Object.keys(requirement) : [];
      const [name, second] = names;
      const refuse = (message: string, location: Location) => {
        context.report({ message, location: location.key() });
        return [];
      };
      if (name === undefined) return refuse(OPTIONAL, at);
      if (second !== undefined) {
        const message = `Several credentials at once (${names.join(' and ')}) are not supported: each alternative is one scheme, in an item of its own.`;
        return refuse(message, at.child(second));
      }
      const target = schemesAt && follow(schemes[name], schemesAt.child(name), context.resolve);
      if (!target || !Object.hasOwn(schemes, name) || !isPlainObject(target.node)) {
        const known = Object.keys(schemes).join(', ') || 'none';
        return refuse(`There is no security scheme ${name}; components.securitySchemes has ${known}.`, at.child(name));
      }
      return [{ name, scheme: target.node, location: target.location }];
    });
  }

  return {
    Root: {
      enter(root, context) {
        const found: unknown = root.components?.securitySchemes;
        schemes = isPlainObject(found) ? found : {};
        schemesAt = context.location.child(['components', 'securitySchemes']);
        usual = readAlternatives(root.security, context);
      },
      leave(_root, { report }) {
        for (const { message, location } of optionProblems([...sent.values()])) report({ message, location });
      },
    },
    PathItem: {
      Operation(operation, context, { PathItem: item }) {
        const { security } = operation;
        const alternatives = security === undefined ? usual : readAlternatives(security, context);
        const [first] = alternatives;
        if (first) sent.set(first.name, first);
        const parameters = [
          ...parametersIn(item, context.parentLocations.PathItem, context),
          ...parametersIn(operation, context.location, context),
        ];
        for (const { node, location } of parameters) {
          if (!alternatives.some(({ scheme }) => isSameField(scheme, node))) continue;
          const message = `The credential is sent as ${node.name}: leave the parameter out, the client adds it.`;
          context.report({ message, location: location.child('name') });
        }
      },
    },
    SecurityScheme(scheme, { report, location }) {
      for (const [key, message] of schemeProblems({ ...scheme })) {
        const isThere = Object.hasOwn(scheme, key);
        report({ message, location: isThere ? location.child(key) : location.key() });
      }
    },
  };
};

function queryProblem(name: string): string | undefined {
  return /\p{Cs}/u.test(name) ? 'No URL can hold this name: it has half of a character.' : undefined;
}

function* schemeProblems(scheme: Scheme): Generator<[key: string, message: string]> {
  const { type, in: place, name, 'x-credential-prefix': prefix, 'x-credential-option': option } = scheme;
  if (type === 'apiKey') {
    if (place !== 'header' && place !== 'query') {
      yield ['in', `An API key in a ${place} is not supported: it travels in a header or in the query.`];
    } else if (name === '' || name === '__proto__') {
      yield ['name', `An API key cannot be called "${name}": say the name of the header or the parameter.`];
    } else {
      const problem = place === 'header' ? headerProblem(String(name)) : queryProblem(String(name));
      if (problem !== undefined) yield ['name', problem];
    }
  } else if (!isHttpScheme(scheme, 'basic') && !isHttpScheme(scheme, 'bearer')) {
    const found = type === 'http' ? `HTTP scheme ${scheme.scheme}` : `security scheme of type ${type}`;
    const token = type === 'oauth2' || type === 'openIdConnect' ? TOKEN : '';
    const message = `A ${found} is not supported: describe what a request carries as an apiKey in a header or the query, or as http bearer or basic.${token}`;
    yield [type === 'http' ? 'scheme' : 'type', message];
  } else if (prefix !== undefined) {
    const message =
      'http bearer and basic have a prefix of their own: remove x-credential-prefix, or make it an apiKey.';
    yield ['x-credential-prefix', message];
  }
  if (typeof option === 'string' && (clientOptions.includes(option) || option in {})) {
    yield ['x-credential-option', `A client has an option or a method "${option}" already: name this one otherwise.`];
  }
}

/** Checks that each secret that operations send has an option of its own: the caller gives one text for each option. */
function* optionProblems(sent: readonly Alternative[]): Generator<{ message: string; location: Location }> {
  for (const [index, { name, scheme, location }] of sent.entries()) {
    const other = sent.slice(0, index).find((earlier) => credentialOption(earlier.scheme) === credentialOption(scheme));
    if (!other) continue;
    const there = formatPosition(positionOf(other.location));
    const bothSay = 'x-credential-option' in scheme && 'x-credential-option' in other.scheme;
    const isBasic = isHttpScheme(scheme, 'basic');
    if (bothSay && isBasic === isHttpScheme(other.scheme, 'basic')) continue;
    const message = bothSay
      ? `${name} and ${other.name} (${there}) share an option, but only one of them is "user:password": give each its own x-credential-option.`
      : `Operations send ${name} and also ${other.name} (${there}): give each an x-credential-option, the same one if both are the same secret.`;
    yield { message, location: location.key() };
  }
}

function parametersIn(
  node: unknown,
  at: Location | undefined,
  { resolve }: UserContext,
): { readonly node: Scheme; readonly location: Location }[] {
  if (!isPlainObject(node) || !Array.isArray(node.parameters) || at === undefined) return [];
  return node.parameters.flatMap((parameter: unknown, index) => {
    const target = follow(parameter, at.child(['parameters', index]), resolve);
    return target && isPlainObject(target.node) ? [{ node: target.node, location: target.location }] : [];
  });
}

/** Header names are the same in any case (RFC 9110 5.1). */
function isSameField(scheme: Scheme, parameter: Scheme): boolean {
  const { in: place = 'header', name = 'authorization' } = scheme;
  if (place !== parameter.in) return false;
  const [one, other] = [String(name), String(parameter.name)];
  return place === 'header' ? one.toLowerCase() === other.toLowerCase() : one === other;
}
