import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rateChanges } from '../src/diff/rate.ts';
import { readAny } from '../src/diff/read-any.ts';
import { asDocument } from '../src/generate/document.ts';
import { emitIndex } from '../src/generate/emit-operations.ts';
import { type Edit, mutate, problemsOf, specFolder } from './mutation.ts';

/** What nobody can read: names that JavaScript keeps to itself, and schemas without an end. */
const UNREADABLE = /\/(field-names|endless-schemas)$/;

interface Hostile {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** What the message says of the remedy. */
  readonly says: RegExp;
  /** It is generated right, and only the house rules refuse it. */
  readonly isOfHouse?: boolean;
}

const SCHEME = 'key: { type: apiKey, in: header, name: key }';

/** Keywords that a text cannot have. */
const unsupportedKeywords: readonly (readonly [keyword: string, says: RegExp])[] = [
  ['prefixItems: []', /by "items"/],
  ['patternProperties: {}', /additionalProperties/],
  ['$defs: {}', /in the description/],
  ['items: { type: string }', /type: array/],
  ['properties: { a: { type: string, description: A. } }', /type: object/],
  ['const: null', /by a schema/],
  ['const: 7', /by a schema/],
];

/** Keywords that leave no trace in a type. */
const remarks: readonly (readonly [keyword: string, says: RegExp])[] = [
  ['not: { const: a }', /in the description/],
  ['if: { const: a }', /in the description/],
  ['unevaluatedProperties: false', /in the description/],
  ['xml: { name: a }', /in the description/],
  ['discriminator: { propertyName: a }', /"const" in each alternative/],
];

/** Schemas that cannot be put together with a note. */
const unsupportedParts: readonly (readonly [schema: string, says: RegExp])[] = [
  ['{ type: string }', /without it/],
  ['{ type: object }', /without it/],
  ["{ type: [object, 'null'], properties: { a: { type: string, description: A. } } }", /without it/],
  ['{ anyOf: [{ type: string }, { type: integer }] }', /without it/],
  ['{ type: object, additionalProperties: true, properties: { a: { type: string, description: A. } } }', /without it/],
  ['{ type: object, properties: { id: { type: string, description: An id. } } }', /Two parts have a field id/],
];

