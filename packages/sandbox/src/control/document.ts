import { type JsonObject, mapValues } from '../json.ts';
import { type RefusalReason, refusals } from '../server/refusals.ts';
import { hasBody, pathFields, type Route } from './route.ts';

/** Describes rows as an OpenAPI 3.1 document; their paths stand below `prefix`. */
export function describeRoutes(routes: readonly Route[], prefix: string): JsonObject {
  const paths = [...new Set(routes.map(({ path }) => path))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control of the Ticketbridge sandbox',
      version: '1',
      description:
        'Brings about what can happen to a caller of the vendors, and shows what did. It is there when it is asked for, on the port of the APIs.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: prefix }],
    security: [],
    paths: Object.fromEntries(
      paths.map((path) => [
        path,
        Object.fromEntries(
          routes
            .filter((route) => route.path === path)
            .map((route) => [route.method.toLowerCase(), describeRoute(route)]),
        ),
      ]),
    ),
    components: { schemas: { Refusal: refusalSchema, Fault: faultSchema } },
  };
}

const refusalSchema: JsonObject = {
  type: 'object',
  properties: {
    refusal: { type: 'string', description: 'The reason, also in the header `x-sandbox-refusal`' },
    message: { type: 'string' },
    detail: { type: 'string', description: 'Begins with the field that is wrong, where one is' },
  },
  required: ['refusal', 'message'],
};

const faultSchema: JsonObject = {
  type: 'object',
  properties: { fault: { type: 'string', description: 'What went wrong within the sandbox' } },
  required: ['fault'],
};

/** Describes one row: its fields stand in the path, the query or the body. */
function describeRoute(route: Route): JsonObject {
  const { operationId, summary, path, input, answer } = route;
  const inPath = pathFields(path);
  const others = Object.keys(input.fields).filter((name) => !inPath.includes(name));
  const parameters = [...inPath, ...(hasBody(route) ? [] : others)].map((name) => ({
    name,
    in: inPath.includes(name) ? 'path' : 'query',
    required: input.required.includes(name),
    schema: input.fields[name]?.schema,
  }));
  const required = input.required.filter((name) => others.includes(name));
  const ownBody = {
    type: 'object',
    properties: Object.fromEntries(others.map((name) => [name, input.fields[name]?.schema])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return {
    operationId,
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody(route) && {
      requestBody: { required: required.length > 0, content: json(inPath.length === 0 ? input.schema : ownBody) },
    }),
    responses: {
      [answer.status]: {
        description: 'Done',
        ...(answer.content && { content: { [answer.content.mediaType]: { schema: answer.content.schema } } }),
      },
      ...refusalsOf(route),
      500: {
        description: 'A fault of the sandbox, which no request should bring about: please report it.',
        content: json({ $ref: '#/components/schemas/Fault' }),
      },
    },
  };
}

function refusalsOf(route: Route): JsonObject {
  const reasons: readonly RefusalReason[] = [
    ...(hasBody(route) ? (['content-type', 'body-too-large'] as const) : []),
    'invalid-input',
    ...(route.saves ? (['cannot-save'] as const) : []),
  ];
  const described = reasons.map((reason) => [String(refusals[reason].status), refusals[reason].message] as const);
  return mapValues(Object.fromEntries(described), (description) => ({
    description,
    content: json({ $ref: '#/components/schemas/Refusal' }),
  }));
}

function json(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}
