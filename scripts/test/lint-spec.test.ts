import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkSpec, formatProblem } from '../src/spec/check.ts';
import { errorKinds, extensions } from '../src/spec/extensions.ts';
import { fixture, mutate, problemsOf, specFolder, valid } from './mutation.ts';

const command = join(import.meta.dirname, '../src/lint-spec.ts');

/** Gives the answer of adding a note a link, with what stands in it. */
const linked = (inside: string): Pick<Mutation, 'from' | 'to'> => ({
  from: 'description: The note was added.',
  to: `description: The note was added.\n          headers: { folder: { schema: { type: string } } }\n          links: { next: ${inside} }`,
});

/** A link that can be followed, but for the value that it gives. */
const giving = (value: string) => linked(`{ operationId: addNote, parameters: { folderId: ${value} } }`);

interface Mutation {
  readonly name: string;
  readonly from: string;
  /** What replaces it. A `»` stands where the problem must be reported. */
  readonly to: string;
  readonly rule: string;
  readonly message?: RegExp;
}

/** From the answer of the last operation to the shared ones. */
const AFTER_ADDED = valid.match(/The note was added\.(\n[\s\S]*?\n {2}responses:\n)/)?.[1] ?? '';

/** From the body of the last operation to the components. */
const AFTER_NOTE = valid.match(/text: Call back \}\n([\s\S]*?\ncomponents:\n)/)?.[1] ?? '';

