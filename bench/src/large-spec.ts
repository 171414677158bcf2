/** A spec by the rules of the house with so many operations, half of them writes, and a model for each. */
export function largeSpec(operations: number): object {
  const numbers = Array.from({ length: operations }, (_, index) => index);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Large',
      version: '1',
      summary: 'An API of many operations.',
      description: 'Measures how the generator grows.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'https://api.large.test/v1', description: 'Production.' }],
    security: [{ token: [] }],
    tags: [{ name: 'Records', description: 'All there is.' }],
    paths: Object.fromEntries(numbers.map((index) => [`/records${index}/{recordId}`, pathItem(index)])),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The secret of an account.' } },
      schemas: Object.fromEntries(numbers.map((index) => [`Record${index}`, model(index)])),
    },
  };
}

function pathItem(index: number): object {
  const schema = { $ref: `#/components/schemas/Record${index}` };
  const json = { 'application/json': { schema, examples: { usual: { summary: 'The usual.', value: example } } } };
  const isWrite = index % 2 === 1;
  const operation = {
    operationId: `${isWrite ? 'replace' : 'read'}Record${index}`,
    tags: ['Records'],
    summary: `Handle record ${index}`,
    description: 'One operation of many.',
    ...(isWrite && { requestBody: { description: 'The record.', required: true, content: json } }),
    responses: {
      200: { description: 'The record.', content: json },
      404: { description: 'There is none.', 'x-error-kind': 'not-found' },
    },
  };
  const id = { name: 'recordId', in: 'path', required: true, description: 'Its id.', schema: { type: 'string' } };
  return { parameters: [id], [isWrite ? 'put' : 'get']: operation };
}

const example = { name: 'A record', count: 1, tags: ['one'] };

function model(index: number): object {
  return {
    type: 'object',
    description: `Record ${index}.`,
    required: ['name'],
    properties: {
      name: { type: 'string', description: 'What it is called.' },
      count: { type: 'integer', description: 'How many there are.' },
      tags: { type: 'array', description: 'What it is about.', items: { type: 'string' } },
    },
  };
}
