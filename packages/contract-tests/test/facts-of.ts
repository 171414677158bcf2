import type { Facts } from './compare-facts.ts';
import { at, entries, isObject, items, text } from './json.ts';
import type { Answer, Credential, Operation, Parameter, Spec } from './spec.ts';

/** The facts of a spec, and what the sandbox does not do of it, in the notation of `facts/`. */
export function factsOf(spec: Spec, gaps: readonly string[]): Facts {
  const [, ...others] = items(at(spec.document, 'servers'));
  const codeKeys = items(at(spec.document, 'x-error-code-keys'));
  const links = linksOf(spec);
  return {
    server: spec.server,
    ...(others.length > 0 && { otherServers: others.map((server) => text(server, 'url')) }),
    credentials: spec.credentials.map(wayOf),
    contentType: spec.demandedContentType ?? 'only with a body',
    ...(codeKeys.length > 0 && { errorCodes: codeKeys.map(String) }),
    ...(gaps.length > 0 && { gaps }),
    operations: Object.fromEntries(spec.operations.map((operation) => [operation.id, operationFacts(operation, spec)])),
    ...(Object.keys(links).length > 0 && { links }),
    models: Object.fromEntries(entries(spec.models).map(([name, schema]) => [name, fieldsOf(schema)])),
  };
}

/** Which call may follow which answer, and where each of its values comes from. */
function linksOf({ document, operations }: Spec): Facts {
  const components = at(document, 'components');
  const resolved = (node: unknown, kind: string): unknown => {
    const reference = at(node, '$ref');
    return typeof reference === 'string' ? at(components, kind, reference.split('/').at(-1) ?? '') : node;
  };
  const ofAnswer = ({ id }: Operation, status: string, response: unknown) =>
    entries(at(resolved(response, 'responses'), 'links')).map(([name, given]) => {
      const link = resolved(given, 'links');
      const values = entries(at(link, 'parameters')).map(([parameter, value]) => `${parameter} = ${value}`);
      return [`${id} ${status} ${name}`, [text(link, 'operationId'), ...values].join(', ')] as const;
    });
  const all = operations.flatMap((operation) =>
    entries(at(document, 'paths', operation.path, operation.method.toLowerCase(), 'responses')).flatMap(
      ([status, response]) => ofAnswer(operation, status, response),
    ),
  );
  return Object.fromEntries(all);
}

function operationFacts(operation: Operation, spec: Spec): Facts {
  const { method, path, credentials, parameters, paging, requestBody, answers } = operation;
  const [ways, usual] = [credentials.map(wayOf), spec.credentials.map(wayOf)];
  return {
    call: `${method} ${path}`,
    ...(ways.join() !== usual.join() && { credentials: ways }),
    ...(isObject(paging) && { paging: Object.fromEntries(entries(paging).map(([fact, value]) => [fact, `${value}`])) }),
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters.map(parameterFact)) }),
    ...(requestBody && { body: bodyFact(requestBody) }),
    answers: Object.fromEntries([...answers].map(([status, answer]) => [status, answerFact(answer)])),
  };
}

function wayOf({ in: place, name, prefix, option }: Credential): string {
  return `${place} ${name}: ${prefix}{${option}}`;
}

function parameterFact({ in: place, name, required, schema }: Parameter): [string, string] {
  return [`${place} ${name}${required ? '!' : ''}`, typeOf(schema)];
}

function bodyFact({ schema, required, name }: NonNullable<Operation['requestBody']>): string {
  return `${typeOf(schema)}${required ? '!' : ''}${name === undefined ? '' : ` as ${name}`}`;
}

function answerFact({ schema, kind, isRepeatable }: Answer): string {
  const body = schema === undefined ? 'nothing' : typeOf(schema);
  return kind === undefined ? body : `${kind}${isRepeatable ? ', to be repeated,' : ''} with ${body}`;
}

function fieldsOf(model: unknown): string | Facts {
  if (at(model, 'properties') === undefined) return typeOf(model);
  const required = items(at(model, 'required'));
  const fields = entries(at(model, 'properties')).map(([name, schema]) => [
    `${name}${required.includes(name) ? '!' : ''}`,
    typeOf(schema),
  ]);
  const rules = rulesOf(model).map(([keyword, value]) => [`(${keyword})`, value]);
  const type = at(model, 'type') === 'object' ? [] : [['(type)', formOf(model)]];
  return Object.fromEntries([...fields, ...rules, ...type]);
}

function typeOf(schema: unknown): string {
  const rules = rulesOf(schema).map(([keyword, value]) => WORDS[keyword]?.(value) ?? `, ${keyword} ${value}`);
  return `${formOf(schema)}${rules.join('')}`;
}

function formOf(schema: unknown): string {
  const reference = at(schema, '$ref');
  if (reference !== undefined) return text(schema, '$ref').replace('#/components/schemas/', '');
  if (at(schema, 'type') === 'array') return `${typeOf(at(schema, 'items'))}[]`;
  const type = [at(schema, 'type')].flat().join(' or ');
  const form = valuesOf(schema) ?? at(schema, 'format');
  if (form === undefined) return type;
  return type === 'string' ? `${form}` : `${type} ${form}`;
}

function valuesOf(schema: unknown): string | undefined {
  const open = items(at(schema, 'x-extensible-enum'));
  if (open.length > 0) return [...open, '...'].join('|');
  const closed = items(at(schema, 'enum'));
  return closed.length > 0 ? closed.join('|') : undefined;
}

/** The keywords that say what a schema is about, or of what form; every other one is a rule, and a fact. */
const NO_RULES = [
  ...['$ref', 'type', 'format', 'enum', 'x-extensible-enum', 'items', 'properties', 'required'],
  ...['title', 'description', 'example', 'examples', 'x-provenance'],
];

/** How some rules are written; any other one is by its keyword. */
const WORDS: Readonly<Record<string, (value: string) => string>> = {
  minimum: (value) => ` from ${value}`,
  maximum: (value) => ` to ${value}`,
};

function rulesOf(schema: unknown): readonly (readonly [keyword: string, value: string])[] {
  return entries(schema)
    .filter(([keyword]) => !NO_RULES.includes(keyword))
    .map(([keyword, value]) => [keyword, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
}
