import { describe, expect, test } from 'vitest';
import { className, memberName, methodName, moduleName, pythonName, unnamedMethodName } from '../src/python/names.ts';
import { type Edit, mutate, problemsOf } from './mutation.ts';

/** How openapi-generator 7.25 spells fields. */
const SPELLED: Readonly<Record<string, readonly string[]>> = {
  ticket_id: ['ticketId', 'ticket_id', 'TicketId', 'ticket-id', 'ticket.id', 'ticket id', 'ticket/id', 'TICKET_ID'],
  a_b: ['a[b]', 'a(b)', 'a|b', 'a:b', 'aB', 'a\\b'],
  ab: ['a$b', 'AB', 'ab'],
  http_error: ['HTTPError', 'httpError', 'HttpError'],
  user_ids: ['userIDs'],
  html5_page: ['HTML5Page'],
  a1_b: ['a1B', 'A1B'],
  id: ['_id', '@id', 'ID'],
  var_from: ['from', 'From', 'var_from'],
  var_7up: ['7up'],
  value: ['$'],
  var_dict: ['dict', 'Dict', '_dict'],
  var_to_dict: ['to_dict', 'toDict', 'var_to_dict'],
};

test.each(Object.entries(SPELLED))('Python calls it %s: %s', (name, all) => {
  expect(all.map((one) => pythonName(one))).toEqual(all.map(() => name));
});

test('a schema is called by its class, and a value of an enum in capitals', () => {
  expect(['HTTPError', 'HttpError', 'http-error', 'http_error'].map(moduleName)).toEqual(Array(4).fill('http_error'));
  expect(['a b', 'A_B', 'a-b'].map(memberName)).toEqual(['A_B', 'A_B', 'A-B']);
});

/** How openapi-generator 7.25 calls classes. */
const CLASSES: Readonly<Record<string, string>> = {
  'http-error': 'HttpError',
  some_thing: 'SomeThing',
  STEP: 'STEP',
  import: 'ModelImport',
  Date: 'ModelDate',
  Datetime: 'Datetime',
  Raw: 'Raw',
  '404': 'Model404',
};

test('a class is called by its schema, and a method by its operation', () => {
  expect(Object.keys(CLASSES).map(className)).toEqual(Object.values(CLASSES));
  expect(['listTickets', 'import'].map(methodName)).toEqual(['list_tickets', 'call_import']);
});

/** How openapi-generator 7.25 calls operations without an id. */
const UNNAMED: readonly (readonly [path: string, method: string, name: string])[] = [
  ['/', 'get', 'root_get'],
  ['/ticket/{ticketId}/messages', 'get', 'ticket_ticket_id_messages_get'],
  ['/v1.2/a-b/{the_id}/assignToSupport', 'post', 'v12_ab_the_id_assign_to_support_post'],
  ['/v2/HTTPErrors/{id}', 'get', 'v2_http_errors_id_get'],
  ['/HTTPErrors', 'get', 'h_ttp_errors_get'],
  ['/~me/x_y/a.b', 'get', 'me_xyab_get'],
  ['/a:archive', 'post', 'a_archive_post'],
  ['/7days/2nd', 'post', 'call_7days2nd_post'],
  ['/a-b/c', 'get', 'a_bc_get'],
  ['/x_y.z', 'get', 'x_yz_get'],
];

test.each(UNNAMED)('the method of an operation without an id: %s, %s', (path, method, name) => {
  expect(unnamedMethodName(path, method)).toBe(name);
});

const field = (name: string, mark = '') => `\n        ${mark}${name}: { type: string, description: One. }`;
const LIMIT = '        - name: limit\n          in: query\n          description: How many notes to return.';
const another = (name: string, place: string) =>
  `        - { name: »${name}, in: ${place}, description: One., schema: { type: string } }\n`;
const SCHEMA = '{ type: object, properties: { a: { type: string, description: A. } } }';
const kind = (values: string) => `    Kind: { type: string, description: A kind., enum: [${values}] }\n    NewNote:`;