/** What OpenAPI permits and would be generated wrongly, by topic. */
const topics: Readonly<Record<string, readonly Hostile[]>> = {
  'the name of a type': [
    ...['Api', 'Schema', 'CallOptions', 'VoidResult', 'Closed', 'Promise', 'NonNullable'].map(takenName),
    ...['Folders', 'FoldersOptions', 'FoldersOperations'].map(takenName),
    {
      name: 'a schema and the input of an operation',
      edits: [
        ['schemas/NewNote"', 'schemas/AddNoteInput"'],
        ['    NewNote:', '    »AddNoteInput:'],
      ],
      says: /Two generated types are called AddNoteInput, the other one from .*openapi\.yaml:47:20: rename/,
    },
    {
      name: 'a schema and a body that is no component',
      edits: [
        ['schema:\n                $ref: "#/components/schemas/Notes"', 'schema: { type: array }'],
        ['one:\n                  $ref: ./notes.yaml', 'one: { value: [] }'],
        ['    NewNote:', '    »ListNotesResult:'],
        ['schemas/NewNote"', 'schemas/ListNotesResult"'],
        ['    Notes:\n', '    Other:\n'],
      ],
      says: /Two generated types are called ListNotesResult/,
    },
    {
      name: 'two schemas that differ in punctuation',
      edits: [
        [
          '    Note:\n      type: object',
          '    »new-note: { type: string, description: One. }\n    Note:\n      type: object',
        ],
      ],
      says: /Two generated types are called NewNote/,
    },
  ],
  'the id of an operation': ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'then', 'toJSON'].map((id) => ({
    name: id,
    edits: [['operationId: addNote', `operationId: »${id}`]],
    says: /choose another operationId/,
  })),
  'a credential': [
    {
      name: 'oauth2',
      edits: [[SCHEME, 'key: { type: »oauth2, flows: {} }']],
      says: /takes the access token as a bearer token, write "type: http" and "scheme: bearer"/,
    },
    {
      name: 'openIdConnect, behind a reference',
      edits: [
        [
          SCHEME,
          'key: { $ref: "#/components/securitySchemes/id" }\n    id: { type: »openIdConnect, openIdConnectUrl: https://notes.test/id }',
        ],
      ],
      says: /an apiKey in a header or the query, or as http bearer or basic/,
    },
    ...['Accept', 'content-type', 'Host', 'X Key'].map(
      (name): Hostile => ({
        name: `the header ${name}`,
        edits: [['in: header, name: key', `in: header, name: »${name}`]],
        says: /: (describe|leave it out|use letters)/,
      }),
    ),
  ],
  'a server': [
    {
      name: 'with variables',
      edits: [
        [
          '- url: https://notes.test',
          '- url: https://{host}.test\n    »variables: { host: { default: notes, description: Whose. } }',
        ],
      ],
      says: /whole URL/,
    },
    ...['/v1', 'http://notes.test', 'https://a:b@notes.test', 'https://notes.test/?a=b', 'notes.test/v1'].map(
      (url): Hostile => ({
        name: url,
        edits: [['url: https://notes.test', `url: »${url}`]],
        says: /https URL of host/,
      }),
    ),
    {
      name: 'of an operation',
      edits: [['operationId: addNote', 'operationId: addNote\n      »servers: [{ url: https://other.test }]']],
      says: /at the root/,
    },
    {
      name: 'of a path',
      edits: [['notes:\n    parameters', 'notes:\n    »servers: [{ url: https://other.test }]\n    parameters']],
      says: /at the root/,
    },
  ],
  'a parameter': [
    {
      name: 'that is written as OpenAPI takes for granted',
      edits: [['schema: { type: integer }', 'schema: { type: integer }\n          »style: form']],
      says: /leave "style" out/,
      isOfHouse: true,
    },
    {
      name: 'that is written otherwise',
      edits: [['schema: { type: integer }', 'schema: { type: integer }\n          »style: pipeDelimited']],
      says: /"style: pipeDelimited" is not supported .* with "style: form"/,
    },
    ...['key', 'KEY', 'Host', 'Content-Length', 'Accept', 'a b', 'toString', '__proto__'].map(
      (name): Hostile => ({
        name: `in the header called ${name}`,
        edits: [['name: limit\n          in: query', `name: »${name}\n          in: header`]],
        says: /: (leave|describe|use letters)/,
      }),
    ),
    ...['', 'key', 'constructor', 'hasOwnProperty', '*', 'a?', '\\ud800'].map(
      (name): Hostile => ({
        name: `in the query called ${name}`,
        edits: [
          ['name: limit', `name: »"${name}"`],
          ['in: header, name: key', 'in: query, name: key'],
        ],
        says: /leave the parameter out/,
      }),
    ),
    {
      name: 'in a header that differs from another in case',
      edits: [
        [
          'parameters:\n        - name: limit\n          in: query',
          'parameters:\n        - { name: x-limit, in: header, description: How many., schema: { type: integer } }\n        - name: »X-Limit\n          in: header',
        ],
      ],
      says: /two fields named X-Limit/,
    },
  ],
  'a field': [
    ...['constructor', 'hasOwnProperty', 'toString', '__proto__', 'a?', '*', '7', '{folderId}'].map(
      (name): Hostile => ({
        name: `of what is sent, called ${name}`,
        edits: [['        colour:\n', `        »'${name}':\n`]],
        says: /leave (it|the field) out/,
      }),
    ),
    {
      name: 'of an object in what is sent',
      edits: [
        ['enum: [RED, BLUE]\n', 'enum: [RED, BLUE]\n'],
        [
          'colour:\n          type: string\n          enum: [RED, BLUE]',
          'colour:\n          type: object\n          properties: { »valueOf: { type: string, description: It. } }',
        ],
      ],
      says: /additionalProperties: true/,
    },
    ...['__proto__', 'hasOwnProperty', 'constructor', 'valueOf'].map(
      (name): Hostile => ({
        name: `of what is received, called ${name}`,
        edits: [['        state:\n', `        »'${name}':\n`]],
        says: /leave (it|the field) out/,
      }),
    ),
    {
      name: 'of what is received, with half a surrogate pair',
      edits: [['        state:\n', '        »"\\ud800":\n']],
      says: /half a surrogate pair/,
    },
    ...['__proto__', 'constructor', 'valueOf'].map(
      (name): Hostile => ({
        name: `of the components, called ${name}`,
        edits: [
          ['schemas/NewNote"', `schemas/${name}"`],
          ['    NewNote:', `    »'${name}':`],
        ],
        says: /choose another name/,
      }),
    ),
    {
      name: 'that only the vendor sets, in what is sent',
      edits: [['enum: [RED, BLUE]', 'enum: [RED, BLUE]\n          »readOnly: true']],
      isOfHouse: true,
      says: /a schema of its own/,
    },
    {
      name: 'that only the vendor sets, required in an object of what is sent',
      edits: [
        [
          'colour:\n          type: string\n          enum: [RED, BLUE]',
          'colour:\n          type: object\n          required: [id]\n          properties: { id: { type: string, description: An id., »readOnly: true } }',
        ],
      ],
      says: /a schema of its own/,
    },
    {
      name: 'that only we set, required in what is received',
      edits: [['description: The id of the note.', 'description: The id of the note.\n          »writeOnly: true']],
      says: /a schema of its own/,
    },
    {
      name: 'that only we set, in what is received',
      edits: [['x-extensible-enum: [OPEN, DONE]', 'x-extensible-enum: [OPEN, DONE]\n          »writeOnly: true']],
      isOfHouse: true,
      says: /a schema of its own/,
    },
  ],
  'a schema': [
    ...remarks.map(
      ([keyword, says]): Hostile => ({
        name: `with ${keyword}`,
        edits: [['state:\n          type: string', `state:\n          type: string\n          »${keyword}`]],
        says,
        isOfHouse: true,
      }),
    ),
    ...unsupportedKeywords.map(
      ([keyword, says]): Hostile => ({
        name: `with ${keyword}`,
        edits: [['state:\n          type: string', `state:\n          type: string\n          »${keyword}`]],
        says,
      }),
    ),
    {
      name: 'of a list of one type',
      edits: [['id:\n          type: string', 'id:\n          »type: [string]']],
      says: /Write "type: string"/,
    },
    {
      name: 'of an enum of objects',
      edits: [
        ['enum: [RED, BLUE]', '»enum: [{ a: 1 }]'],
        ['colour:\n          type: string', 'colour:\n          type: object'],
      ],
      says: /by a schema/,
    },
    {
      name: 'that is true',
      edits: [['items:\n            $ref: "#/components/schemas/Note"', 'items: »true']],
      says: /write \{\}/,
    },
    {
      name: 'of fields and a type of all others',
      edits: [
        ['required: [id, createdAt]', 'required: [id, createdAt]\n      »additionalProperties: { type: integer }'],
      ],
      says: /additionalProperties: true/,
    },
  ],
  'a composition': [
    {
      name: 'of alternatives beside properties',
      edits: [
        ['required: [id, createdAt]', 'required: [id, createdAt]\n      »anyOf: [{ type: object }, { type: string }]'],
      ],
      says: /move it into the parts/,
    },
    {
      name: 'of a single alternative',
      edits: [
        [
          'items:\n            $ref: "#/components/schemas/Note"',
          'items:\n            »oneOf: [{ $ref: "#/components/schemas/Note" }]',
        ],
      ],
      says: /instead of it/,
    },
    {
      name: 'of alternatives with itself in them',
      edits: [
        [
          'items:\n            $ref: "#/components/schemas/Note"',
          'items:\n            $ref: "#/components/schemas/Tree"',
        ],
        [
          '    Note:\n      type: object',
          '    Tree:\n      »anyOf:\n        - { $ref: "#/components/schemas/Note" }\n        - { $ref: "#/components/schemas/Tree" }\n    Note:\n      type: object',
        ],
      ],
      says: /as a field/,
    },
    {
      name: 'of a part that is made of itself',
      edits: [
        [
          'items:\n            $ref: "#/components/schemas/Note"',
          'items:\n            allOf: [{ $ref: "#/components/schemas/Tree" }, { $ref: "#/components/schemas/Note" }]',
        ],
        [
          '    Note:\n      type: object',
          '    Tree:\n      type: object\n      »allOf: [{ $ref: "#/components/schemas/Tree" }]\n    Note:\n      type: object',
        ],
      ],
      says: /as a field/,
    },
    {
      name: 'that is a list of itself',
      edits: [
        [
          'items:\n            $ref: "#/components/schemas/Note"',
          'items:\n            $ref: "#/components/schemas/Tree"',
        ],
        [
          '    Note:\n      type: object',
          '    Tree:\n      type: array\n      »items: { $ref: "#/components/schemas/Tree" }\n    Note:\n      type: object',
        ],
      ],
      says: /as a field/,
    },
    {
      name: 'of parts, one of which is made of it',
      edits: [
        [
          'items:\n            $ref: "#/components/schemas/Note"',
          'items:\n            $ref: "#/components/schemas/Tree"',
        ],
        [
          '    Note:\n      type: object',
          '    Tree:\n      »allOf: [{ $ref: "#/components/schemas/Leaf" }]\n    Leaf:\n      allOf: [{ $ref: "#/components/schemas/Tree" }, { $ref: "#/components/schemas/Note" }]\n    Note:\n      type: object',
        ],
      ],
      says: /as a field/,
    },
    ...unsupportedParts.map(
      ([part, says]): Hostile => ({
        name: `of a note and ${part}`,
        edits: [
          [
            'items:\n            $ref: "#/components/schemas/Note"',
            `items:\n            »allOf: [{ $ref: "#/components/schemas/Note" }, ${part}]`,
          ],
        ],
        says,
      }),
    ),
    {
      name: 'that requires a field of a part of a part',
      edits: [
        [
          'items:\n            $ref: "#/components/schemas/Note"',
          'items:\n            required: [state]\n            »allOf:\n              - allOf: [{ $ref: "#/components/schemas/Note" }]',
        ],
      ],
      says: /in the part that lists it/,
    },
  ],
  'a request body': [
    ...['oneOf: [{ type: object }, { type: string }]', "type: [object, 'null']"].map(
      (rest): Hostile => ({
        name: rest,
        edits: [['schema:\n              $ref: "#/components/schemas/NewNote"', `»schema: { ${rest} }`]],
        says: /list its properties/,
      }),
    ),
    ...['folder_id', 'limit', 'key'].map(
      (name): Hostile => ({
        name: `called ${name}, as another argument is`,
        edits: [
          [
            '      requestBody:',
            '      parameters: [{ name: limit, in: query, description: Most., schema: { type: integer } }]\n      requestBody:',
          ],
          ['description: The note.\n', `description: The note.\n        x-request-body-name: »${name}\n`],
        ],
        says: /give its body the name that the vendor's client has for it/,
      }),
    ),
  ],
  'a path': [
    {
      name: 'that holds a parameter twice',
      edits: [['/folders/{folderId}/notes:', '»/folders/{folderId}/notes/{folderId}:']],
      says: /a name of its own/,
    },
    ...['/folders/../{folderId}', '/folders/%2e/{folderId}', '/a b/{folderId}', '/é/{folderId}', '/a#/{folderId}'].map(
      (path): Hostile => ({
        name: `that no URL holds as it is: ${path}`,
        edits: [['/folders/{folderId}/notes:', `»'${path}':`]],
        says: /as it is sent/,
      }),
    ),
    {
      name: 'behind a reference',
      edits: [
        ['paths:\n', 'paths:\n  /notes:\n    »$ref: "#/components/pathItems/notes"\n'],
        [
          '  schemas:\n    NewNote',
          '  pathItems:\n    notes:\n      delete:\n        operationId: deleteNotes\n        tags: [Notes]\n        summary: Delete\n        description: All.\n        responses:\n          "200": { description: Done. }\n          "404": { $ref: "#/components/responses/NotFound" }\n  schemas:\n    NewNote',
        ],
      ],
      says: /write its operations here/,
    },
  ],
  'a method': [
    {
      name: 'TRACE',
      edits: [['    post:\n', '    »trace:\n']],
      says: /leave the operation out/,
    },
    {
      name: 'GET with a body',
      edits: [
        [
          '      parameters:\n        - name: limit\n          in: query\n          description: How many notes to return.\n          schema: { type: integer }\n',
          '',
        ],
        ['    post:\n', '    head:\n'],
        ['      requestBody:', '      »requestBody:'],
      ],
      says: /as query parameters/,
    },
    {
      name: 'HEAD whose answer has a body',
      edits: [
        ['    get:\n', '    head:\n'],
        [
          '          content:\n            application/json:\n              schema:',
          '          »content:\n            application/json:\n              schema:',
        ],
      ],
      says: /remove its content/,
    },
  ],
  'a body': [
    ...['204', '205'].map(
      (status): Hostile => ({
        name: `of a ${status}`,
        edits: [
          [
            "'200':\n          description: The notes.\n          content",
            `'${status}':\n          description: The notes.\n          »content`,
          ],
        ],
        says: /remove its content/,
      }),
    ),
    {
      name: 'without a media type',
      edits: [['description: The note was added.', 'description: The note was added.\n          content: »{}']],
      says: /or remove it/,
    },
    {
      name: 'without a schema',
      edits: [
        [
          'description: The note was added.',
          'description: The note was added.\n          content:\n            »application/json: { examples: { one: { value: 1 } } }',
        ],
      ],
      says: /needs a schema/,
    },
    {
      name: 'that may be left out though a field of it may not',
      edits: [
        ['        required: true\n        content:', '        content:'],
        ['      required: [text]', '      »required: [text]'],
      ],
      says: /required: true/,
    },
  ],
  'an example': [
    {
      name: 'that stands elsewhere',
      edits: [
        [
          'reminder:\n                value: { text: Call back }',
          '»reminder:\n                externalValue: ./notes.yaml',
        ],
      ],
      isOfHouse: true,
      says: /write it here/,
    },
    {
      name: 'without a value',
      edits: [
        ['reminder:\n                value: { text: Call back }', '»reminder:\n                summary: A note.'],
      ],
      isOfHouse: true,
      says: /write it here/,
    },
  ],
  'a reference': [
    {
      name: 'with a type beside it',
      edits: [
        [
          'text:\n          type: string\n          description: The text to keep.',
          'text:\n          »type: string\n          $ref: "#/components/schemas/Note"',
        ],
      ],
      says: /move type to the schema/,
    },
    {
      name: 'with a remark beside it',
      edits: [
        [
          'text:\n          type: string\n          description: The text to keep.',
          'text:\n          »deprecated: true\n          $ref: "#/components/schemas/NewNote"',
        ],
      ],
      says: /move deprecated to the schema/,
      isOfHouse: true,
    },
    {
      name: 'into a schema',
      edits: [
        [
          'text:\n          type: string\n          description: The text to keep.',
          'text:\n          description: The text.\n          »$ref: "#/components/schemas/Note/properties/id"',
        ],
      ],
      says: /component of this file/,
    },
    {
      name: 'to a schema in another file',
      edits: [
        [
          'text:\n          type: string\n          description: The text to keep.',
          'text:\n          description: The text.\n          »$ref: ./openapi.yaml#/components/schemas/Note',
        ],
      ],
      says: /component of this file/,
    },
  ],
  'a value that looks like a reference': [
    {
      name: 'in an example',
      edits: [
        ['value: { text: Call back }', "»value: { text: Call back, extra: { '$ref': '#/components/schemas/Note' } }"],
        ['required: [text]', 'required: [text]\n      additionalProperties: true'],
      ],
      says: /leave that field out/,
    },
    {
      name: 'in a default',
      edits: [['schema: { type: integer }', "schema: { type: integer, »default: { '$ref': nowhere } }"]],
      says: /leave that field out/,
    },
    {
      name: 'as the name of a field',
      edits: [['        state:\n', "        »'$ref':\n"]],
      says: /leave it out/,
    },
  ],
  'an answer': [
    {
      name: 'of any success',
      edits: [
        ["'200':\n          description: The note was added.", '»2XX:\n          description: The note was added.'],
      ],
      says: /list each documented status on its own/,
    },
    {
      name: 'that is none',
      edits: [
        [
          '    post:\n      operationId: addNote',
          '    put:\n      operationId: emptyFolder\n      tags: [Notes]\n      summary: Empty\n      description: Empties it.\n    post:\n      operationId: addNote',
        ],
        ['    put:', '    »put:'],
      ],
      says: /No success is documented: list its status/,
    },
    {
      name: 'that is a refusal alone',
      edits: [
        ["      responses:\n        '200':\n          description: The note was added.\n", '      »responses:\n'],
      ],
      says: /No success is documented: list its status/,
    },
    {
      name: 'that may be a success or not',
      edits: [
        ["'200':\n          description: The note was added.", '»default:\n          description: The note was added.'],
      ],
      says: /list each documented status on its own/,
    },
    {
      name: 'of any other status, beside a success',
      edits: [
        [
          "'400':\n          description: The note is wrong.\n          x-error-kind: rejected",
          '»default:\n          description: The note is wrong.',
        ],
      ],
      says: /list each documented status on its own/,
      isOfHouse: true,
    },
    {
      name: 'that is a picture',
      edits: [
        [
          'description: The note was added.',
          'description: The note was added.\n          content:\n            »image/png: {}',
        ],
      ],
      says: /only application\/json/,
    },
    {
      name: 'of JSON or something else',
      edits: [
        [
          'description: The note was added.',
          'description: The note was added.\n          content:\n            application/json: { schema: { type: string }, examples: { one: { value: Done } } }\n            »text/plain: { schema: { type: string } }',
        ],
      ],
      says: /only application\/json/,
      isOfHouse: true,
    },
    {
      name: 'of a refusal in other words',
      edits: [
        [
          'description: The note is wrong.',
          'description: The note is wrong.\n          content:\n            »application/problem+json: { schema: { type: object } }',
        ],
      ],
      says: /only application\/json/,
      isOfHouse: true,
    },
  ],
  'what a client does not answer': [
    {
      name: 'a webhook',
      edits: [['components:\n', '»webhooks: {}\ncomponents:\n']],
      isOfHouse: true,
      says: /in words/,
    },
    {
      name: 'a callback',
      edits: [['operationId: addNote', 'operationId: addNote\n      »callbacks: {}']],
      isOfHouse: true,
      says: /in words/,
    },
  ],
};

