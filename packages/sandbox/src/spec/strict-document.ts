import { at, entries, isObject, items, type JsonObject, mapValues, text } from '../json.ts';
import { reasons, refusals } from '../server/refusals.ts';
import { closeSchemas } from './close.ts';
import type { Contract } from './contract.ts';
import { withPattern } from './not-blank.ts';
import { onlyUsed } from './only-used.ts';
import type { Operation } from './operation.ts';
import { resolve } from './reference.ts';
import { closeMedia, refusalSchemas, type StrictFacts, strictResponses } from './strict-responses.ts';

/**
 * Describes an API as the sandbox serves it, as an OpenAPI 3.1 document: what a request may hold and nothing more, and
 * every answer of an operation, the marked refusals included. Switches, faults and planned answers are not in it.
 */
export function strictDocument(spec: unknown, facts: StrictFacts): JsonObject {
  const { contract, known, baseUrl, isStateless = false } = facts;
  const { close, components } = closeSchemas(spec, isStateless ? '.closed' : '');
  const open = at(spec, 'components', 'schemas');
  const schemas = { ...(isStateless && Object(open)), ...components, ...refusalSchemas };
  const source = { spec, close, closeAnswer: isStateless ? (schema: unknown) => schema : close, schemas, known };
  const paths = mapValues(at(spec, 'paths'), (item) => {
    const parts = entries(item).flatMap(([key, part]): [string, unknown][] => {
      if (key === 'parameters') return [[key, items(part).map((parameter) => strictParameter(parameter, source))]];
      const operation = contract.operations.find(({ id }) => id === at(part, 'operationId'));
      if (operation !== undefined) return [[key, strictOperation(part, operation, source, facts)]];
      return isObject(part) ? [] : [[key, part]];
    });
    return Object.fromEntries(parts);
  });
  const parameters = mapValues(at(spec, 'components', 'parameters'), (parameter) => strictParameter(parameter, source));
  const { webhooks, info, ...rest } = Object(spec);
  return onlyUsed({
    ...rest,
    info: { ...info, description: describe(text(at(info, 'description')), contract) },
    servers: [{ url: baseUrl, description: 'The running sandbox.' }],
    paths,
    components: { ...rest.components, parameters, schemas },
  });
}

/** What the parts of the document are made of. */
interface Source extends Pick<StrictFacts, 'known'> {
  readonly spec: unknown;
  close(schema: unknown): unknown;
  closeAnswer(schema: unknown): unknown;
  /** The components, of which some get a pattern. */
  readonly schemas: Record<string, unknown>;
}

function strictOperation(definition: unknown, operation: Operation, source: Source, facts: StrictFacts): JsonObject {
  const { spec, closeAnswer } = source;
  const { parameters, requestBody, responses, callbacks, servers, ...rest } = Object(definition);
  return {
    ...rest,
    ...(parameters && { parameters: items(parameters).map((parameter) => strictParameter(parameter, source)) }),
    ...(requestBody && { requestBody: strictBody(resolve(spec, requestBody), operation, source, facts) }),
    responses: strictResponses(operation, { spec, documented: responses, close: closeAnswer }, facts),
  };
}

/** An empty text in a path would be another path. */
function strictParameter(parameter: unknown, { spec, close, known }: Source): unknown {
  const schema = at(parameter, 'schema');
  if (!isObject(parameter) || schema === undefined) return parameter;
  const isText = parameter.in === 'path' && at(resolve(spec, schema), 'type') === 'string';
  const values = parameter.in === 'path' ? known.get(String(parameter.name)) : undefined;
  return {
    ...parameter,
    schema: isText ? { minLength: 1, ...Object(close(schema)) } : close(schema),
    ...(values && { examples: Object.fromEntries(values.map((value) => [value, { value }])) }),
  };
}

function strictBody(
  body: unknown,
  { id, consumes }: Operation,
  { close, schemas }: Source,
  { notBlank }: StrictFacts,
): JsonObject {
  const fields = (notBlank.get(id) ?? []).map((pointer) => pointer.split('/').slice(1));
  const closeBody = (schema: unknown): unknown =>
    fields.reduce((inner, path) => withPattern(inner, path, schemas), close(schema));
  const content = entries(at(body, 'content')).filter(([mediaType]) =>
    consumes.includes(mediaType.toLowerCase().replace(/ *;.*/, '')),
  );
  return { ...Object(body), content: mapValues(Object.fromEntries(content), (media) => closeMedia(media, closeBody)) };
}

function describe(description: string | undefined, { demandedContentType }: Contract): string {
  const demanded = demandedContentType && `Content-Type: ${demandedContentType}`;
  const others = reasons.map((reason) => `${refusals[reason].status} \`${reason}\``).join(', ');
  return [
    `**The sandbox describes itself here, and not the vendor.** It refuses every key of a query or a body that is not
declared${demanded ? `, and every request without the header \`${demanded}\`` : ''}. Where the vendor documents no answer, it
refuses with the header \`x-sandbox-refusal\`: ${others}. What is no call of an operation is refused so, too.`,
    ...(description === undefined ? [] : [description]),
  ].join('\n\n');
}