/** What differs in the spec, and is one in Python. */
const TWINS: Readonly<Record<string, { readonly edits: readonly Edit[]; readonly says: RegExp }>> = {
  'two fields': {
    edits: [
      [
        '      properties:\n        text:',
        `      properties:${field('theText')}${field('the_text', '»')}\n        text:`,
      ],
    ],
    says: /Two fields are called the_text in Python, the other one at .*openapi\.yaml:\d+:9: leave one out\./,
  },
  'a field and a word of Python': {
    edits: [
      ['      properties:\n        text:', `      properties:${field('from')}${field('varFrom', '»')}\n        text:`],
    ],
    says: /Two fields are called var_from/,
  },
  'fields of two parts': {
    edits: [
      [
        '    NewNote:',
        '    Whole: { description: A., allOf: [{ $ref: "#/components/schemas/One" }, { $ref: "#/components/schemas/Other" }] }\n' +
          '    One: { type: object, description: A., properties: { oneId: { type: string, description: A. } } }\n' +
          '    Other: { type: object, description: A., properties: { »one_id: { type: string, description: A. } } }\n    NewNote:',
      ],
    ],
    says: /Two fields are called one_id/,
  },
  'two arguments of an operation': {
    edits: [
      [
        LIMIT,
        `        - { name: the-limit, in: header, description: One., schema: { type: string } }\n${another('theLimit', 'query')}${LIMIT}`,
      ],
    ],
    says: /Two arguments of listNotes are called the_limit in Python, .*: rename what is not sent/,
  },
  'an argument of a path and one of an operation': {
    edits: [[LIMIT, `${another('folder_id', 'query')}${LIMIT}`]],
    says: /Two arguments of listNotes are called folder_id/,
  },
  'an argument and the body': {
    edits: [
      [
        '      requestBody:\n        description: The note.\n        required: true\n        content:\n          application/json:\n            schema:',
        '      parameters: [{ name: newNote, in: query, description: One., schema: { type: string } }]\n' +
          '      requestBody:\n        description: The note.\n        required: true\n        content:\n          application/json:\n            »schema:',
      ],
    ],
    says: /Two arguments of addNote are called new_note/,
  },
  'two schemas': {
    edits: [['    NewNote:', `    HTTPNote: ${SCHEMA}\n    »HttpNote: ${SCHEMA}\n    NewNote:`]],
    says: /Two schemas are the module http_note in Python, .*: rename one of them/,
  },
  'a schema and a class of each package': {
    edits: [['    NewNote:', `    »Configuration: ${SCHEMA}\n    NewNote:`]],
    says: /A Python package has a class Configuration of its own: choose another name/,
  },
  'a schema and an exception of each package': {
    edits: [['    NewNote:', `    »NotFoundException: ${SCHEMA}\n    NewNote:`]],
    says: /A Python package has a class NotFoundException of its own/,
  },
  'two operations': {
    edits: [
      ['operationId: listNotes', 'operationId: addURL'],
      ['operationId: addNote', 'operationId: »addUrl'],
    ],
    says: /Two methods are called add_url in Python, .*: choose another operationId/,
  },
  'an operation and what is made beside another': {
    edits: [
      ['operationId: listNotes', 'operationId: send'],
      ['operationId: addNote', 'operationId: »sendWithHttpInfo'],
    ],
    says: /Two methods are called send_with_http_info/,
  },
  'two values of an enum': {
    edits: [['    NewNote:', kind('open, »OPEN')]],
    says: /Two values are the member OPEN in Python, .*: write the enum where it is used/,
  },
};

const ANSWER = '      properties:\n        text:';
const answerField = (name: string): Edit => [
  ANSWER,
  `      properties:\n        »${JSON.stringify(name)}: { type: string, description: One. }\n        text:`,
];

/** What openapi-generator drops letters of, or keeps none of. */
const UNSPELLABLE = [
  '排序',
  '状态',
  'à',
  'descrição',
  'Ünit',
  'naïve',
  'x²',
  '１',
  'a€',
  '😀',
  '_',
  '__',
  '-',
  '%',
  '+',
];

/** What has no name in Python, or not its own. */
const NAMELESS: Readonly<Record<string, { readonly edits: readonly Edit[]; readonly says: RegExp }>> = {
  ...Object.fromEntries(
    UNSPELLABLE.flatMap((name) => {
      const says = /: leave it out\./;
      return [
        [`the field ${name}`, { edits: [answerField(name)], says }],
        [`the argument ${name}`, { edits: [[LIMIT, `${another(JSON.stringify(name), 'query')}${LIMIT}`]], says }],
      ] as const;
    }),
  ),
  'the argument of a path': {
    edits: [
      ['/folders/{folderId}/notes', '/folders/{_}/notes'],
      ['name: folderId', 'name: »_'],
    ],
    says: /"_" .*: rename it\./,
  },
  'a tag': {
    edits: [['operationId: listNotes\n      tags: [Notes]', 'operationId: listNotes\n      tags: [»票]']],
    says: /"票" .*: choose another tag\./,
  },
  'a tag that begins with a digit': {
    edits: [['operationId: listNotes\n      tags: [Notes]', 'operationId: listNotes\n      tags: [»1st]']],
    says: /"1st" .*: choose another tag\./,
  },
  'a value of an enum that is two spaces': {
    edits: [['    NewNote:', kind('open, »"  "')]],
    says: /The value " {2}" of an enum .*: write the enum where it is used/,
  },
  'a value of an enum between lines': {
    edits: [['    NewNote:', kind('open, »__x__')]],
    says: /The value "__x__" of an enum .*: write the enum where it is used/,
  },
};

describe('what has no name of its own in Python is refused for Python, and not for TypeScript', () => {
  test.each(Object.entries(NAMELESS))('%s', async (_, { edits, says }) => {
    const { text, line, column } = mutate(edits);
    const problem = expect.objectContaining({ line, column, message: expect.stringMatching(says) });
    expect(await problemsOf(text, 'python')).toEqual([problem]);
    if (!process.env.EXHAUSTIVE) return;
    expect(await problemsOf(text, 'generation')).toEqual([]);
  });
});

describe('what is one name in Python is refused for Python, and not for TypeScript', () => {
  // A quarter of them, and all in the exhaustive run.
  const cases = Object.entries(TWINS).filter((_, index) => process.env.EXHAUSTIVE || index % 4 === 0);
  test.each(cases)('%s', async (_, { edits, says }) => {
    const { text, line, column } = mutate(edits);
    const problem = expect.objectContaining({ line, column, message: expect.stringMatching(says) });
    expect(await problemsOf(text, 'python')).toEqual([problem]);
    if (!process.env.EXHAUSTIVE) return;
    expect(await problemsOf(text, 'generation')).toEqual([]);
    expect(await problemsOf(text)).toContainEqual(problem);
  });
});

test('names that stay two are none of its business: of operations in other classes, and of a parameter that is replaced', async () => {
  const edits: readonly Edit[] = [
    ['operationId: listNotes\n      tags: [Notes]', 'operationId: addURL\n      tags: [Lists]'],
    ['operationId: addNote', 'operationId: addUrl'],
    [
      LIMIT,
      `        - { name: folderId, in: path, required: true, description: One., schema: { type: string } }\n${LIMIT}`,
    ],
  ];
  expect(await problemsOf(mutate(edits).text, 'python')).toEqual([]);
});