const mutations: Mutation[] = [
  {
    name: 'an operationId is in camelCase',
    from: 'operationId: addNote',
    to: 'operationId: »add_note',
    rule: 'ticketbridge/operation-id',
  },
  {
    name: 'an operation has an operationId',
    from: 'post:\n      operationId: addNote\n',
    to: '»post:\n',
    rule: 'operation-operationId',
  },
  {
    name: 'an operationId is unique',
    from: 'operationId: addNote',
    to: '»operationId: listNotes',
    rule: 'operation-operationId-unique',
  },
  {
    name: 'a refusal is repeatable, or says nothing of it',
    from: 'x-error-kind: rejected',
    to: 'x-error-kind: rejected\n          x-repeatable: »false',
    rule: 'ticketbridge/known-extensions',
    message: /must be true, or absent/,
  },
  {
    name: 'what may be repeated is a response, not an operation',
    from: 'summary: Add a note',
    to: '»x-repeatable: true\n      summary: Add a note',
    rule: 'ticketbridge/known-extensions',
    message: /only on Response/,
  },
  {
    name: 'how an operation may be retried follows from its method',
    from: 'summary: Add a note',
    to: '»x-retry: after-refusal\n      summary: Add a note',
    rule: 'ticketbridge/foreign-extensions',
  },
  ...["'200'", "'201'", "'302'"].map((status) => ({
    name: `a ${status} response is no refusal to repeat a call after`,
    from: "'200':\n          description: The note was added.",
    to: `${status}:\n          description: The note was added.\n          »x-repeatable: true`,
    rule: 'ticketbridge/repeatable',
    message: /4xx and 5xx responses only, .* used for [23]\d\d: remove it/,
  })),
  {
    name: 'a shared response that is used as a success is no refusal to repeat a call after',
    from: `'200':\n          description: The note was added.${AFTER_ADDED}`,
    to: `'200':\n          $ref: '#/components/responses/Added'${AFTER_ADDED}    Added:\n      description: Added.\n      »x-repeatable: true\n`,
    rule: 'ticketbridge/repeatable',
  },
  {
    name: 'a body is called by a name that Python can have',
    from: 'description: The note.\n',
    to: 'description: The note.\n        x-request-body-name: »newNote\n',
    rule: 'ticketbridge/known-extensions',
    message: /the name of an argument in snake_case/,
  },
  {
    name: 'the body has a name, not its operation',
    from: 'summary: Add a note',
    to: '»x-request-body-name: note\n      summary: Add a note',
    rule: 'ticketbridge/known-extensions',
    message: /only on RequestBody/,
  },
  ...[
    ['a parameter of its path', 'folder_id'],
    ['the credential', 'key'],
  ].map(([title, name]) => ({
    name: `a body has not the name of ${title}`,
    from: 'description: The note.\n',
    to: `description: The note.\n        x-request-body-name: »${name}\n`,
    rule: 'ticketbridge/request-body-name',
    message: new RegExp(`addNote would take two arguments named ${name}`),
  })),
  {
    name: 'a shared body has not the name of a parameter of an operation that takes it',
    from: `requestBody:
        description: The note.
        required: true
        content:
          application/json:
            schema:
              $ref: "#/components/schemas/NewNote"
            examples:
              reminder:
                value: { text: Call back }
${AFTER_NOTE}`,
    to: `requestBody: { $ref: '#/components/requestBodies/Note' }
${AFTER_NOTE}  requestBodies:
    Note:
      description: The note.
      required: true
      x-request-body-name: »folder_id
      content:
        application/json:
          schema: { $ref: '#/components/schemas/NewNote' }
          examples: { reminder: { value: { text: Call back } } }
`,
    rule: 'ticketbridge/request-body-name',
  },
  {
    name: 'a 4xx response says what it means',
    from: "'400':\n          description: The note is wrong.\n          x-error-kind: rejected",
    to: "»'400':\n          description: The note is wrong.",
    rule: 'ticketbridge/missing-error-kind',
  },
  {
    name: 'a shared 4xx response says what it means',
    from: 'NotFound:\n      description: No such folder.\n      x-error-kind: not-found',
    to: '»NotFound:\n      description: No such folder.',
    rule: 'ticketbridge/missing-error-kind',
  },
  {
    name: 'an error kind is one of the known ones',
    from: 'x-error-kind: rejected',
    to: 'x-error-kind: »refused',
    rule: 'ticketbridge/known-extensions',
  },
  {
    name: 'a link leads to an operation',
    ...linked('{ operationId: »addNotes }'),
    rule: 'ticketbridge/links',
    message: /an operation of this spec/,
  },
  {
    name: 'a link names its operation by the id alone',
    ...linked('{ operationId: addNote, parameters: { folderId: $request.path.folderId }, »operationRef: other.yaml }'),
    rule: 'ticketbridge/links',
    message: /leave "operationRef" out/,
  },
  {
    name: 'a link names its operation by the id',
    from: 'description: The note was added.',
    to: 'description: The note was added.\n          links:\n            »next: { operationRef: other.yaml }',
    rule: 'ticketbridge/links',
  },
  {
    name: 'a link gives values to parameters that are there',
    ...linked('{ operationId: addNote, parameters: { »folder: $request.path.folderId } }'),
    rule: 'ticketbridge/links',
    message: /addNote has no parameter "folder"/,
  },
  {
    name: 'a link gives the parameters without which there is no call',
    from: 'description: The notes.',
    to: 'description: The notes.\n          links:\n            »next: { operationId: listNotes, parameters: { limit: $request.query.limit } }',
    rule: 'ticketbridge/links',
    message: /without "folderId"/,
  },
  {
    name: 'a link takes a value along',
    from: 'description: The note was added.',
    to: 'description: The note was added.\n          links:\n            »next: { operationId: listNotes }',
    rule: 'ticketbridge/links',
    message: /give a parameter one/,
  },
  ...[
    ['an operation without the parameter', '$request.path.folder'],
    ['another place', '$request.query.folderId'],
    ['a header that is not described', '$response.header.location'],
    ['an answer without a body', '$response.body#/id'],
    ['a field that is not there', '$request.body#/texts'],
    ['a list without its items', '$request.body#/text/0'],
    ['nothing that a request has', '$request.cookie.a'],
    ['a text', 'a folder'],
    ['a number', '7'],
  ].map(([what, value = '']) => ({
    name: `a link takes no value from ${what}`,
    ...giving(`»${value}`),
    rule: 'ticketbridge/links',
    message: /leads to nothing that is described: write an expression .* of type string/,
  })),
  {
    name: 'a link gives no whole body to a parameter',
    ...giving('»$request.body#'),
    rule: 'ticketbridge/links',
    message: /is of type object/,
  },
  {
    name: 'a link gives no body',
    ...linked(
      '{ operationId: addNote, parameters: { folderId: $request.path.folderId }, »requestBody: { text: Again } }',
    ),
    rule: 'ticketbridge/links',
    message: /leave "requestBody" out/,
  },
  {
    name: 'a provenance may stand on a link, and on no header',
    from: 'description: The note was added.',
    to: 'description: The note was added.\n          headers: { folder: { »x-provenance: { source: upstream }, schema: { type: string } } }',
    rule: 'ticketbridge/known-extensions',
    message: /, Link, /,
  },
  {
    name: 'paging has all its facts and no others',
    from: 'summary: List notes',
    to: 'summary: List notes\n      x-paging: »{ kind: offset, offset: limit, items: /notes }',
    rule: 'ticketbridge/known-extensions',
    message: /kind: page/,
  },
  {
    name: 'paging names query parameters that are there',
    from: 'summary: List notes',
    to: 'summary: List notes\n      x-paging: { kind: offset, limit: limit, offset: »skip, items: /notes }',
    rule: 'ticketbridge/paging',
    message: /"offset" must name a query parameter/,
  },
  {
    name: 'paging names no parameter of the path',
    from: 'summary: List notes',
    to: 'summary: List notes\n      x-paging: { kind: offset, limit: limit, offset: »folderId, items: /notes }',
    rule: 'ticketbridge/paging',
  },
  {
    name: 'paging points at the list of the answer',
    from: 'summary: List notes',
    to: 'summary: List notes\n      x-paging: { kind: offset, limit: limit, offset: limit, items: »/note }',
    rule: 'ticketbridge/paging',
    message: /"items" must point to a property of the 200 answer that is of type array/,
  },
  {
    name: 'a success has no error kind',
    from: 'description: The note was added.',
    to: 'description: The note was added.\n          »x-error-kind: rejected',
    rule: 'ticketbridge/error-kind',
  },
  {
    name: 'the size of a page is a whole number from 1',
    from: 'summary: List notes',
    to: 'summary: List notes\n      x-paging: »{ kind: page, page: limit, items: /notes, number: /n, size: /s, pages: /p, total: /t, pageSize: 0 }',
    rule: 'ticketbridge/known-extensions',
    message: /pageSize: number from 1/,
  },
  {
    name: 'a list by offset has no other size of a page than its limit',
    from: 'summary: List notes',
    to: 'summary: List notes\n      x-paging: »{ kind: offset, offset: limit, limit: limit, items: /notes, pageSize: 5 }',
    rule: 'ticketbridge/known-extensions',
  },
  {
    name: 'an inferred provenance has a reason',
    from: 'x-provenance: { source: upstream }',
    to: 'x-provenance: »{ source: inferred }',
    rule: 'ticketbridge/known-extensions',
    message: /reason/,
  },
  {
    name: 'a provenance is not repeated below the node that has it',
    from: 'description: The id of the note.',
    to: 'description: The id of the note.\n          »x-provenance: { source: upstream }',
    rule: 'ticketbridge/provenance',
  },
  {
    name: 'a provenance of "page" ends an inherited one, and is not needed otherwise',
    from: 'description: The text to keep.',
    to: 'description: The text to keep.\n          »x-provenance: { source: page }',
    rule: 'ticketbridge/provenance',
  },
  {
    name: 'a credential is not a header parameter',
    from: 'name: limit\n          in: query',
    to: 'name: »Authorization\n          in: header',
    rule: 'ticketbridge/reserved-parameters',
    message: /security scheme/,
  },
  {
    name: 'there are no cookie parameters',
    from: 'name: limit\n          in: query',
    to: 'name: limit\n          in: »cookie',
    rule: 'ticketbridge/reserved-parameters',
  },
  {
    name: 'an example fits its schema',
    from: 'value: { text: Call back }',
    to: 'value: { text: »7 }',
    rule: 'no-invalid-media-type-examples',
  },
  {
    name: 'an example has what its schema requires',
    from: 'value: { text: Call back }',
    to: 'value: »{}',
    rule: 'no-invalid-media-type-examples',
  },
  {
    name: 'an example has no field that its schema lacks',
    from: 'value: { text: Call back }',
    to: 'value: { text: Call back, »size: large }',
    rule: 'no-invalid-media-type-examples',
  },
  {
    name: 'a request body has an example',
    from: 'application/json:\n            schema:\n              $ref: "#/components/schemas/NewNote"\n            examples:\n              reminder:\n                value: { text: Call back }',
    to: '»application/json:\n            schema:\n              $ref: "#/components/schemas/NewNote"',
    rule: 'ticketbridge/body-examples',
  },
  {
    name: 'a response body has an example',
    from: 'application/json:\n              schema:\n                $ref: "#/components/schemas/Notes"\n              examples:\n                one:\n                  $ref: ./notes.yaml',
    to: '»application/json:\n              schema:\n                $ref: "#/components/schemas/Notes"',
    rule: 'ticketbridge/body-examples',
  },
  {
    name: 'an extension is one of the known ones',
    from: '  title: Notes',
    to: '  »x-colour: red\n  title: Notes',
    rule: 'ticketbridge/foreign-extensions',
    message: /x-provenance/,
  },
  {
    name: 'an extension stands where it may',
    from: '  title: Notes',
    to: '  »x-repeatable: true\n  title: Notes',
    rule: 'ticketbridge/known-extensions',
    message: /only on Response/,
  },
  {
    name: 'a response has no closed enum',
    from: 'x-extensible-enum: [OPEN, DONE]',
    to: '»enum: [OPEN, DONE]',
    rule: 'ticketbridge/closed-enums',
  },
  {
    name: 'a request has no open enum',
    from: 'enum: [RED, BLUE]',
    to: '»x-extensible-enum: [RED, BLUE]',
    rule: 'ticketbridge/enums',
  },
  {
    name: 'a parameter has no open enum',
    from: 'schema: { type: integer }',
    to: 'schema: { type: string, »x-extensible-enum: [a] }',
    rule: 'ticketbridge/enums',
  },
  {
    name: 'an inline enum does not get the name of its schema',
    from: 'colour:\n          type: string\n          enum',
    to: 'new_note:\n          type: string\n          »enum',
    rule: 'ticketbridge/enum-names',
    message: /schema of its own/,
  },
  {
    name: 'an inline enum of a list does not get the name of its schema',
    from: 'colour:\n          type: string\n          enum: [RED, BLUE]',
    to: 'newNote:\n          type: array\n          items: { type: string, »enum: [RED, BLUE] }',
    rule: 'ticketbridge/enum-names',
  },
  {
    name: 'an open enum is a string',
    from: 'type: string\n          x-extensible-enum: [OPEN, DONE]',
    to: 'type: [string, integer]\n          »x-extensible-enum: [OPEN, DONE]',
    rule: 'ticketbridge/enums',
  },
  {
    name: 'an open enum has values',
    from: 'x-extensible-enum: [OPEN, DONE]',
    to: 'x-extensible-enum: »[]',
    rule: 'ticketbridge/known-extensions',
  },
  {
    name: 'a Content-Type of every request is also said in words',
    from: "description: 'Every request carries Content-Type: application/json.'\n  license: { name: MIT, identifier: MIT }\nx-error-code-keys: [error]\n",
    to: 'license: { name: MIT, identifier: MIT }\nx-error-code-keys: [error]\n»',
    rule: 'ticketbridge/request-content-type',
    message: /info\.description/,
  },
  {
    name: 'a body is JSON',
    from: 'content:\n          application/json:\n            schema:\n              $ref: "#/components/schemas/NewNote"',
    to: 'content:\n          »text/plain:\n            schema:\n              $ref: "#/components/schemas/NewNote"',
    rule: 'ticketbridge/media-types',
  },
  {
    name: 'a path parameter is required',
    from: '- name: folderId\n        in: path\n        required: true',
    to: '- »name: folderId\n        in: path\n        required: false',
    rule: 'ticketbridge/parameters',
  },
  {
    name: 'a path parameter is a string or an integer',
    from: 'schema: { type: string }',
    to: '»schema: { type: boolean }',
    rule: 'ticketbridge/parameters',
  },
  {
    name: 'a query parameter is not an object',
    from: 'schema: { type: integer }',
    to: '»schema: { type: object }',
    rule: 'ticketbridge/parameters',
    message: /string or integer or number or boolean, or an array of these/,
  },
  {
    name: 'nor an array of objects',
    from: 'schema: { type: integer }',
    to: '»schema: { type: array, items: { type: object } }',
    rule: 'ticketbridge/parameters',
  },
  {
    name: 'a parameter has a type',
    from: 'schema: { type: integer }',
    to: '»schema: { description: Some number. }',
    rule: 'ticketbridge/parameters',
  },
  {
    name: 'a parameter is written as OpenAPI takes for granted',
    from: 'schema: { type: integer }',
    to: 'schema: { type: integer }\n          »explode: false',
    rule: 'ticketbridge/parameters',
    message: /"explode: false" is not supported/,
  },
  {
    name: 'there is no default response',
    from: "'404':",
    to: '»default:',
    rule: 'ticketbridge/plain-writing',
  },
  {
    name: 'there are no ranges of statuses',
    from: "'404':",
    to: '»4XX:',
    rule: 'ticketbridge/plain-writing',
  },
  {
    name: 'a field has a description',
    from: 'id:\n          type: string\n          description: The id of the note.',
    to: '»id:\n          type: string',
    rule: 'ticketbridge/field-descriptions',
  },
  {
    name: 'a parameter has a description',
    from: '- name: limit\n          in: query\n          description: How many notes to return.',
    to: '- »name: limit\n          in: query',
    rule: 'parameter-description',
  },
  {
    name: 'an operation has a summary',
    from: 'get:\n      operationId: listNotes\n      tags: [Notes]\n      summary: List notes\n',
    to: '»get:\n      operationId: listNotes\n      tags: [Notes]\n',
    rule: 'operation-summary',
  },
  {
    name: 'an operation has a description',
    from: 'get:\n      operationId: listNotes\n      tags: [Notes]\n      summary: List notes\n      description: Returns the notes of a folder.\n',
    to: '»get:\n      operationId: listNotes\n      tags: [Notes]\n      summary: List notes\n',
    rule: 'operation-description',
  },
  {
    name: 'a path name and a body name do not meet in the flat input',
    from: 'colour:\n          type: string\n          enum',
    to: '»folderId:\n          type: string\n          enum',
    rule: 'ticketbridge/flat-input',
    message: /addNote has two fields named folderId; the other one is at .*openapi\.yaml:19:15\./,
  },
  {
    name: 'a path name and a query name do not meet in the flat input',
    from: 'name: limit',
    to: 'name: »folderId',
    rule: 'ticketbridge/flat-input',
    message: /listNotes has two fields named folderId; the other one is at .*openapi\.yaml:19:15\./,
  },
  {
    name: 'a request body lists its properties',
    from: 'application/json:\n            schema:\n              $ref: "#/components/schemas/NewNote"\n            examples:\n              reminder:\n                value: { text: Call back }',
    to: 'application/json:\n            »schema: { type: array, items: { $ref: "#/components/schemas/NewNote" } }\n            examples:\n              reminder:\n                value: { text: Call back }',
    rule: 'ticketbridge/flat-input',
  },
  {
    name: 'a parameter fills its path segment',
    from: '/folders/{folderId}/notes:',
    to: '»/folders/x-{folderId}/notes:',
    rule: 'ticketbridge/path-segments',
  },
  {
    name: 'only a description stands next to a reference to a schema',
    from: '$ref: "#/components/schemas/Note"',
    to: '$ref: "#/components/schemas/Note"\n            »x-provenance: { source: page }',
    rule: 'ticketbridge/reference-siblings',
  },
  {
    name: 'a reference leads somewhere',
    from: '$ref: "#/components/schemas/Note"',
    to: '»$ref: "#/components/schemas/Nothing"',
    rule: 'no-unresolved-refs',
  },
  {
    name: 'a reference does not lead back to itself',
    from: 'Note:\n      type: object\n      x-prov',
    to: 'Note:\n      »$ref: "#/components/schemas/Notice"\n    Notice:\n      $ref: "#/components/schemas/Note"\n    Other:\n      type: object\n      x-prov',
    rule: 'circular-reference',
  },
  {
    name: 'a reference leads to no other host',
    from: '$ref: ./notes.yaml',
    to: '»$ref: https://unreachable.invalid/notes.yaml',
    rule: 'no-unresolved-refs',
    message: /files next to it/,
  },
  {
    name: 'the document is OpenAPI',
    from: 'summary: List notes',
    to: 'summary: List notes\n      »colour: red',
    rule: 'struct',
  },
  {
    name: 'the document is OpenAPI 3.1',
    from: 'openapi: 3.1.0',
    to: '»openapi: 3.0.4',
    rule: 'openapi-version',
  },
  {
    name: 'the document is YAML',
    from: 'summary: List notes',
    to: 'summary: List »: notes',
    rule: 'unreadable',
  },
];

