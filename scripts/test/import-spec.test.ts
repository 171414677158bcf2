import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseYaml } from '@redocly/openapi-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ImportedSpec, type ImportOptions, importSpec } from '../src/new-api/import-spec.ts';
import { formatProblem } from '../src/spec/problem.ts';

const fixtures = join(import.meta.dirname, 'fixtures/new-api');

/** Nothing of it has to be written otherwise. */
const PLAIN = `openapi: 3.1.0
info: { title: Shop, version: '1' } # a remark
servers: [{ url: 'https://shop.test/v1' }]
paths:
  /things/{thingId}:
    get:
      operationId: showThing
      parameters: [{ name: thingId, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { description: A thing., content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
    put:
      operationId: changeThing
      parameters: [{ name: thingId, in: path, required: true, schema: { type: string } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses:
        '204': { description: It is changed. }
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: { type: string }
        size: { type: integer }
`;

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'import-spec-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function imported(text: string, options?: ImportOptions, name = 'shop.yaml'): Promise<ImportedSpec> {
  return importSpec(join(await folderOf({ [name]: text }), name), options);
}

type Edits = readonly (readonly [from: string, to: string])[];

/** Replaces the first occurrence of each text of the plain document. */
function plainWith(...edits: Edits): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The plain document has no ${JSON.stringify(from)}.`);
    return text.replace(from, () => to);
  }, PLAIN);
}

/** The problems with their places, but without the path of the file. */
function problemsOf(result: ImportedSpec): string[] {
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replace(/^.*\/(?=\S+:\d)/, ''));
}

test('a document that needs no change comes back as it is', async () => {
  expect(await imported(PLAIN)).toEqual({ ok: true, text: PLAIN, notes: [] });
});

const INNER = '#/components/schemas/Inner';

/** What is written otherwise: an edit of the plain document, what is said of it, and the text that comes of it. */
const rewritten: Readonly<Record<string, readonly [edits: Edits, note: RegExp, text: string]>> = {
  'an id with dashes': [
    [['showThing', 'show-thing']],
    /:7:7 operationId is written "showThing"/,
    'operationId: showThing',
  ],
  'no id': [
    [['      operationId: showThing\n', '']],
    /:6:5 operationId "getThingsByThingId" is made of the method and the path/,
    'operationId: getThingsByThingId',
  ],
  'a server that no client can call': [
    [["[{ url: 'https://shop.test/v1' }]", "[{ url: 'http://localhost' }, { url: 'https://shop.test/v1' }]"]],
    /:3:11 The server http:\/\/localhost is left out/,
    'servers:\n  - url: https://shop.test/v1\npaths',
  ],
  'a server with variables': [
    [["{ url: 'https://shop.test/v1' }", "{ url: 'https://{a}.test/v1/', variables: { a: { default: shop } } }"]],
    /is written https:\/\/shop\.test\/v1/,
    '- url: https://shop.test/v1\n',
  ],
  'a list of one type': [
    [['size: { type: integer }', 'size: { type: [integer] }']],
    /is written "type: integer"/,
    'size:\n          type: integer',
  ],
  'any value': [
    [['size: { type: integer }', 'sizes: { type: array, items: true }']],
    /"true" is written {}/,
    'items: {}',
  ],
  'a word of OpenAPI 3.0': [
    [['size: { type: integer }', 'size: { type: integer, nullable: true }']],
    /:24:9 Words of OpenAPI 3\.0/,
    "size:\n          type:\n            - integer\n            - 'null'",
  ],
  'an object without its type': [[['      type: object\n', '']], /:19:5 "type: object" is added/, 'type: object'],
  'a body that may be left out though a field of it may not': [
    [['requestBody: { required: true, ', 'requestBody: { ']],
    /:14:7 The body is required/,
    'required: true\n',
  ],
  'a media type beside JSON': [
    [['content: { application/json', 'content: { application/xml: {}, application/json']],
    /:10:\d+ The media type application\/xml is left out/,
    'content:\n            application/json',
  ],
  'JSON with parameters': [
    [['application/json: {', 'application/json;charset=utf-8: {']],
    /written application\/json/,
    '            application/json:\n',
  ],
  'a body without a schema': [
    [["application/json: { schema: { $ref: '#/components/schemas/Thing' } }", 'application/json: {}']],
    /may be anything/,
    'schema: {}',
  ],
  'the content of an answer that has none': [
    [['It is changed.', 'It is changed., content: { application/json: { schema: {} } }']],
    /cannot have any/,
    "'204':\n          description: It is changed.\ncomponents",
  ],
  'any success': [
    [["'204':", "'2XX':"]],
    /:15:7 The success "2XX" is written "200"/,
    "'200':\n          description: It is changed.",
  ],
  'no success': [
    [["'204': { description: It is changed. }", "'404': { description: Nothing there. }"]],
    /:15:7 No success is documented: "200" is added/,
    "'200':\n          description: Accepted.\n        '404'",
  ],
  'no answer at all': [
    [["      responses:\n        '204': { description: It is changed. }\n", '']],
    /:11:5 No success is documented: "200" is added/,
    "responses:\n        '200':\n          description: Accepted.\ncomponents",
  ],
  'a composition of one part': [
    [['name: { type: string }', 'name: { description: A name., allOf: [{ type: string, minLength: 1 }] }']],
    /allOf of a single part/,
    'name:\n          description: A name.\n          type: string\n          minLength: 1',
  ],
  'null as an alternative': [
    [['size: { type: integer }', "size: { anyOf: [{ type: integer }, { type: 'null' }] }"]],
    /anyOf of integer and null/,
    "type:\n            - integer\n            - 'null'",
  ],
  'a type beside alternatives': [
    [['size: { type: integer }', 'size: { type: string, oneOf: [{ format: date }, { format: uuid }] }']],
    /"type: string" is written in the alternatives of oneOf/,
    'anyOf:\n            - format: date\n              type: string',
  ],
  'a requirement as a part': [
    [
      [
        '      type: object\n      required: [name]\n      properties:\n',
        '      allOf:\n        - required: [size]\n        - $ref: "#/components/schemas/Named"\n      properties:\n',
      ],
      [
        'components:\n  schemas:\n',
        'components:\n  schemas:\n    Named: { type: object, properties: { id: { type: string } } }\n',
      ],
    ],
    /is required beside allOf/,
    'required:\n        - size',
  ],
  'fields and a type of all others': [
    [['      type: object\n', '      type: object\n      additionalProperties: { type: string }\n']],
    /Further fields may be anything/,
    'additionalProperties: true',
  ],
  'a discriminator': [
    [
      [
        'size: { type: integer }',
        'size: { oneOf: [{ $ref: "#/components/schemas/Small" }, { $ref: "#/components/schemas/Large" }], discriminator: { propertyName: kind, mapping: { xl: "#/components/schemas/Large", xxl: "#/components/schemas/Large" } } }',
      ],
      [
        'components:\n  schemas:\n',
        'components:\n  schemas:\n    Small: { type: object, properties: { kind: { type: string } } }\n    Large: { type: object, properties: { kind: { type: string } } }\n',
      ],
    ],
    /kind is xl or xxl here, as the discriminator says/,
    'kind:\n          type: string\n          const: Small\n      required:\n        - kind',
  ],
  'a discriminator whose property is inherited by each alternative': [
    [
      [
        'size: { type: integer }',
        'size: { oneOf: [{ $ref: "#/components/schemas/Small" }, { $ref: "#/components/schemas/Large" }], discriminator: { propertyName: kind, mapping: { s: Small } } }',
      ],
      [
        'components:\n  schemas:\n',
        `components:\n  schemas:
    Kind: { type: string, enum: [s, m, Large] }
    Root: { type: object, properties: { kind: { $ref: "#/components/schemas/Kind" } } }
    Base: { allOf: [{ $ref: "#/components/schemas/Root" }, { type: object, properties: { base: { type: string } } }] }
    Small: { allOf: [{ $ref: "#/components/schemas/Base" }, { type: object, properties: { small: { type: string } } }] }
    Large: { allOf: [{ $ref: "#/components/schemas/Root" }, { type: object, properties: { large: { type: string } } }] }
