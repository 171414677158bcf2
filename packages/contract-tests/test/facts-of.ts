import type { Facts } from './compare-facts.ts';
import { at, entries, isObject, items, text } from './json.ts';
import type { Answer, Credential, Operation, Parameter, Spec } from './spec.ts';

/** The facts of a spec, and what the sandbox does not do of it, in the notation of `facts/`. */
export function factsOf(spec: Spec, gaps: readonly string[]): Facts {
  return {
    server: spec.server,
    credentials: spec.credentials.map(wayOf),
    contentType: spec.demandedContentType ?? 'only with a body',
    ...(gaps.length > 0 && { gaps }),
    operations: Object.fromEntries(spec.operations.map((operation) => [operation.id, operationFacts(operation, spec)])),
    models: Object.fromEntries(entries(spec.models).map(([name, schema]) => [name, fieldsOf(schema)])),
  };
}

function operationFacts(operation: Operation, spec: Spec): Facts {
  const { method, path, credentials, parameters, paging, requestBody, answers } = operation;
  const [ways, usual] = [credentials.map(wayOf), spec.credentials.map(wayOf)];
  return {
    call: `${method} ${path}`,
    ...(ways.join() !== usual.join() && { credentials: ways }),
    ...(isObject(paging) && { paging: Object.fromEntries(entries(paging).map(([fact, value]) => [fact, `${value}`])) }),
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters.map(parameterFact)) }),
    ...(requestBody && { body: `${typeOf(requestBody.schema)}${requestBody.required ? '!' : ''}` }),
    answers: Object.fromEntries([...answers].map(([status, answer]) => [status, answerFact(answer)])),
  };
}

function wayOf({ in: place, name, prefix, option }: Credential): string {
  return `${place} ${name}: ${prefix}{${option}}`;
}

function parameterFact({ in: place, name, required, schema }: Parameter): [string, string] {
  const limits = [
    ...[
      ['minimum', 'from'],
      ['maximum', 'to'],
    ].flatMap(([keyword = '', word]) => (at(schema, keyword) === undefined ? [] : [` ${word} ${at(schema, keyword)}`])),
    at(schema, 'default') === undefined ? '' : `, default ${at(schema, 'default')}`,
  ];
  return [`${place} ${name}${required ? '!' : ''}`, `${typeOf(schema)}${limits.join('')}`];
}

function answerFact({ schema, kind, isRepeatable }: Answer): string {
  const body = schema === undefined ? 'nothing' : typeOf(schema);
  return kind === undefined ? body : `${kind}${isRepeatable ? ', to be repeated,' : ''} with ${body}`;
}

function fieldsOf(model: unknown): string | Facts {
  if (at(model, 'properties') === undefined) return typeOf(model);
  const required = items(at(model, 'required'));
  return Object.fromEntries(
    entries(at(model, 'properties')).map(([name, schema]) => [
      `${name}${required.includes(name) ? '!' : ''}`,
      typeOf(schema),
    ]),
  );
}

function typeOf(schema: unknown): string {
  const reference = at(schema, '$ref');
  if (reference !== undefined) return text(schema, '$ref').replace('#/components/schemas/', '');
  if (at(schema, 'type') === 'array') return `${typeOf(at(schema, 'items'))}[]`;
  const open = items(at(schema, 'x-extensible-enum'));
  if (open.length > 0) return [...open, '...'].join('|');
  const closed = items(at(schema, 'enum'));
  return closed.length > 0 ? closed.join('|') : String(at(schema, 'format') ?? at(schema, 'type'));
}