test('an example has the format of its schema, also in a file of its own', async () => {
  const folder = await specFolder();
  const example = join(folder, 'notes.yaml');
  await writeFile(example, (await readFile(example, 'utf8')).replace('2026-03-04T10:00:00Z', 'yesterday'));
  const checked = await checkSpec(join(folder, 'openapi.yaml'));
  expect(checked).toEqual({
    ok: false,
    problems: [expect.objectContaining({ file: example, line: 5, column: 18, rule: 'no-invalid-media-type-examples' })],
  });
});

test('an example that is not YAML is a problem of its own file', async () => {
  const folder = await specFolder();
  const example = join(folder, 'notes.yaml');
  await writeFile(example, 'summary: One: note');
  expect(await checkSpec(join(folder, 'openapi.yaml'))).toMatchObject({
    ok: false,
    problems: expect.arrayContaining([expect.objectContaining({ file: example, line: 1, column: 13 })]),
  });
});

test('a file that is not there is a problem', async () => {
  const file = join(await specFolder(), 'nothing.yaml');
  expect(await checkSpec(file)).toEqual({
    ok: false,
    problems: [expect.objectContaining({ file, line: 1, column: 1, rule: 'unreadable' })],
  });
});

test.each([
  '',
  '[]',
  '7',
  'a: b',
  'openapi: 3.1.0',
  'openapi: 3.1.0\npaths: 7',
  valid.replace(/paths:[\s\S]*components:/, 'components:'),
])('a document that is no spec is a problem: %j', async (text) => {
  const problems = await problemsOf(text, 'generation');
  expect(problems.length).toBeGreaterThan(0);
  for (const { line, column } of problems) expect(Math.min(line, column)).toBeGreaterThan(0);
});

