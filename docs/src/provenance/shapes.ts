/** The nodes of an OpenAPI document that the walk passes. */
export type Kind =
  | 'root'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'server'
  | 'securityScheme'
  | 'parameter'
  | 'header'
  | 'requestBody'
  | 'response'
  | 'link'
  | 'mediaType'
  | 'schema';

type Holding = readonly [kind: Kind, many: 'one' | 'all'];

const operation: Holding = ['operation', 'one'];
const schema: Holding = ['schema', 'one'];
const schemas: Holding = ['schema', 'all'];

/** Which keys of a node hold other nodes: one, or all that are in its list or map. */
export const HOLDINGS: Readonly<Record<Kind, Readonly<Record<string, Holding>>>> = {
  root: { servers: ['server', 'all'], paths: ['pathItem', 'all'], components: ['components', 'one'] },
  components: {
    securitySchemes: ['securityScheme', 'all'],
    parameters: ['parameter', 'all'],
    headers: ['header', 'all'],
    requestBodies: ['requestBody', 'all'],
    responses: ['response', 'all'],
    links: ['link', 'all'],
    schemas,
  },
  pathItem: {
    parameters: ['parameter', 'all'],
    ...{ get: operation, put: operation, post: operation, delete: operation },
    ...{ options: operation, head: operation, patch: operation },
  },
  operation: {
    parameters: ['parameter', 'all'],
    requestBody: ['requestBody', 'one'],
    responses: ['response', 'all'],
  },
  server: {},
  securityScheme: {},
  parameter: { schema },
  header: { schema },
  requestBody: { content: ['mediaType', 'all'] },
  response: { headers: ['header', 'all'], content: ['mediaType', 'all'], links: ['link', 'all'] },
  link: {},
  mediaType: { schema },
  schema: {
    properties: schemas,
    ...{ items: schema, additionalProperties: schema, not: schema },
    ...{ allOf: schemas, anyOf: schemas, oneOf: schemas },
  },
};