`,
      ],
    ],
    /:20:\d+ kind is s here[\s\S]*:20:\d+ kind is Large here/,
    `Root:
      type: object
      properties:
        kind:
          $ref: '#/components/schemas/Kind'
    Base:
      allOf:
        - $ref: '#/components/schemas/Root'
        - type: object
          properties:
            base:
              type: string
    Small:
      allOf:
        - allOf:
            - type: object
              properties:
                kind:
                  type: string
                  const: s
              required:
                - kind
            - type: object
              properties:
                base:
                  type: string
        - type: object
          properties:
            small:
              type: string
    Large:
      allOf:
        - type: object
          properties:
            kind:
              type: string
              const: Large
          required:
            - kind
        - type: object`,
  ],
  'alternatives of which a value may match several': [
    [['size: { type: integer }', 'size: { oneOf: [{ type: integer }, { type: number }] }']],
    /:24:9 oneOf is written anyOf/,
    'size:\n          anyOf:\n            - type: integer\n            - type: number',
  ],
  'a field that only the vendor sets, required in an answer and in what is sent': [
    [
      ['size: { type: integer }', 'inner: { $ref: "#/components/schemas/Inner" }'],
      [
        'components:\n  schemas:\n',
        'components:\n  schemas:\n    Inner: { type: object, required: [id], properties: { id: { type: string, readOnly: true } } }\n',
      ],
    ],
    /id is not required: it is readOnly/,
    'Inner:\n      type: object\n      properties:',
  ],
  'a header that OpenAPI ignores': [
    [['parameters: [', 'parameters: [{ name: Accept, in: header, schema: { type: string } }, ']],
    /The header Accept is left out/,
    'parameters:\n        - name: thingId',
  ],
  'a parameter that may be null': [
    [['parameters: [', "parameters: [{ name: q, in: query, schema: { type: [string, 'null'] } }, "]],
    /cannot be null/,
    '- name: q\n          in: query\n          schema:\n            type: string\n',
  ],
  'a name of the path that a field has too': [
    [
      ['/things/{thingId}:', '/things/{name}:'],
      ['name: thingId', 'name: name'],
      [
        'operationId: changeThing\n      parameters: [{ name: thingId',
        'operationId: changeThing\n      parameters: [{ name: name',
      ],
    ],
    /:5:3 The parameter name of the path is called thingName/,
    '/things/{thingName}:',
  ],
  'a name of the path that a part of the body has too': [
    [
      ['/things/{thingId}:', '/things/{id}:'],
      ['name: thingId', 'name: id'],
      [
        'operationId: changeThing\n      parameters: [{ name: thingId',
        'operationId: changeThing\n      parameters: [{ name: id',
      ],
      [
        '      type: object\n      required: [name]\n      properties:\n',
        '      allOf:\n        - { $ref: "#/components/schemas/Named" }\n      properties:\n',
      ],
      [
        'components:\n  schemas:\n',
        'components:\n  schemas:\n    Named: { type: object, properties: { id: { type: string } } }\n',
      ],
    ],
    /:5:3 The parameter id of the path is called thingId/,
    '/things/{thingId}:',
  ],
  'a name of the path that has no other but that of a further field': [
    [
      ['/things/{thingId}:', '/things/{name}:'],
      ['name: thingId', 'name: name'],
      [
        'operationId: changeThing\n      parameters: [{ name: thingId',
        'operationId: changeThing\n      parameters: [{ name: name',
      ],
      ['size: { type: integer }', 'thingName: { type: integer }'],
    ],
    /:5:3 The parameter name of the path is called pathName/,
    '/things/{pathName}:',
  ],
  'an id that becomes that of another operation': [
    [
      ['showThing', 'things/change'],
      ['changeThing', 'things-change'],
    ],
    /:7:7 operationId is written "thingsChange"[\s\S]*:12:7 operationId "putThingsByThingId" is made of the method and the path: another operation is called thingsChange\./,
    'operationId: putThingsByThingId',
  ],
  'an id that becomes one that is there': [
    [['showThing', 'change-thing']],
    /:7:7 operationId "getThingsByThingId" is made of the method and the path: another operation is called changeThing/,
    'operationId: getThingsByThingId',
  ],
  'a credential that no client can send, beside one that it can': [
    [
      ['paths:\n', 'security: [{}, { oauth: [] }, { key: [] }]\npaths:\n'],
      [
        'components:\n',
        'components:\n  securitySchemes:\n    key: { type: apiKey, in: header, name: key }\n    oauth: { type: oauth2, flows: {} }\n',
      ],
    ],
    /The client sends key; what else would do is left out: no credential, oauth/,
    'security:\n  - key: []\n',
  ],
  'two credentials of one kind': [
    [
      ['paths:\n', 'security: [{ my-key: [] }]\npaths:\n'],
      ['operationId: changeThing', 'operationId: changeThing\n      security: [{ other: [] }]'],
      [
        'components:\n',
        'components:\n  securitySchemes:\n    my-key: { type: apiKey, in: header, name: key }\n    other: { type: apiKey, in: query, name: key }\n',
      ],
    ],
    /option for my-key is called myKey/,
    'x-credential-option: other',
  ],
};

test.each(Object.entries(rewritten))('writes %s otherwise, and says so', async (_, [edits, note, text]) => {
  const result = await imported(plainWith(...edits));
  expect(problemsOf(result)).toEqual([]);
  if (!result.ok) return;
  expect(result.notes.join('\n')).toMatch(note);
  expect(result.text).toContain(text);
});

/** What is refused, with its place in the document. */
const refused: Readonly<Record<string, readonly [edits: Edits, problem: RegExp]>> = {
  'Swagger 2.0': [[['openapi: 3.1.0', "swagger: '2.0'"]], /^shop\.yaml:1:1 openapi-version .*OpenAPI 3\.0 or 3\.1/],
  'OpenAPI 3.2': [[['openapi: 3.1.0', 'openapi: 3.2.0']], /^shop\.yaml:1:1 openapi-version/],
  'what is no YAML': [[['openapi: 3.1.0', 'openapi: : 3.1.0']], /^shop\.yaml:1:10 unreadable/],
  'what is no OpenAPI': [[['operationId: showThing', 'operation: showThing']], /^shop\.yaml:7:7 struct/],
  'a server that no client can call, alone': [
    [['https://shop.test/v1', '/v1']],
    /^shop\.yaml:3:\d+ ticketbridge\/servers A server is an https URL.* Or say it beside the document: --server URL\.$/,
  ],
  'no server': [
    [["servers: [{ url: 'https://shop.test/v1' }]\n", '']],
    /^shop\.yaml:1:1 no-empty-servers .* Or say it beside the document: --server URL\.$/,
  ],
  'a server of a path': [
    [['  /things/{thingId}:\n', "  /things/{thingId}:\n    servers: [{ url: 'https://other.test' }]\n"]],
    /^shop\.yaml:6:5 ticketbridge\/servers .* for all operations\.$/,
  ],
  'a type beside alternatives that require fields': [
    [
      [
        'size: { type: integer }',
        'size: { type: object, properties: { a: {} }, oneOf: [{ required: [a] }, { required: [b] }] }',
      ],
    ],
    /^shop\.yaml:24:\d+ ticketbridge\/compositions .* may not stand beside oneOf/,
  ],
  'what stands below a path whose parameter is renamed': [
    [
      ['/things/{thingId}:', '/things/{name}:'],
      ['name: thingId', 'name: name'],
      [
        'operationId: changeThing\n      parameters: [{ name: thingId',
        'operationId: changeThing\n      parameters: [{ name: name',
      ],
      ["'204': { description: It is changed. }", "'200': { description: A., content: { image/png: { schema: {} } } }"],
    ],
    /^shop\.yaml:16:\d+ ticketbridge\/media-types /,
  ],
  'a picture': [
    [['content: { application/json', 'content: { image/png']],
    /^shop\.yaml:10:\d+ ticketbridge\/media-types .* Or leave showThing out\.$/,
  ],
  'a body that is no object': [
    [
      [
        '      type: object\n      required: [name]\n      properties:\n        name: { type: string }\n        size: { type: integer }',
        '      type: array\n      items: { type: string }',
      ],
    ],
    /^shop\.yaml:14:\d+ ticketbridge\/flat-input .* Or leave changeThing out\.$/,
  ],
  'a field of a component that two operations use': [
    [['size: { type: integer }', 'constructor: { type: integer }']],
    /^shop\.yaml:24:9 ticketbridge\/field-names /,
  ],
  'a schema of a component that two operations use': [
    [['size: { type: integer }', 'size: { type: integer, const: a }']],
    /^shop\.yaml:24:\d+ ticketbridge\/schema-keywords .* Or leave showThing and changeThing out\.$/,
  ],
  'oauth2 alone': [
    [
      ['paths:\n', 'security: [{ oauth: [] }]\npaths:\n'],
      ['components:\n', 'components:\n  securitySchemes:\n    oauth: { type: oauth2, flows: {} }\n'],
    ],
    /^shop\.yaml:20:20 ticketbridge\/credentials .*"type: http" and "scheme: bearer"\. Or say it beside the document: --bearer oauth\./,
  ],
  'a file of another host': [
    [["$ref: '#/components/schemas/Thing'", "$ref: 'https://unreachable.invalid/thing.yaml'"]],
    /files next to it/,
  ],
};

test.each(Object.entries(refused))('refuses %s', async (_, [edits, problem]) => {
  expect(problemsOf(await imported(plainWith(...edits))).join('\n')).toMatch(new RegExp(problem.source, 'm'));
});

test('a document without operations is refused', async () => {
  expect(problemsOf(await imported(PLAIN.replace(/paths:[\s\S]*components:/, 'components:')))).toEqual([
    'shop.yaml:1:1 operations The document has no operation to call.',
  ]);
});

test('JSON becomes YAML', async () => {
  const document: unknown = parseYaml(PLAIN);
  const result = await imported(JSON.stringify(document), {}, 'shop.json');
  expect(result).toMatchObject({ ok: true, notes: [] });
  expect(result.ok && parseYaml(result.text)).toEqual(document);
  expect(result.ok && result.text).toMatch(/^openapi: 3\.1\.0\ninfo:\n/);
});

test('several files become one', async () => {
  const folder = await folderOf({
    'shop.yaml': PLAIN.replaceAll('#/components/schemas/Thing', './thing.yaml').replace(/components:[\s\S]*/, ''),
    'thing.yaml': 'type: object\nproperties:\n  name: { type: string }\n',
  });
  const result = await importSpec(join(folder, 'shop.yaml'));
  expect(problemsOf(result)).toEqual([]);
  expect(result.ok && result.text).toContain("schema:\n                $ref: '#/components/schemas/thing'");
});

test('a word of OpenAPI 3.0 in a second file is written otherwise, and so is a name with a slash', async () => {
  const folder = await folderOf({
    'shop.yaml': PLAIN.replaceAll('#/components/schemas/Thing', './parts.yaml#/of/a~1thing').replace(
      /components:[\s\S]*/,
      '',
    ),
    'parts.yaml': `of:
  a/thing: { type: object, properties: { name: { $ref: '#/of/text' } } }
  text: { type: string, nullable: true }