test('a clean spec comes back with its examples inside and its components referenced', async () => {
  const checked = await checkSpec(join(fixture, 'openapi.yaml'));
  expect(checked).toMatchObject({
    ok: true,
    document: {
      paths: {
        '/folders/{folderId}/notes': {
          get: {
            responses: {
              200: {
                content: {
                  'application/json': {
                    schema: { $ref: '#/components/schemas/Notes' },
                    examples: { one: { $ref: '#/components/examples/notes' } },
                  },
                },
              },
            },
          },
        },
      },
      components: { examples: { notes: { summary: 'One note' } } },
    },
  });
});

test.each(['brandlovers', 'clubcollect'])('the spec of %s is clean', async (vendor) => {
  const checked = await checkSpec(join(import.meta.dirname, '../../specs', vendor, 'openapi.yaml'));
  expect(checked.ok ? [] : checked.problems.map(formatProblem)).toEqual([]);
});

test('the command names each problem with file, line and column, and fails', async () => {
  const cwd = await specFolder();
  await writeFile(join(cwd, 'wrong.yaml'), valid.replace('operationId: addNote', 'operationId: add_note'));
  const run = promisify(execFile)(process.execPath, [command, 'openapi.yaml', 'wrong.yaml'], { cwd });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: 'openapi.yaml is clean\n',
    stderr: expect.stringMatching(/^wrong\.yaml:47:20 ticketbridge\/operation-id The operationId "add_note" .*\n$/),
  });
});

