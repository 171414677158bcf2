import { exampleOf, type Node } from './generated-values.ts';

export interface Body {
  readonly schema: Node;
  readonly required: boolean;
}

export const described = { description: 'What */ it is.\nAnd `more`.' };

export interface Parts {
  readonly credential: Node;
  readonly contentType: string | undefined;
  /** By their names; the first is sent, the others are received. */
  readonly schemas: readonly (readonly [name: string, schema: Node])[];
  readonly operations: readonly {
    readonly id: string;
    readonly method: string;
    readonly segments: readonly string[];
    readonly parameters: { readonly shared: readonly Node[]; readonly own: readonly Node[] };
    readonly body: Body | undefined;
    readonly answer: Node | undefined;
    readonly status: string;
  }[];
}

/** The spec of some operations and one more, which uses each component. */
export function documentOf({ credential, contentType, schemas, operations }: Parts): Node {
  const components = {
    schemas: Object.fromEntries(schemas),
    securitySchemes: { key: { type: 'apiKey', 'x-credential-option': 'token', ...credential } },
  };
  const shared: Record<string, Record<string, Node>> = {};
  /** Puts a node among the components of its kind, and refers to it. */
  const share = (kind: string, node: Node): Node => {
    const name = `${kind}-${Object.keys(shared[kind] ?? {}).length}.shared`;
    shared[kind] = { ...shared[kind], [name]: node };
    return { $ref: `#/components/${kind}/${name}` };
  };
  const content = (schema: Node) => ({
    'application/json': { schema, examples: { one: { value: exampleOf({ components }, schema) } } },
  });
  const requestBody = (schema: Node, required: boolean) => ({
    ...described,
    // A body that may be left out requires no field.
    required: required || '$ref' in schema || 'required' in schema,
    content: content(schema),
  });
  const ok = (answer: Node | undefined) => ({ ...described, ...(answer && { content: content(answer) }) });
  const about = { summary: 'Call */ it', ...described, tags: ['Calls'] };
  const refusal = { '400': { ...described, 'x-error-kind': 'rejected' } };
  const id: Node = { name: 'id', in: 'path', required: true, ...described, schema: { type: 'string' } };

  const paths = operations.map((operation, index): [string, Node] => {
    const { method, body, answer, status } = operation;
    // Only the first operation refers to its parts.
    const part = (kind: string, node: Node) => (index === 0 ? share(kind, node) : node);
    const path = ['', `p${index}`, ...operation.segments].join('/');
    const inPath = operation.segments.includes('{id}') ? [id] : [];
    return [
      path,
      {
        parameters: [...inPath, ...operation.parameters.shared].map((parameter) => part('parameters', parameter)),
        [method]: {
          operationId: operation.id,
          ...about,
          parameters: operation.parameters.own.map((parameter) => part('parameters', parameter)),
          ...(body &&
            method !== 'get' && { requestBody: part('requestBodies', requestBody(body.schema, body.required)) }),
          responses: { [status]: part('responses', ok(answer)), ...refusal },
        },
      },
    ];
  });
  const [sent, ...received] = schemas.map(([name]) => name);
  const all = {
    type: 'object',
    properties: Object.fromEntries(
      received.map((name, index) => [`f${index}`, { ...described, $ref: `#/components/schemas/${name}` }]),
    ),
  };
  if (sent !== undefined)
    paths.push([
      '/all',
      {
        post: {
          operationId: 'all',
          ...about,
          requestBody: requestBody({ $ref: `#/components/schemas/${sent}` }, true),
          responses: { '200': ok(all), ...refusal },
        },
      },
    ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Calls */',
      version: '1',
      description: 'Content-Type: application/json',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    ...(contentType && { 'x-request-content-type': contentType }),
    servers: [{ url: 'https://vendor.test/v1' }],
    security: [{ key: [] }],
    tags: [{ name: 'Calls', ...described }],
    paths: Object.fromEntries(paths),
    components: { ...components, ...shared },
  };
}