`,
  });
  const result = await importSpec(join(folder, 'shop.yaml'));
  expect(problemsOf(result)).toEqual([]);
  expect(result.ok && result.text).toContain("schema:\n                $ref: '#/components/schemas/a-thing'");
  expect(result.ok && result.text).toContain("text:\n      type:\n        - string\n        - 'null'");
});

/** Schemas of OpenAPI 3.0 that vendors write for what may be null, and what they mean. */
const nullables: readonly (readonly [schema: string, meant: unknown])[] = [
  ['{ type: integer, nullable: true }', { type: ['integer', 'null'] }],
  ["{ nullable: true, $ref: '#/components/schemas/Inner' }", { anyOf: [{ $ref: INNER }, { type: 'null' }] }],
  [
    "{ nullable: true, allOf: [{ $ref: '#/components/schemas/Inner' }] }",
    { anyOf: [{ $ref: INNER }, { type: 'null' }] },
  ],
  [
    "{ nullable: true, description: A., allOf: [{ $ref: '#/components/schemas/Inner' }], properties: { b: { type: string } } }",
    {
      description: 'A.',
      anyOf: [{ allOf: [{ $ref: INNER }], properties: { b: { type: 'string' } } }, { type: 'null' }],
    },
  ],
  [
    "{ nullable: true, type: object, allOf: [{ $ref: '#/components/schemas/Inner' }] }",
    { anyOf: [{ allOf: [{ $ref: INNER }], type: 'object' }, { type: 'null' }] },
  ],
  ['{ nullable: true, anyOf: [{ type: integer }] }', { type: ['integer', 'null'] }],
  [
    "{ nullable: true, anyOf: [{ $ref: '#/components/schemas/Inner' }] }",
    { anyOf: [{ $ref: INNER }, { type: 'null' }] },
  ],
  [
    '{ nullable: true, oneOf: [{ type: integer }, { type: string }] }',
    { oneOf: [{ type: 'integer' }, { type: 'string' }, { type: 'null' }] },
  ],
  [
    '{ nullable: true, type: string, oneOf: [{ format: date }, { format: uuid }] }',
    { anyOf: [{ type: 'string', format: 'date' }, { type: 'string', format: 'uuid' }, { type: 'null' }] },
  ],
  [
    '{ nullable: true, oneOf: [{ type: integer, nullable: true }, { type: string }] }',
    { oneOf: [{ type: ['integer', 'null'] }, { type: 'string' }] },
  ],
  [
    '{ nullable: false, anyOf: [{ type: integer }, { type: string }] }',
    { anyOf: [{ type: 'integer' }, { type: 'string' }] },
  ],
];

test.each(['3.0.3', '3.1.0'])('what may be null in words of OpenAPI 3.0 may be null, in %s', async (version) => {
  for (const [schema, meant] of nullables) {
    const edits: Edits = [
      ['openapi: 3.1.0', `openapi: ${version}`],
      ['size: { type: integer }', `size: ${schema}`],
      ['  schemas:\n', '  schemas:\n    Inner: { type: object, properties: { a: { type: string } } }\n'],
    ];
    const result = await imported(plainWith(...edits));
    expect({ schema, problems: problemsOf(result) }).toEqual({ schema, problems: [] });
    const { size } = result.ok ? Object(parseYaml(result.text)).components.schemas.Thing.properties : {};
    expect({ schema, size }).toEqual({ schema, size: meant });
  }
});

test('the servers are replaced by the one that is given', async () => {
  const result = await imported(PLAIN.replace('https://shop.test/v1', '/v1'), { server: 'https://api.shop.test' });
  expect(result).toMatchObject({ ok: true, notes: [expect.stringMatching(/:3:1 The servers are replaced by/)] });
  expect(result.ok && parseYaml(result.text)).toMatchObject({ servers: [{ url: 'https://api.shop.test' }] });
});

describe('a scheme whose token is a bearer token', () => {
  const text = plainWith(
    ['paths:\n', 'security: [{ oauth: [] }]\npaths:\n'],
    ['components:\n', 'components:\n  securitySchemes:\n    oauth: { type: oauth2, description: A., flows: {} }\n'],
  );
  test('is described as one', async () => {
    const result = await imported(text, { bearer: ['oauth'] });
    expect(result).toMatchObject({
      ok: true,
      notes: [expect.stringMatching(/:20:5 The token of oauth is sent as a bearer token\.$/)],
    });
    expect(result.ok && Object(parseYaml(result.text)).components.securitySchemes).toEqual({
      oauth: { type: 'http', scheme: 'bearer', description: 'A.' },
    });
  });

  test('must be there', async () => {
    expect(problemsOf(await imported(text, { bearer: ['oauth', 'key'] }))).toEqual([
      'shop.yaml:1:1 bearer There is no security scheme key to send as a bearer token.',
    ]);
  });
});

describe('an operation that is left out', () => {
  test('goes with its path and what only it uses', async () => {
    const result = await imported(PLAIN.replace('content: { application/json', 'content: { image/png'), {
      without: ['showThing', 'changeThing'].slice(0, 1),
    });
    expect(result).toMatchObject({
      ok: true,
      notes: [expect.stringMatching(/:6:5 The operation showThing is left out/)],
    });
    expect(result.ok && Object.keys(Object(parseYaml(result.text)).paths['/things/{thingId}'])).toEqual(['put']);
    const readOnly = await imported(PLAIN, { without: ['changeThing'] });
    expect(readOnly.ok && Object(parseYaml(readOnly.text)).components.schemas).toHaveProperty('Thing');
  });

  test('must be there', async () => {
    expect(problemsOf(await imported(PLAIN, { without: ['showThings'] }))).toEqual([
      'shop.yaml:1:1 without There is no operation showThings to leave out: there are showThing, changeThing.',
    ]);
  });
});

describe.each([
  ['museum', ['getCode']],
  ['train-travel', []],
  ['petstore', ['uploadPhoto']],
])('the document %s', (name, without) => {
  test('is imported, says what was changed where, and needs no further change', async () => {
    const file = join(fixtures, `${name}.yaml`);
    const first = await importSpec(file, { without, vendor: 'rail' });
    expect(problemsOf(first)).toEqual([]);
    if (!first.ok) return;
    const lines = (await readFile(file, 'utf8')).split('\n').length;
    for (const note of first.notes) {
      const [, line] = /^test\/fixtures\/new-api\/[\w-]+\.yaml:(\d+):\d+ \S.*\.$/.exec(note) ?? [];
      expect(Number(line)).toBeLessThanOrEqual(lines);
    }
    expect(await imported(first.text, { vendor: 'rail' })).toEqual({ ok: true, text: first.text, notes: [] });
  });
});