test.runIf(process.env.EXHAUSTIVE)('the command lets a young spec pass without our documentation', async () => {
  const cwd = await specFolder();
  await writeFile(
    join(cwd, 'young.yaml'),
    valid.replace('      summary: List notes\n', '').replace('x-error-kind: rejected', ''),
  );
  const run = promisify(execFile)(process.execPath, [command, '--generation-only', 'young.yaml'], { cwd });
  expect(await run).toEqual({ stdout: 'young.yaml is clean\n', stderr: '' });
  await expect(promisify(execFile)(process.execPath, [command, 'young.yaml'], { cwd })).rejects.toMatchObject({
    code: 1,
  });
});

test.each([
  [100, false],
  [3000, true],
])('a chain of %i schemas is a problem where it is too long: %s', async (length, isTooLong) => {
  const chain = Array.from({ length }, (_, index) => {
    const next = index + 1 < length ? `$ref: '#/components/schemas/Link${index + 1}'` : 'type: string';
    return `    Link${index}: { type: object, properties: { next: { description: The next., ${next} } } }\n`;
  });
  const text = valid
    .replace('  schemas:\n', () => `  schemas:\n${chain.join('')}`)
    .replace(
      '        state:\n',
      "        link: { $ref: '#/components/schemas/Link0', description: The first. }\n        state:\n",
    );
  for (const rules of process.env.EXHAUSTIVE ? (['all', 'generation'] as const) : (['generation'] as const)) {
    const problems = await problemsOf(text, rules);
    expect(problems.map(({ message }) => message)).toEqual(
      isTooLong ? [expect.stringMatching(/too long a chain to be followed: split the chain/)] : [],
    );
  }
});