/** The valid spec is that of a vendor "folders", whose client has types of its own. */
function takenName(name: string): Hostile {
  return {
    name,
    edits: [
      ['schemas/NewNote"', `schemas/${name}"`],
      ['    NewNote:', `    »${name}:`],
    ],
    says: /choose another name/,
  };
}

describe.each(Object.entries(topics))('%s is refused with its place and the remedy', (_, cases) => {
  // A third of them, and all in the exhaustive run.
  test.each(cases.filter((_, index) => process.env.EXHAUSTIVE || index % 6 === 0))(
    '$name',
    async ({ edits, says, isOfHouse }) => {
      const { text, line, column } = mutate(edits);
      const problem = expect.objectContaining({ line, column, message: expect.stringMatching(says) });
      const always = await problemsOf(text, 'generation');
      if (isOfHouse) expect(always).toEqual([]);
      else expect(always).toContainEqual(problem);
      // What generation refuses, all rules refuse.
      if (isOfHouse || process.env.EXHAUSTIVE) expect(await problemsOf(text)).toContainEqual(problem);
    },
  );
});

describe.runIf(process.env.EXHAUSTIVE)('what no client is generated from is compared', () => {
  test.each(Object.entries(topics).flatMap(([topic, cases]) => cases.map((hostile) => ({ topic, ...hostile }))))(
    '$topic: $name',
    async ({ edits }) => {
      const folder = await specFolder();
      const [from, to] = [join(folder, 'openapi.yaml'), join(folder, 'hostile.yaml')];
      await writeFile(to, mutate(edits).text);
      const [before, after] = [await readAny(from, 'folders'), await readAny(to, 'folders')];
      if (!before.ok) throw new Error('The valid spec is none.');
      if (!after.ok) return expect(after.problems.filter(({ rule }) => !UNREADABLE.test(rule))).toEqual([]);
      const [old, now] = [asDocument(before.document), asDocument(after.document)];
      expect(rateChanges(now, now)).toEqual([]);
      expect(rateChanges(old, now)).not.toEqual([]);
      expect(rateChanges(now, old)).not.toEqual([]);
    },
  );
});

test('no schema may have the name of a type that the entry of a client exports', async () => {
  const document = { info: { title: 'Folders' }, servers: [{ url: '' }] as const, paths: {} };
  const entry = emitIndex('folders', document, []);
  const names = [...entry.matchAll(/\b(?:type )?([A-Z]\w+)(?=[ ,])/g)].map(([, name = '']) => name);
  expect(names).toEqual(expect.arrayContaining(['ErrorKind', 'TicketbridgeError', 'FoldersOptions']));
  for (const name of names) {
    const { edits, says } = takenName(name);
    expect((await problemsOf(mutate(edits).text)).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(says),
    );
  }
});