test.runIf(process.env.EXHAUSTIVE)('the command succeeds on a clean spec and says so', async () => {
  const run = promisify(execFile)(process.execPath, [command, 'openapi.yaml'], { cwd: fixture });
  expect(await run).toEqual({ stdout: 'openapi.yaml is clean\n', stderr: '' });
});

test('the command asks for a file', async () => {
  await expect(promisify(execFile)(process.execPath, [command])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Usage'),
  });
});

test('specs/README.md has a row for each extension, and names each error kind', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../specs/README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `(x-[a-z-]+)` \|.*$/gm)];
  expect(rows.map(([, name]) => name).sort()).toEqual([...extensions.keys()].sort());
  const kinds = rows.find(([, name]) => name === 'x-error-kind')?.[0] ?? '';
  expect(errorKinds.filter((kind) => !kinds.includes(`\`${kind}\``))).toEqual([]);
});

test('a valid spec is clean', async () => {
  expect(await problemsOf(valid)).toEqual([]);
});

test.each([
  ['4xx', 'x-error-kind: rejected', 'x-error-kind: rejected\n          x-repeatable: true'],
  ['shared 4xx', 'x-error-kind: not-found', 'x-error-kind: not-found\n      x-repeatable: true'],
  ['5xx', "'400':", "'503':\n          description: Busy.\n          x-repeatable: true\n        '400':"],
])('a %s response may say that the call may be repeated after it', async (_, from, to) => {
  expect(await problemsOf(mutate([[from, to]]).text)).toEqual([]);
});

test.each(['note', 'new_note', 'note_2'])('a body may be called %s', async (name) => {
  const edit = ['description: The note.\n', `description: The note.\n        x-request-body-name: ${name}\n`] as const;
  expect(await problemsOf(mutate([edit]).text)).toEqual([]);
});

test.each(['$request.path.folderId', '$request.body#/text', '$response.header.folder'])(
  'a link may take its value from %s',
  async (value) => {
    const { from, to } = giving(value);
    expect(await problemsOf(mutate([[from, to]]).text)).toEqual([]);
  },
);

test('a link may take its value from an item of a list', async () => {
  const link = '{ operationId: addNote, parameters: { folderId: $response.body#/notes/0/id } }';
  const edit = ['description: The notes.', `description: The notes.\n          links: { first: ${link} }`] as const;
  expect(await problemsOf(mutate([edit]).text)).toEqual([]);
});

/** The rules below which a spec may be from which a client is generated. */
const ofHouse = new Set(
  [
    ...[
      'body-examples',
      'closed-enums',
      'enum-names',
      'field-descriptions',
      'foreign-extensions',
      'links',
      'missing-error-kind',
    ],
    ...['plain-writing', 'provenance', 'reference-siblings', 'request-content-type'],
  ]
    .map((name) => `ticketbridge/${name}`)
    .concat('no-invalid-media-type-examples', 'operation-description', 'operation-summary', 'parameter-description'),
);

// A quarter of them, and all in the exhaustive run.
test.each(mutations.filter((_, index) => process.env.EXHAUSTIVE || index % 12 === 0))('$name', async (mutation) => {
  const { text, line, column } = mutate([[mutation.from, mutation.to]]);
  const message = expect.stringMatching(mutation.message ?? /./);
  const problem = expect.objectContaining({ rule: mutation.rule, line, column, message });
  const isOfHouse = ofHouse.has(mutation.rule);
  const always = await problemsOf(text, 'generation');
  // What only our documentation needs is no reason to generate nothing.
  if (isOfHouse) expect(always).not.toContainEqual(problem);
  else expect(always).toContainEqual(problem);
  // What generation refuses, all rules refuse.
  if (isOfHouse || process.env.EXHAUSTIVE) expect(await problemsOf(text)).toContainEqual(problem);
});
